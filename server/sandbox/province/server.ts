import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpRefusal, SoapFault } from './errors.js';
import { FaultSwitches } from './faults.js';
import { perform } from './operations.js';
import type { ProvinceOptions } from './options.js';
import { json, type Province, type Reply } from './reply.js';
import { answerSandbox } from './sandbox-routes.js';
import { faultEnvelope, readEnvelope, readOperation } from './soap.js';
import { RatingStore } from './store.js';
import { TokenDesk } from './tokens.js';

/** An envelope with one rating has a few kilobytes; what is larger is not one. */
const LARGEST_BODY = 1_000_000;
const XML = 'text/xml; charset=utf-8';

/** The stand-in for the provincial system, not yet listening. */
export function createProvince(options: ProvinceOptions): Server {
  const province: Province = {
    options,
    store: new RatingStore(options.capacity),
    tokens: new TokenDesk(options),
    faults: new FaultSwitches(),
  };
  return createServer((request, response) => {
    answer(request, response, province).catch((error: unknown) => {
      send(response, toErrorReply(error));
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, province: Province): Promise<void> {
  const origin = `http://${request.headers.host ?? 'localhost'}`;
  const url = new URL(request.url ?? '/', origin);
  const method = request.method ?? 'GET';
  if (url.pathname === '/gateway/get-token' && method === 'GET') {
    return send(response, json(province.tokens.issue(url.searchParams)));
  }
  if (url.pathname === '/gateway/refresh-token' && method === 'GET') {
    return send(response, json(province.tokens.refresh(url.searchParams)));
  }
  const operation = /^\/gateway\/webservice\/(\w+)$/.exec(url.pathname)?.[1];
  if (operation !== undefined && method === 'POST')
    return serveOperation(operation, request, response, province, origin);
  const reply = await answerSandbox(method, url, () => readBody(request), province);
  send(response, reply ?? json({ message: `没有 ${method} ${url.pathname}` }, 404));
}

/** One SOAP operation, with the faults that were ordered: they hit what a real network and a real gateway would. */
async function serveOperation(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  { options, store, tokens, faults }: Province,
  origin: string,
): Promise<void> {
  const body = await readBody(request);
  const { delayMs, serverErrorStatus } = faults.show();
  if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
  if (faults.hits('serverErrors')) return send(response, json({ message: '按指令出错' }, serverErrorStatus));
  if (faults.hits('cutBeforeCommit')) return cut(request);
  checkHeaders(request, readOperation(name));
  const call = readEnvelope(body);
  if (call.operation !== name) throw new SoapFault('Client', `地址是 ${name}，报文是 ${call.operation}`);
  tokens.check(call.token);
  const result = perform(call, { options, store, origin });
  if (faults.hits('cutAfterCommit')) return cut(request);
  send(response, { status: 200, type: XML, body: result });
}

/** The connection ends without an answer, as when a gateway dies. */
function cut(request: IncomingMessage): void {
  request.socket.destroy();
}

/** SOAP 1.1 §6.1: `text/xml`, and a SOAPAction header whose value is a quoted string. */
function checkHeaders(request: IncomingMessage, operation: string): void {
  const type = request.headers['content-type'] ?? '';
  if (!/^text\/xml\s*;\s*charset="?utf-8"?\s*$/i.test(type)) {
    throw new HttpRefusal(415, 'Content-Type 应为 text/xml; charset=utf-8');
  }
  const action = request.headers.soapaction;
  if (action !== '""' && action !== `"${operation}"`) {
    throw new SoapFault('Client', `SOAPAction 应为 "" 或 "${operation}"`);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new HttpRefusal(413, '请求体太大');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function toErrorReply(error: unknown): Reply {
  if (error instanceof SoapFault) return { status: 500, type: XML, body: faultEnvelope(error) };
  if (error instanceof HttpRefusal) {
    const reply = json({ message: error.message }, error.status);
    return error.errorCode === null ? reply : { ...reply, headers: { 'x-error-code': error.errorCode } };
  }
  console.error(error);
  return json({ message: '沙箱自己出错了，见它的日志' }, 500);
}

function send(response: ServerResponse, { status, type, body, headers }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(body);
}
