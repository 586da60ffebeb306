import type { AuditEvent } from './model.js';

/** A request that was turned away at the door. Never its path, query or body: invitation tokens stand there. */
export interface RefusedRequest {
  at: Date;
  operationId: string;
  /** The code of the answer, such as `csrf`. */
  code: string;
  actor: AuditEvent['actor'];
  /** The caller's address; only a keyed digest of it is kept. */
  network: string;
}

/** So many of one caller on one operation are told one by one in a minute; of all callers together so many more. */
const TOLD_EACH = 3;
const TOLD_TOGETHER = 120;
/** Callers told apart in a minute; what others do is counted by operation alone. */
const MAX_CALLERS = 200;

interface Counted {
  refused: RefusedRequest;
  network: string;
  untold: number;
  told: number;
}

export interface RefusalLogOptions {
  record(event: Omit<AuditEvent, 'id'>): Promise<void>;
  /** A keyed digest of a network address. */
  digest(network: string): string;
  /** A refusal that could not be written down must not become another answer. */
  failed(error: unknown): void;
}

/**
 * Tells the audit log of refused requests, so that a flood of them cannot fill it: the first ones of a minute one by
 * one, the rest as one entry with their count when `flush` is called, which is once a minute and at the end.
 */
export class RefusalLog {
  private callers = new Map<string, Counted>();
  private toldTogether = 0;

  constructor(private readonly options: RefusalLogOptions) {}

  async add(refused: RefusedRequest): Promise<void> {
    const network = this.options.digest(refused.network);
    const counted = this.countedFor(refused, network);
    if (counted.told >= TOLD_EACH || this.toldTogether >= TOLD_TOGETHER) {
      counted.untold += 1;
      return;
    }
    counted.told += 1;
    this.toldTogether += 1;
    await this.write(counted, refused.at, 'request.refused', { code: refused.code });
  }

  private countedFor(refused: RefusedRequest, network: string): Counted {
    const { actor, operationId, code } = refused;
    const who = actor.kind === 'unknown' ? network : `${actor.kind}:${actor.id}`;
    const own = [who, operationId, code].join('|');
    const crowd: Counted = {
      refused: { ...refused, actor: { kind: 'unknown', id: 'unknown' } },
      network: 'many',
      untold: 0,
      told: TOLD_EACH,
    };
    const isFull = this.callers.size >= MAX_CALLERS && !this.callers.has(own);
    const key = isFull ? ['*', operationId, code].join('|') : own;
    const counted = this.callers.get(key) ?? (isFull ? crowd : { refused, network, untold: 0, told: 0 });
    this.callers.set(key, counted);
    return counted;
  }

  /** Writes down what was only counted, and begins a new minute. */
  async flush(now: Date): Promise<void> {
    const callers = [...this.callers.values()].filter(({ untold }) => untold > 0);
    this.callers = new Map();
    this.toldTogether = 0;
    for (const one of callers) {
      const detail = { code: one.refused.code, count: one.untold };
      await this.write(one, now, 'request.refused_many', detail);
    }
  }

  private async write(
    { refused: { actor, operationId }, network }: Counted,
    at: Date,
    action: string,
    detail: Record<string, string | number>,
  ): Promise<void> {
    const subject = { kind: 'operation', id: operationId };
    try {
      await this.options.record({ at, action, actor, subject, detail: { ...detail, network } });
    } catch (error) {
      this.options.failed(error);
    }
  }
}
