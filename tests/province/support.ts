import { createHash, randomInt } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  identityCheckCharacter,
  organisationCheckCharacter,
  usccCheckCharacter,
} from '@haochaping/shared/domain/codes';
import { PROGRAMS, startProgram, type Program } from '../../server/launch/lib/programs.mjs';
import type { ForwardableRating } from '../../server/src/modules/forwarding/dialect.js';
import { encryptDocument } from '../../server/src/modules/forwarding/fujian/cipher.js';
import { encodeCase } from '../../server/src/modules/forwarding/fujian/document.js';
import { buildEnvelope, type Operation } from '../../server/src/modules/forwarding/fujian/envelope.js';
import {
  FujianDialect,
  fujianSettings,
  type FujianAdjustments,
} from '../../server/src/modules/forwarding/fujian/index.js';

export const KEYS = { appKey: 'sanming-demo', appCode: 'sanming-demo-code' };

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/** A number nobody is known by: random, with a valid date and check character. */
export function identityNumber(): string {
  const first17 = `350404${1950 + randomInt(50)}0${1 + randomInt(9)}${10 + randomInt(18)}${digits(3)}`;
  return first17 + identityCheckCharacter(first17);
}

export function creditCode(): string {
  const organisation = digits(8);
  const first17 = `91350404${organisation}${organisationCheckCharacter(organisation)}`;
  return first17 + usccCheckCharacter(first17);
}

export const phoneNumber = (): string => `139${digits(8)}`;

/** A complete rating; every call is another transaction. */
export function makeRating(change: Partial<ForwardableRating> = {}): ForwardableRating {
  return {
    ratingId: digits(24),
    kind: 'first',
    level: 5,
    ratedAt: new Date('2026-11-20T08:30:00Z'),
    channel: 'qr',
    options: ['510', '517'],
    text: '办得很快',
    transaction: {
      projectNo: `SM${digits(16)}`,
      projectName: '公共场所卫生许可（新办）',
      item: { code: '1135040000375421113001180090000', name: '公共场所卫生许可' },
      regionCode: '350404',
    },
    event: {
      nodeName: '办结',
      proStatus: '3',
      acceptedAt: new Date('2026-11-18T00:30:00Z'),
      finishedAt: new Date('2026-11-20T08:05:09Z'),
      servedAt: new Date('2026-11-20T08:05:09Z'),
    },
    applicant: {
      userProp: '1',
      name: '陈小明',
      certificate: { type: '111', number: identityNumber() },
      phone: phoneNumber(),
      handler: null,
    },
    ...change,
  };
}

export interface RunningProvince {
  url: string;
  stop(): Promise<unknown>;
  /** What arrived for one transaction, newest first. */
  received(projectNo: string): Promise<{ evaluateUnid: string; fields: Record<string, string> }[]>;
  faults(order: Record<string, unknown>): Promise<void>;
}

/** The sandbox as the program it is, with these arguments. */
export async function startProvince(...args: string[]): Promise<RunningProvince> {
  const env = { PATH: process.env.PATH, PORT: '0' };
  const program: Program = await startProgram({ name: 'province', file: PROGRAMS.province, args, env });
  const url = `http://127.0.0.1:${program.port}`;
  return {
    url,
    stop: () => program.stop(),
    async received(projectNo) {
      const answer = await fetch(`${url}/__sandbox/ratings?projectNo=${encodeURIComponent(projectNo)}`);
      return (await answer.json()) as { evaluateUnid: string; fields: Record<string, string> }[];
    },
    async faults(order) {
      const answer = await fetch(`${url}/__sandbox/faults`, { method: 'POST', body: JSON.stringify(order) });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

export const settingsFor = (baseUrl: string, change: FujianAdjustments = {}, timeoutMs = 5000) =>
  fujianSettings({ baseUrl, ...KEYS, timeoutMs }, change);

export const dialectFor = (
  baseUrl: string,
  change: FujianAdjustments = {},
  timeoutMs = 5000,
  now = () => Date.now(),
): FujianDialect => new FujianDialect(settingsFor(baseUrl, change, timeoutMs), now);

/** With keys the province does not know. */
export const strangerFor = (baseUrl: string): FujianDialect =>
  new FujianDialect(
    fujianSettings({ baseUrl, appKey: KEYS.appKey, appCode: 'guessed', timeoutMs: 5000 }),
    () => Date.now(),
  );

/** The document of a rating that is complete. */
export function documentOf(dialect: FujianDialect, rating: ForwardableRating) {
  const prepared = dialect.prepare(rating);
  if (!prepared.ok) throw new Error(prepared.missing.map(({ remedy }) => remedy).join('；'));
  return prepared.document;
}

/** A token, bought the way the interface says. */
export async function buyToken(url: string, change: Record<string, string> = {}): Promise<Response> {
  const timestamp = change.timestamp ?? String(Date.now());
  const sign = createHash('md5').update(`${KEYS.appCode}${timestamp}`).digest('hex');
  const query = new URLSearchParams({ app_key: KEYS.appKey, timestamp, sign, ...change });
  return fetch(`${url}/gateway/get-token?${query.toString()}`);
}

export interface RawCall {
  fields?: readonly (readonly [string, string])[];
  /** Instead of fields: the document before encryption. */
  bytes?: Buffer;
  token?: string;
  appKey?: string;
  headers?: Record<string, string>;
  envelope?: (usual: string) => string;
  path?: string;
}

/** One operation, sent as given, right or wrong; what came back as status, code and message. */
export async function rawCall(url: string, operation: Operation, call: RawCall) {
  const settings = settingsFor(url);
  const token = call.token ?? ((await (await buyToken(url)).json()) as { access_token: string }).access_token;
  const xmlStr = encryptDocument(call.bytes ?? encodeCase(call.fields ?? [], 'gb2312'), settings);
  const usual = buildEnvelope(operation, token, call.appKey ?? KEYS.appKey, xmlStr);
  const answer = await fetch(`${url}/gateway/webservice/${call.path ?? operation}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""', ...call.headers },
    body: call.envelope?.(usual) ?? usual,
  });
  const text = await answer.text();
  return {
    status: answer.status,
    errorCode: answer.headers.get('x-error-code'),
    code: /&lt;code&gt;(\d+)&lt;/.exec(text)?.[1] ?? null,
    message: /&lt;message&gt;(.*?)&lt;\/message/.exec(text)?.[1] ?? null,
    fault: /<faultstring>(.*?)<\/faultstring>/.exec(text)?.[1] ?? null,
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A gate in front of the province that passes everything on and notes the paths in order. */
export async function startGate(
  target: string,
): Promise<{ url: string; seen: string[]; stop(): Promise<void> }> {
  const seen: string[] = [];
  const pass = async (request: IncomingMessage): Promise<[number, string]> => {
    const path = request.url ?? '/';
    seen.push(path.split('?')[0] ?? '');
    const body = await bodyOf(request);
    const headers = { 'content-type': request.headers['content-type'] ?? '', soapaction: '""' };
    const answer = await (request.method === 'POST'
      ? fetch(target + path, { method: 'POST', headers, body: body.toString('utf8') })
      : fetch(target + path));
    return [answer.status, await answer.text()];
  };
  const server = createServer((request, response) => {
    pass(request).then(
      ([status, text]) => response.writeHead(status).end(text),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
