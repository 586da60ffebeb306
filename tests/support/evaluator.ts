import { randomInt } from 'node:crypto';
import { EvaluatorSession, PrivacyNotice } from '@haochaping/shared/contracts';
import { organisationCheckCharacter, usccCheckCharacter } from '@haochaping/shared/domain/codes';
import mongoose from 'mongoose';
import { expectStatus, randomIdentityNumber } from './journey.js';
import { cookiesOf, postJson } from './staff.js';
import type { System } from './system.js';

type Place = Pick<System, 'baseUrl' | 'peers'>;

/** A person with a phone, signed in as the pages are. */
export interface EvaluatorClient {
  session: EvaluatorSession;
  /** What the client sends with every request: a bearer token, or the cookie and the page's own token. */
  headers: Readonly<Record<string, string>>;
  get(path: string): Promise<Response>;
  send(method: string, path: string, body?: unknown): Promise<Response>;
}

export interface Who {
  /** `weapp` (default) signs in by WeChat, `web` by a code in a short message. */
  client?: 'weapp' | 'web';
  /** The person's openid in the WeChat sandbox; a new person without one. */
  openid?: string;
  phone?: string;
  /** Has the real name checked as well; `true` invents one. */
  verified?: boolean | { name: string; certNumber: string };
}

export const randomPhone = (): string => `139${String(randomInt(100_000_000)).padStart(8, '0')}`;

/** A credit code that belongs to nobody we know of. */
export function randomUscc(): string {
  const first8 = `MA${String(randomInt(1_000_000)).padStart(6, '0')}`;
  const first17 = `91350404${first8}${organisationCheckCharacter(first8)}`;
  return first17 + usccCheckCharacter(first17);
}

/** A sandbox's own interface; JSON both ways. */
export async function atSandbox<T>(url: string, method: string, path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  return (await expectStatus(await fetch(`${url}/__sandbox/${path}`, init), 200)) as T;
}

/** A new person in the WeChat sandbox. */
export const newWeChatPerson = (
  { peers }: Place,
  fields: Record<string, unknown> = {},
): Promise<{ openid: string; officialOpenid: string; unionid: string | null; phone: string }> =>
  atSandbox(peers.wechat, 'POST', 'people', { name: '来客', phone: randomPhone(), ...fields });

/** The code that `wx.login`, or the button for the phone number, gives this person. */
export const weChatCode = async ({ peers }: Place, openid: string): Promise<string> =>
  (await atSandbox<{ code: string }>(peers.wechat, 'POST', 'codes', { person: openid })).code;

/** The code in the latest message to a number. */
export async function latestSmsCode({ peers }: Place, phone: string): Promise<string> {
  const sent = await atSandbox<{ params: { code: string } }[]>(peers.sms, 'GET', `messages?phone=${phone}`);
  const code = sent[0]?.params.code;
  if (!code) throw new Error('no message was sent to this number');
  return code;
}

/** Asks for a code, and reads it from the phone. */
export async function smsCode(place: Place, phone: string): Promise<string> {
  await expectStatus(await postJson(`${place.baseUrl}/api/v1/me/phone-codes`, { phone }), 202);
  return latestSmsCode(place, phone);
}

/** What a sign-in's answer lets one do. */
export async function evaluatorClient(baseUrl: string, response: Response): Promise<EvaluatorClient> {
  const session = EvaluatorSession.parse(await expectStatus(response, 200));
  const headers: Record<string, string> = session.tokens
    ? { Authorization: `Bearer ${session.tokens.accessToken}` }
    : { Cookie: cookiesOf(response), 'X-CSRF-Token': session.csrfToken };
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${baseUrl}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { session, headers, get: (path) => send('GET', path), send };
}

/** The version of the privacy notice in force. */
export async function noticeInForce({ baseUrl }: Pick<Place, 'baseUrl'>): Promise<number> {
  return PrivacyNotice.parse(await (await fetch(`${baseUrl}/api/v1/privacy-notice`)).json()).version;
}

/** Agrees to one question of the privacy notice in force. */
export async function agree({ baseUrl }: Pick<Place, 'baseUrl'>, client: EvaluatorClient, purpose: string) {
  const version = await noticeInForce({ baseUrl });
  const answer = await client.send('POST', '/api/v1/me/consents', {
    purpose,
    version,
    given: true,
  });
  await expectStatus(answer, answer.status === 200 ? 200 : 201);
}

/** Has a real name checked, after agreeing to it. */
export async function verify(
  place: Place,
  client: EvaluatorClient,
  person: { name: string; certNumber: string } = { name: '林小满', certNumber: randomIdentityNumber() },
): Promise<EvaluatorSession> {
  await agree(place, client, 'real_name_check');
  const answer = await client.send('POST', '/api/v1/me/real-name', { certType: '111', ...person });
  return EvaluatorSession.parse(await expectStatus(answer, 200));
}

