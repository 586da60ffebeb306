import { createHash, createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultSwitches } from '../common/faults.js';

/** Whether whoever ordered a message was told what became of it. */
export type ReceiptState = 'none' | 'waiting' | 'delivered' | 'failed' | 'untold';

export const RECEIPT_WORDS: Readonly<Record<ReceiptState, string>> = {
  none: '',
  waiting: ' · 还没有回执',
  delivered: ' · 已报送达',
  failed: ' · 已报没有送达',
  untold: ' · 回执报不出去',
};

/** What goes wrong with receipts on command. */
export const RECEIPT_FAULTS = {
  receiptsFailed: '接下来几条短信报“没有送达”（关机）',
  receiptsTwice: '接下来几条短信的回执报两次',
  receiptsNever: '接下来几条短信没有回执',
  receiptsLate: '接下来几条短信的回执先不报，等 receiptsNow',
} as const;
export const RECEIPT_DEEDS = {
  receiptsNow: { help: '“all”：把压着的回执都报出去', words: ['all'] },
} as const;

/** A receiver that is not there for the moment is told again. */
const TRIES = 5;
const PAUSE_MS = 500;

interface Told {
  requestId: string;
  receiptUrl: string | null;
  receipt: ReceiptState;
}

/** Tells whoever ordered a message whether it arrived, signed with the key that they sign with. */
export class Receipts {
  private late: (() => void)[] = [];

  constructor(
    private readonly options: { key: string; secret: string },
    private readonly faults: FaultSwitches<keyof typeof RECEIPT_FAULTS>,
  ) {}

  /** Tells of one message as the switches stand now. */
  of(message: Told): void {
    if (message.receiptUrl === null) return;
    message.receipt = 'waiting';
    const never = this.faults.hits('receiptsNever');
    const result = this.faults.hits('receiptsFailed') ? 'failed' : 'delivered';
    const times = this.faults.hits('receiptsTwice') ? 2 : 1;
    const send = () => void this.send(message, result, times);
    if (this.faults.hits('receiptsLate')) this.late.push(send);
    else if (!never) send();
  }

  /** Tells of those that were kept back. */
  sendLate(): void {
    const late = this.late;
    this.late = [];
    for (const send of late) send();
  }

  private async send(message: Told, result: 'delivered' | 'failed', times: number): Promise<void> {
    const content = {
      requestId: message.requestId,
      result,
      ...(result === 'failed' ? { reason: 'ABSENT' } : {}),
    };
    for (let n = 0; n < times; n += 1)
      message.receipt = (await this.tell(message.receiptUrl ?? '', content)) ? result : 'untold';
  }

  private async tell(url: string, content: object): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (tries > 0) await sleep(PAUSE_MS * 2 ** tries, undefined, { ref: false });
      try {
        const body = JSON.stringify(content);
        const { ok, status } = await fetch(url, { method: 'POST', headers: this.signed(url, body), body });
        if (ok) return true;
        if (status < 500 && status !== 429) return false;
      } catch {
        // nobody there: told again
      }
    }
    return false;
  }

  private signed(url: string, body: string): Record<string, string> {
    const { key, secret } = this.options;
    const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomUUID()];
    const digest = createHash('sha256').update(body).digest('hex');
    const told = ['POST', new URL(url).pathname, timestamp, nonce, digest].join('\n');
    return {
      'content-type': 'application/json',
      'x-sms-key': key,
      'x-sms-timestamp': timestamp,
      'x-sms-nonce': nonce,
      'x-sms-signature': createHmac('sha256', secret).update(told).digest('hex'),
    };
  }
}
