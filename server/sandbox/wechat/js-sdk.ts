import { createHash, randomBytes } from 'node:crypto';
import { HttpRefusal, json, type Reply } from '../common/reply.js';
import { objectOf, type Call, type Handlers } from '../common/server.js';
import { WeChatRefusal } from './errors.js';
import type { WeChat } from './state.js';

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

/** `GET /cgi-bin/ticket/getticket` */
function getTicket({ officialTokens, tickets }: WeChat, { url }: Call): Reply {
  officialTokens.check(url.searchParams.get('access_token'));
  if (url.searchParams.get('type') !== 'jsapi') throw new WeChatRefusal(40097);
  return json({ errcode: 0, errmsg: 'ok', ...tickets.give() });
}

export const jsSdk = (weChat: WeChat): Handlers => ({
  'GET /cgi-bin/ticket/getticket': (call) => getTicket(weChat, call),
});

/** What WeChat in the phone does with `wx.config`: it judges the signature itself. None of this exists in the real WeChat. */
export const jsSdkOwn = ({ options, tickets }: WeChat): Handlers => ({
  'POST /__sandbox/js-sdk': ({ body }) => {
    const told = objectOf(body);
    const [appId, url, timestamp, nonceStr, signature] = [
      'appId',
      'url',
      'timestamp',
      'nonceStr',
      'signature',
    ].map((name) => {
      const value = told[name];
      if (typeof value !== 'string') throw new HttpRefusal(400, `${name} 应为文字`);
      return value;
    }) as [string, string, string, string, string];
    if (appId !== options.officialAppId) return json({ errMsg: 'config:fail, invalid appid' });
    const fault = tickets.fault({ url, timestamp, nonceStr, signature });
    return json({ errMsg: fault ? `config:fail, ${fault}` : 'config:ok' });
  },
});
