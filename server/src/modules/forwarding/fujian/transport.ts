import { Agent, request, type Dispatcher } from 'undici';

export interface HttpAnswer {
  status: number;
  /** The gateway's own word on a refusal, `x-error-code`. */
  errorCode: string | null;
  body: string;
}

/** The request failed on the way. `sent` is false only when it certainly never reached the other side. */
export class TransportError extends Error {
  constructor(
    message: string,
    readonly sent: boolean,
  ) {
    super(message);
  }
}

/** Failures before a connection stood: nothing of the request can have been read. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TOO_LATE = '省平台没有在限定时间内答复';
const LARGEST_ANSWER = 1_000_000;

/** What `work` brings, unless the time limit ends first; the work itself goes on for those who share it. */
export function within<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new TransportError(TOO_LATE, false));
    void work.then(resolve, reject).finally(() => limit.removeEventListener('abort', late));
    if (limit.aborted) late();
    else limit.addEventListener('abort', late, { once: true });
  });
}

/** HTTP towards one province: its own connections, a time limit given with every call, bounded answers, no hidden retries. */
export class Transport {
  private readonly agent: Agent;

  constructor(
    private readonly baseUrl: string,
    timeoutMs: number,
  ) {
    this.agent = new Agent({ connect: { timeout: Math.min(timeoutMs, 5000) }, connections: 16 });
  }

  get(path: string, query: Readonly<Record<string, string>>, limit: AbortSignal): Promise<HttpAnswer> {
    return this.send(`${path}?${new URLSearchParams(query).toString()}`, { method: 'GET' }, limit);
  }

  post(
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    limit: AbortSignal,
  ): Promise<HttpAnswer> {
    return this.send(path, { method: 'POST', headers: { ...headers }, body }, limit);
  }

  async close(): Promise<void> {
    await this.agent.close();
  }

  /** @throws TransportError */
  private async send(
    path: string,
    options: { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string },
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    if (signal.aborted) throw new TransportError(TOO_LATE, false);
    try {
      const answer = await request(`${this.baseUrl}${path}`, { ...options, dispatcher: this.agent, signal });
      const errorCode = answer.headers['x-error-code'];
      return {
        status: answer.statusCode,
        errorCode: typeof errorCode === 'string' ? errorCode : null,
        body: await readBounded(answer.body),
      };
    } catch (error) {
      throw asTransportError(error);
    }
  }
}

async function readBounded(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new TransportError('省平台的答复太大', true);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Whatever went wrong, with the address left out: a token request carries its signature in it. */
function asTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  const { code, name } = error as { code?: string; name?: string };
  if (name === 'TimeoutError') return new TransportError(TOO_LATE, true);
  if (code !== undefined && NEVER_SENT.has(code)) return new TransportError(`连不上省平台（${code}）`, false);
  return new TransportError(`与省平台的连接中断（${code ?? name ?? '原因不明'}）`, true);
}
