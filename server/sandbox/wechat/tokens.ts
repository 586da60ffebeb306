import { randomBytes } from 'node:crypto';
import { WeChatRefusal } from './errors.js';

interface Token {
  value: string;
  until: number;
}

/** The access tokens of the mini-program: one newest, and the one before it for a short while. */
export class Tokens {
  private newest: Token | null = null;
  private previous: Token | null = null;
  private readonly expired = new Set<string>();

  constructor(
    private readonly seconds: number,
    private readonly oldSeconds: number,
  ) {}

  /** `stable_token`: the newest while it lasts, another when it has ended or when forced. */
  give(force: boolean): { access_token: string; expires_in: number } {
    const now = Date.now();
    if (!this.newest || this.newest.until <= now || force) {
      this.previous = this.newest && {
        ...this.newest,
        until: Math.min(this.newest.until, now + this.oldSeconds * 1000),
      };
      this.newest = { value: randomBytes(64).toString('base64url'), until: now + this.seconds * 1000 };
    }
    return {
      access_token: this.newest.value,
      expires_in: Math.max(1, Math.floor((this.newest.until - now) / 1000)),
    };
  }

  /** @throws WeChatRefusal 41001 without a token, 42001 for one that has ended, 40001 for any other */
  check(value: string | null): void {
    if (!value) throw new WeChatRefusal(41001);
    if (this.expired.has(value)) throw new WeChatRefusal(42001);
    const token = [this.newest, this.previous].find((one) => one?.value === value);
    if (!token) throw new WeChatRefusal(40001);
    if (token.until <= Date.now()) throw new WeChatRefusal(42001);
  }

  /** Ends every token now. */
  expireAll(): void {
    for (const token of [this.newest, this.previous]) if (token) this.expired.add(token.value);
    this.newest = this.previous = null;
  }
}
