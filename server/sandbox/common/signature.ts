import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { json, Refused } from './reply.js';
import type { Call } from './server.js';

/** Who may call, with which secret, and how far a clock may be off. */
export interface SignatureOptions {
  key: string;
  secret: string;
  skewSeconds: number;
}

/** Nonces remembered; those of requests whose time has run out are refused by their timestamp anyway. */
const MOST_NONCES = 10_000;

const refuse = (code: string, message: string): never => {
  throw new Refused(json({ code, message }, 401));
};

/**
 * Checks `X-<prefix>-Key/-Timestamp/-Nonce/-Signature`: HMAC-SHA256 in hex over method, path, timestamp (seconds), nonce and
 * the hex SHA-256 of the body, joined by line feeds. A nonce is good once.
 */
export class SignatureCheck {
  private readonly seen = new Set<string>();

  constructor(
    private readonly prefix: 'sms' | 'realname',
    private readonly options: SignatureOptions,
  ) {}

  /** @throws Refused 401 with the code that says what is wrong */
  check({ method, url, headers, body }: Call): void {
    const [key, timestamp, nonce, signature] = ['key', 'timestamp', 'nonce', 'signature'].map((name) => {
      const value = headers[`x-${this.prefix}-${name}`];
      return typeof value === 'string' ? value : '';
    }) as [string, string, string, string];
    const { key: known, secret, skewSeconds } = this.options;
    if (key !== known) refuse('KEY_UNKNOWN', 'Key 未登记');
    if (!/^\d{10}$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > skewSeconds)
      refuse('TIMESTAMP_INVALID', `Timestamp 应为秒，与本机时间相差不超过${skewSeconds}秒`);
    if (!/^[\w-]{16,64}$/.test(nonce)) refuse('NONCE_INVALID', 'Nonce 应为16到64位字母、数字、_ 或 -');
    const digest = createHash('sha256').update(body).digest('hex');
    const told = [method, url.pathname, timestamp, nonce, digest].join('\n');
    const right = createHmac('sha256', secret).update(told).digest();
    const given = Buffer.from(/^[0-9a-f]{64}$/.test(signature) ? signature : '', 'hex');
    if (given.length !== right.length || !timingSafeEqual(given, right))
      refuse('SIGNATURE_INVALID', 'Signature 与内容不符');
    if (this.seen.has(nonce)) refuse('NONCE_REPLAYED', 'Nonce 已经用过');
    this.remember(nonce);
  }

  private remember(nonce: string): void {
    this.seen.add(nonce);
    const [oldest] = this.seen;
    if (this.seen.size > MOST_NONCES && oldest !== undefined) this.seen.delete(oldest);
  }
}
