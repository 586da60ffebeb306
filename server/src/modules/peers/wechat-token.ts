import { z } from 'zod';
import { PeerTrouble, type PeerHttp } from './http.js';

export interface WeChatApp {
  appId: string;
  secret: string;
}

const TokenBody = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
/** A token is renewed this long before its end, or when a fifth of its life is left. */
const LONGEST_MARGIN_MS = 60_000;

/** Keeps one good access token. However many calls need one at the same moment, WeChat is asked once. */
export class AccessToken {
  private held: { value: string; renewAt: number } | null = null;
  private asking: Promise<string> | null = null;

  constructor(
    private readonly http: PeerHttp,
    private readonly app: WeChatApp,
    private readonly timeoutMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token that is good as far as we know. @throws PeerTrouble */
  get(): Promise<string> {
    if (this.held && this.now() < this.held.renewAt) return Promise.resolve(this.held.value);
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** WeChat refused this token: forget it, unless a newer one has taken its place meanwhile. */
  discard(value: string): void {
    if (this.held?.value === value) this.held = null;
  }

  private async ask(): Promise<string> {
    const askedAt = this.now();
    const { appId: appid, secret } = this.app;
    const body = JSON.stringify({ grant_type: 'client_credential', appid, secret });
    // Shared by everybody who waits for it, so not bound to the time limit of one of them.
    const limit = AbortSignal.timeout(this.timeoutMs);
    const answer = await this.http.callAgain(
      () => ({ method: 'POST', path: '/cgi-bin/stable_token', body }),
      limit,
    );
    const parsed = TokenBody.safeParse(answer.body);
    if (!parsed.success) throw new PeerTrouble(`no access token (${errcodeOf(answer.body)})`, false);
    const { access_token, expires_in } = parsed.data;
    const life = expires_in * 1000;
    this.held = { value: access_token, renewAt: askedAt + life - Math.min(LONGEST_MARGIN_MS, life / 5) };
    return access_token;
  }
}

/** WeChat's own number for what went wrong; 0 when nothing did. */
export function errcodeOf(body: unknown): number {
  const errcode = (body as { errcode?: unknown } | null)?.errcode;
  return typeof errcode === 'number' ? errcode : 0;
}
