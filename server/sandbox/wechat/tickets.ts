import { createHash, randomBytes } from 'node:crypto';

const TICKET_SECONDS = 7200;

/** The tickets pages are signed with; WeChat gives the same while it lasts. */
export class Tickets {
  private held: { value: string; until: number } | null = null;

  give(): { ticket: string; expires_in: number } {
    const now = Date.now();
    if (!this.held || this.held.until <= now)
      this.held = { value: randomBytes(43).toString('base64url'), until: now + TICKET_SECONDS * 1000 };
    return { ticket: this.held.value, expires_in: Math.max(1, Math.floor((this.held.until - now) / 1000)) };
  }

  /** What WeChat in the phone finds wrong with a signed page; null when nothing is. */
  fault(page: { url: string; timestamp: string; nonceStr: string; signature: string }): string | null {
    if (page.url.includes('#')) return 'invalid url';
    if (!this.held) return 'invalid signature';
    const text = `jsapi_ticket=${this.held.value}&noncestr=${page.nonceStr}&timestamp=${page.timestamp}&url=${page.url}`;
    return createHash('sha1').update(text).digest('hex') === page.signature ? null : 'invalid signature';
  }
}
