import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { HttpRefusal, json, type Reply } from '../common/reply.js';
import { readBody, send, serveUnderFaults, toErrorReply } from '../common/wire.js';
import { SoapFault } from './errors.js';
import { provinceFaults } from './faults.js';
import { perform } from './operations.js';
import type { ProvinceOptions } from './options.js';
import { answerSandbox } from './sandbox-routes.js';
import { faultEnvelope, readEnvelope, readOperation } from './soap.js';
import type { Province } from './state.js';
import { RatingStore } from './store.js';
import { TokenDesk } from './tokens.js';

const XML = 'text/xml; charset=utf-8';

/** The stand-in for the provincial system, not yet listening. */
export function createProvince(options: ProvinceOptions): Server {
  const province: Province = {
    options,
    store: new RatingStore(options.capacity),
    tokens: new TokenDesk(options),
    faults: provinceFaults(),
  };
  return createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    answer(request, response, province).catch((error: unknown) => {
      send(response, errorReply(error));
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
  await serveUnderFaults(faults, request, response, () => {
    checkHeaders(request, readOperation(name));
    const call = readEnvelope(body);
    if (call.operation !== name) throw new SoapFault('Client', `地址是 ${name}，报文是 ${call.operation}`);
    tokens.check(call.token);
    return { status: 200, type: XML, body: perform(call, { options, store, origin }) };
  });
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

/** A wrong envelope is answered in SOAP, anything else as every sandbox does. */
const errorReply = (error: unknown): Reply =>
  error instanceof SoapFault ? { status: 500, type: XML, body: faultEnvelope(error) } : toErrorReply(error);
