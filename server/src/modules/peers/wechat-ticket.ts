import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PeerTrouble, within, type PeerHttp } from './http.js';
import type { JsSignature } from './types.js';
import { errcodeOf, type AccessToken } from './wechat-token.js';

const TicketBody = z.object({ ticket: z.string().min(1), expires_in: z.number().positive() });
/** A ticket is renewed this long before its end, or when a fifth of its life is left. */
const LONGEST_MARGIN_MS = 60_000;

/** Keeps one good ticket (jsapi_ticket), which WeChat gives out two thousand times a day at most. */
export class JsTicket {
  private held: { value: string; renewAt: number } | null = null;
  private asking: Promise<string> | null = null;

  constructor(
    private readonly http: PeerHttp,
    private readonly token: AccessToken,
    private readonly isBadToken: (errcode: number) => boolean,
  ) {}

  /** A ticket that is good as far as we know; however many pages need one, WeChat is asked once. @throws PeerTrouble */
  get(limit: AbortSignal): Promise<string> {
    if (this.held && Date.now() < this.held.renewAt) return Promise.resolve(this.held.value);
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return within(this.asking, limit);
  }

  private async ask(): Promise<string> {
    const limit = AbortSignal.timeout(this.http.timeoutMs);
    const attempt = async (): Promise<{ value: string; body: unknown }> => {
      const value = await this.token.get();
      const query = { access_token: value, type: 'jsapi' };
      const { body } = await this.http.callAgain(
        () => ({ method: 'GET', path: '/cgi-bin/ticket/getticket', query }),
        limit,
      );
      return { value, body };
    };
    const askedAt = Date.now();
    let { value, body } = await attempt();
    if (this.isBadToken(errcodeOf(body))) {
      this.token.discard(value);
      ({ value, body } = await attempt());
    }
    const parsed = TicketBody.safeParse(body);
    if (errcodeOf(body) !== 0 || !parsed.success)
      throw new PeerTrouble(`no jsapi ticket (errcode ${errcodeOf(body)})`, false);
    const life = parsed.data.expires_in * 1000;
    this.held = {
      value: parsed.data.ticket,
      renewAt: askedAt + life - Math.min(LONGEST_MARGIN_MS, life / 5),
    };
    return this.held.value;
  }
}

/**
 * Signs the address of a page as WeChat's JS-SDK has it: the four names in the order of their letters, the address as it stands, without
 * its fragment. Source: WeChat's description of the JS-SDK, appendix 1.
 */
export function jsSignature(
  ticket: string,
  url: string,
  appId: string,
  { timestamp, nonceStr }: Pick<JsSignature, 'timestamp' | 'nonceStr'>,
): JsSignature {
  const [page = ''] = url.split('#');
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${page}`;
  return { appId, timestamp, nonceStr, signature: createHash('sha1').update(text).digest('hex') };
}
