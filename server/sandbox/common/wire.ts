import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultSwitches } from './faults.js';
import { HttpRefusal, json, Refused, type Reply } from './reply.js';

/** What a peer takes has a few kilobytes; what is larger is not meant for it. */
const LARGEST_BODY = 1_000_000;

/** The whole body as text. @throws HttpRefusal 413 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new HttpRefusal(413, '请求体太大');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function send(response: ServerResponse, { status, type, body, headers }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(body);
}

/** The answer to what was thrown; what nobody foresaw goes to standard error, without the request. */
export function toErrorReply(error: unknown): Reply {
  if (error instanceof Refused) return error.reply;
  console.error(error);
  return json({ message: '沙箱自己出错了，见它的日志' }, 500);
}

/**
 * Serves one call of the peer's own interface with the faults that were ordered: they hit where a real network and a
 * real gateway would. A refusal is work done, so a cut after it loses its answer too.
 */
export async function serveUnderFaults<C extends string>(
  faults: FaultSwitches<C>,
  request: IncomingMessage,
  response: ServerResponse,
  work: () => Reply | Promise<Reply>,
): Promise<void> {
  const { delayMs, answerDelayMs, serverErrorStatus } = faults.show();
  if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
  if (faults.hits('serverErrors')) return send(response, json({ message: '按指令出错' }, serverErrorStatus));
  if (faults.hits('cutBeforeCommit')) return cut(request);
  const reply = await work();
  if (faults.hits('cutAfterCommit')) return cut(request);
  if (answerDelayMs > 0) await sleep(answerDelayMs, undefined, { ref: false });
  send(response, reply);
}

/** The connection ends without an answer, as when a gateway dies. */
function cut(request: IncomingMessage): void {
  request.socket.destroy();
}

/** Answers to `/__sandbox/faults`; `perform` does the deeds. Null for another path. */
export async function answerFaults<C extends string>(
  faults: FaultSwitches<C>,
  route: string,
  body: () => Promise<string>,
  perform: (deeds: Readonly<Record<string, string>>) => void = () => undefined,
): Promise<Reply | null> {
  if (route === 'POST /__sandbox/faults') {
    const text = await body();
    try {
      perform(faults.order(JSON.parse(text)));
    } catch (error) {
      throw new HttpRefusal(400, (error as Error).message);
    }
  } else if (route === 'DELETE /__sandbox/faults') faults.reset();
  else if (route !== 'GET /__sandbox/faults') return null;
  return json(faults.show());
}
