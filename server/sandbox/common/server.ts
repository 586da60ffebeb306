import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FaultSwitches } from './faults.js';
import { HttpRefusal, json, redirect, type Reply } from './reply.js';
import { answerFaults, readBody, send, serveUnderFaults, toErrorReply } from './wire.js';

/** One call as a handler sees it. */
export interface Call {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
  /** This sandbox as the caller reached it. */
  origin: string;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;
/** `METHOD /path` → handler. */
export type Handlers = Readonly<Record<string, Handler>>;

export interface SandboxParts<C extends string> {
  /** The peer's own interface; the faults hit here. */
  peer: Handlers;
  /** What only the sandbox has, under `/__sandbox`; no fault hits here. */
  own: Handlers;
  faults: FaultSwitches<C>;
  perform?: (deeds: Readonly<Record<string, string>>) => void;
}

/** A stand-in with these routes, not yet listening. */
export function createSandbox<C extends string>(parts: SandboxParts<C>): Server {
  return createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    answer(request, response, parts).catch((error: unknown) => send(response, toErrorReply(error)));
  });
}

const aliases: Readonly<Record<string, string>> = { '/__sandbox': '/__sandbox/' };

async function answer<C extends string>(
  request: IncomingMessage,
  response: ServerResponse,
  { peer, own, faults, perform }: SandboxParts<C>,
): Promise<void> {
  const origin = `http://${request.headers.host ?? 'localhost'}`;
  const url = new URL(request.url ?? '/', origin);
  const method = request.method ?? 'GET';
  const route = `${method} ${aliases[url.pathname] ?? url.pathname}`;
  const body = await readBody(request);
  const call: Call = { method, url, headers: request.headers, body, origin };
  const handler = Object.hasOwn(peer, route) ? peer[route] : undefined;
  if (handler)
    return serveUnderFaults(faults, request, response, async () => {
      try {
        return await handler(call);
      } catch (error) {
        return toErrorReply(error);
      }
    });
  if (route === 'GET /') return send(response, redirect('/__sandbox/'));
  const faultAnswer = await answerFaults(faults, route, () => Promise.resolve(body), perform);
  if (faultAnswer) return send(response, faultAnswer);
  const ownHandler = Object.hasOwn(own, route) ? own[route] : undefined;
  send(
    response,
    ownHandler ? await ownHandler(call) : json({ message: `没有 ${method} ${url.pathname}` }, 404),
  );
}

/** The body as a JSON object. @throws HttpRefusal 400 */
export function objectOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // said below, in one sentence for both
  }
  throw new HttpRefusal(400, '请求体应为 JSON 对象');
}