/** Signs a person in through the running sandboxes (`startSystem({ peers: true })`). */
export async function signInEvaluator(place: Place, who: Who = {}): Promise<EvaluatorClient> {
  const client = await (who.client === 'web' ? signInByPhone(place, who) : signInByWeChat(place, who));
  if (!who.verified) return client;
  const session = await verify(place, client, who.verified === true ? undefined : who.verified);
  return { ...client, session: { ...client.session, ...session, tokens: client.session.tokens } };
}

async function signInByPhone(place: Place, { phone = randomPhone() }: Who): Promise<EvaluatorClient> {
  const code = await smsCode(place, phone);
  const answer = await postJson(`${place.baseUrl}/api/v1/me/session/phone`, {
    phone,
    code,
    client: 'web',
    noticeVersion: await noticeInForce(place),
  });
  return evaluatorClient(place.baseUrl, answer);
}

async function signInByWeChat(place: Place, { openid, phone }: Who): Promise<EvaluatorClient> {
  const person = openid ?? (await newWeChatPerson(place, phone ? { phone } : {})).openid;
  const code = await weChatCode(place, person);
  const client = await evaluatorClient(
    place.baseUrl,
    await postJson(`${place.baseUrl}/api/v1/me/session/weapp`, {
      code,
      noticeVersion: await noticeInForce(place),
    }),
  );
  if (phone === undefined) return client;
  const phoneCode = await weChatCode(place, person);
  const linked = await client.send('POST', '/api/v1/me/phone/weapp', { phoneCode });
  const session = EvaluatorSession.parse(await expectStatus(linked, 200));
  return { ...client, session: { ...session, tokens: client.session.tokens } };
}

/** What an answer that is no success says. */
export const errorOf = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as { error: { code: string; message: string } }).error,
});

/** Looks into (or changes) one collection of the system's database. */
export async function collection<T>(
  system: Pick<System, 'mongoUri'>,
  name: string,
  work: (c: mongoose.Collection) => Promise<T>,
): Promise<T> {
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  try {
    return await work(connection.collection(name));
  } finally {
    await connection.close();
  }
}

/**
 * What the audit log says about something, each entry once, wherever it stands: in the outbox, or sealed by the worker.
 * The outbox is read first: what leaves it meanwhile is sealed before.
 */
export async function audited(
  system: Pick<System, 'mongoUri'>,
  filter: Record<string, unknown>,
): Promise<Record<string, unknown>[]> {
  const find = (name: string) => collection(system, name, (c) => c.find(filter).toArray());
  const waiting = await find('audit_events');
  const sealed = await find('audit_entries');
  return [...new Map([...waiting, ...sealed].map((entry) => [String(entry._id), entry])).values()];
}

/**
 * Agrees to the notice and to the real name, goes to another site and agrees there; gives the address the browser is sent back to, and its cookie.
 * @param person the openid there, or the subject; whoever comes first without one
 */
export async function agreeElsewhere(
  { baseUrl }: Pick<Place, 'baseUrl'>,
  way: 'official' | 'sso',
  returnTo: string,
  person?: string,
): Promise<{ back: string; cookie: string; stateCookie: string }> {
  const query = new URLSearchParams({
    returnTo,
    noticeVersion: String(await noticeInForce({ baseUrl })),
    realName: 'yes',
  });
  const start = await fetch(`${baseUrl}/api/v1/me/session/${way}/start?${query}`, { redirect: 'manual' });
  if (start.status !== 302) throw new Error(`expected 302, got ${start.status}`);
  const [stateCookie = ''] = start.headers.getSetCookie();
  const address = new URL(start.headers.get('location') ?? '');
  address.hash = '';
  address.searchParams.set('__sandbox', 'agree');
  if (person) address.searchParams.set('__sandbox_person', person);
  const agreed = await fetch(address, { redirect: 'manual' });
  return { back: agreed.headers.get('location') ?? '', cookie: cookiesOf(start), stateCookie };
}

/** Signs in at another site, and comes back with the cookie of a session. */
export async function signInElsewhere(
  place: Pick<Place, 'baseUrl'>,
  way: 'official' | 'sso',
  person: string,
): Promise<Response> {
  const { back, cookie } = await agreeElsewhere(place, way, '/', person);
  return fetch(back, { redirect: 'manual', headers: { Cookie: cookie } });
}

/** Makes the demo clerk somebody else for one file and puts them back at its end: others share the system. */
export function clerkAsAnother(system: () => System): (fields: Record<string, unknown>) => Promise<void> {
  let before: mongoose.mongo.WithId<mongoose.mongo.BSON.Document> | null = null;
  afterAll(async () => {
    const kept = before;
    if (kept) await collection(system(), 'staff_accounts', (c) => c.replaceOne({ _id: kept._id }, kept));
  });
  return (fields) =>
    collection(system(), 'staff_accounts', async (accounts) => {
      before ??= await accounts.findOne({ role: 'window_clerk' });
      await accounts.updateOne({ _id: before?._id }, { $set: fields });
    });
}
