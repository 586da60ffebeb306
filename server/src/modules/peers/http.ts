import { ConstantBackoff, handleWhen, retry } from 'cockatiel';
import { Agent, request, type Dispatcher } from 'undici';
import { AppError } from '../../http/errors.js';
import type { Logger } from '../../logger.js';
import type { SentOutcome } from './types.js';

/**
 * A peer did not do its part: no connection, no answer in time, a 5xx, an answer nobody can read, or a refusal that is
 * ours to mend. Its message never holds an address, a header or a body: they carry secrets and personal data.
 */
export class PeerTrouble extends Error {
  constructor(
    message: string,
    /** Whether the same call may bring another result at once. */
    readonly passing = true,
  ) {
    super(message);
  }
}

export interface PeerAnswer {
  status: number;
  /** The parsed JSON. */
  body: unknown;
}

export interface PeerRequest {
  method: 'GET' | 'POST';
  path: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  body?: string;
}

const LARGEST_ANSWER = 1_000_000;
const PAUSE_MS = 100;

/** One more try, for calls whose repetition changes nothing at the peer. */
const onceMore = retry(
  handleWhen((error) => error instanceof PeerTrouble && error.passing),
  { maxAttempts: 1, backoff: new ConstantBackoff(PAUSE_MS) },
);

/** HTTP towards one peer: its own connections, one time limit for an operation with all its calls, bounded answers. */
export class PeerHttp {
  private readonly agent: Agent;

  constructor(
    /** What people call the peer and what they can do without it. */
    private readonly peer: { name: string; remedy: string },
    private readonly baseUrl: string,
    readonly timeoutMs: number,
    private readonly log: Logger,
  ) {
    this.agent = new Agent({ connect: { timeout: timeoutMs }, connections: 16 });
  }

  /**
   * Runs one operation within the time limit.
   * @throws AppError peer_unavailable when the peer does not do its part
   */
  async operation<T>(name: string, work: (limit: AbortSignal) => Promise<T>): Promise<T> {
    const done = await this.attempt(name, null, async (limit) => ({ result: await work(limit) }));
    if (!done) throw unavailable(this.peer);
    return done.result;
  }

  /** The same, with a result of its own for a peer in trouble. */
  async attempt<T, F>(name: string, inTrouble: F, work: (limit: AbortSignal) => Promise<T>): Promise<T | F> {
    try {
      return await work(AbortSignal.timeout(this.timeoutMs));
    } catch (error) {
      if (!(error instanceof PeerTrouble)) throw error;
      this.log.warn({ peer: this.peer.name, operation: name, reason: error.message }, 'peer unavailable');
      return inTrouble;
    }
  }

  /** The same for what is kept with its outcome: trouble is told by its kind. */
  async outcome(name: string, work: (limit: AbortSignal) => Promise<SentOutcome>): Promise<SentOutcome> {
    return this.operation(name, async (limit) => {
      try {
        return await work(limit);
      } catch (error) {
        if (error instanceof PeerTrouble) return { ok: false, reason: 'trouble', message: error.message };
        throw error;
      }
    });
  }

  /** A call that may be repeated without harm; passing trouble makes it try once more. */
  callAgain(call: () => PeerRequest, limit: AbortSignal): Promise<PeerAnswer> {
    return onceMore.execute(() => this.call(call(), limit));
  }

  /** @throws PeerTrouble */
  async call({ method, path, query, headers, body }: PeerRequest, limit: AbortSignal): Promise<PeerAnswer> {
    const asked = query ? `?${new URLSearchParams(query).toString()}` : '';
    const sent = body === undefined ? {} : { 'content-type': 'application/json' };
    try {
      const answer = await request(`${this.baseUrl}${path}${asked}`, {
        method,
        headers: { accept: 'application/json', ...sent, ...headers },
        ...(body === undefined ? {} : { body }),
        dispatcher: this.agent,
        signal: limit,
      });
      return read(answer.statusCode, await readBounded(answer.body));
    } catch (error) {
      throw asTrouble(error);
    }
  }

  close(): Promise<void> {
    return this.agent.close();
  }
}

/** What `work` brings, unless the time limit ends first; the work itself goes on for those who share it. */
export function within<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new PeerTrouble('no answer in time', false));
    void work.then(resolve, reject).finally(() => limit.removeEventListener('abort', late));
    if (limit.aborted) late();
    else limit.addEventListener('abort', late, { once: true });
  });
}

/** The answer to a person when a peer is not there. */
export const unavailable = ({ name, remedy }: { name: string; remedy: string }): AppError =>
  new AppError('peer_unavailable', { message: `${name}暂时连不上。${remedy}` });

function read(status: number, text: string): PeerAnswer {
  if (status >= 500) throw new PeerTrouble(`HTTP ${status}`);
  try {
    return { status, body: JSON.parse(text) };
  } catch {
    throw new PeerTrouble(`HTTP ${status} without JSON`, false);
  }
}

async function readBounded(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new PeerTrouble('answer too large', false);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Whatever went wrong, told by its kind alone. */
function asTrouble(error: unknown): PeerTrouble {
  if (error instanceof PeerTrouble) return error;
  const { code, name } = error as { code?: unknown; name?: string };
  if (name === 'TimeoutError') return new PeerTrouble('no answer in time', false);
  return new PeerTrouble(`connection failed (${typeof code === 'string' ? code : (name ?? 'unknown')})`);
}
