import { z } from 'zod';
import { signTimestamp } from './cipher.js';
import type { FujianSettings } from './settings.js';
import { within, type HttpAnswer, type Transport } from './transport.js';

/** The gateway gave no token. Nothing was sent beyond the request for it. */
export class TokenError extends Error {}

const number = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
const TokenBody = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: number,
  re_expires_in: number.optional(),
});

interface Grant {
  accessToken: string;
  /** Epoch milliseconds; renewed a little before the token really ends. */
  renewAt: number;
  refreshToken: string | null;
  refreshUntil: number;
}

/** A token is renewed when a fifth of its life is left, at most this long before its end. */
const LONGEST_MARGIN_MS = 60_000;

/** Keeps one good access token. However many calls need one at the same moment, the gateway is asked once. */
export class TokenClient {
  private grant: Grant | null = null;
  private renewing: Promise<Grant> | null = null;

  constructor(
    private readonly settings: FujianSettings,
    private readonly transport: Transport,
    private readonly now: () => number,
  ) {}

  /**
   * A token that is good as far as we know, within the caller's time limit.
   * @throws TokenError · TransportError
   */
  async get(limit: AbortSignal): Promise<string> {
    if (this.grant && this.now() < this.grant.renewAt) return this.grant.accessToken;
    this.renewing ??= this.renew().finally(() => {
      this.renewing = null;
    });
    return (await within(this.renewing, limit)).accessToken;
  }

  /** The gateway refused this token: forget it, unless a newer one has taken its place meanwhile. */
  discard(accessToken: string): void {
    if (this.grant?.accessToken === accessToken) this.grant = null;
  }

  private async renew(): Promise<Grant> {
    const old = this.grant;
    const limit = AbortSignal.timeout(this.settings.timeoutMs);
    const refreshed =
      old?.refreshToken && this.now() < old.refreshUntil ? await this.refresh(old.refreshToken, limit) : null;
    this.grant = refreshed ?? (await this.ask(this.settings.paths.getToken, {}, limit));
    return this.grant;
  }

  /** Null when the gateway does not want the refresh token any more; then a new one is asked for. */
  private async refresh(refreshToken: string, limit: AbortSignal): Promise<Grant | null> {
    try {
      return await this.ask(this.settings.paths.refreshToken, { refresh_token: refreshToken }, limit);
    } catch (error) {
      if (error instanceof TokenError) return null;
      throw error;
    }
  }

  private async ask(path: string, extra: Record<string, string>, limit: AbortSignal): Promise<Grant> {
    const timestamp = this.now();
    const answer = await this.transport.get(
      path,
      {
        app_key: this.settings.appKey,
        timestamp: String(timestamp),
        sign: signTimestamp(this.settings, timestamp),
        ...extra,
      },
      limit,
    );
    return this.read(answer, timestamp);
  }

  private read(answer: HttpAnswer, askedAt: number): Grant {
    if (answer.status !== 200) {
      throw new TokenError(
        `省平台没有给令牌（HTTP ${answer.status}${answer.errorCode ? ` ${answer.errorCode}` : ''}）`,
      );
    }
    const parsed = TokenBody.safeParse(parseJson(answer.body));
    if (!parsed.success) throw new TokenError('省平台的令牌答复不合格式');
    const { access_token, refresh_token, expires_in, re_expires_in } = parsed.data;
    const end = (value: number): number =>
      this.settings.tokenLife === 'seconds' ? askedAt + value * 1000 : value;
    const life = Math.max(0, end(expires_in) - askedAt);
    return {
      accessToken: access_token,
      renewAt: askedAt + life - Math.min(LONGEST_MARGIN_MS, life / 5),
      refreshToken: refresh_token ?? null,
      refreshUntil: re_expires_in === undefined ? 0 : end(re_expires_in),
    };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema then says that it is not in form
  }
}
