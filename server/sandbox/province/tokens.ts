import { randomBytes } from 'node:crypto';
import { HttpRefusal } from '../common/reply.js';
import { md5Hex } from './cipher.js';
import type { ProvinceOptions } from './options.js';

interface Grant {
  accessToken: string;
  accessUntil: number;
  refreshToken: string;
  refreshUntil: number;
}

/** The answer of both token endpoints; `…_in` are seconds. */
export interface TokenAnswer {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  re_expires_in: number;
}

/** Grants kept at once; a client that asks for a token with every request does not fill the memory. */
const MOST_GRANTS = 1000;

/** Gives out access tokens and knows which are still good. */
export class TokenDesk {
  private grants: Grant[] = [];

  constructor(private readonly options: ProvinceOptions) {}

  /** `get-token`: a signed request buys a new pair. */
  issue(query: URLSearchParams): TokenAnswer {
    this.checkSignature(query);
    return this.grant();
  }

  /** `refresh-token`: the old pair is spent, whatever it still was worth. */
  refresh(query: URLSearchParams): TokenAnswer {
    this.checkSignature(query);
    const given = query.get('refresh_token') ?? '';
    const old = this.grants.find((grant) => grant.refreshToken === given);
    if (!old || old.refreshUntil <= Date.now()) {
      throw new HttpRefusal(400, 'refresh_token 无效或已过期', 'refresh_token_invalid');
    }
    this.grants = this.grants.filter((grant) => grant !== old);
    return this.grant();
  }

  /** @throws HttpRefusal 400 with `access_token_invalid`, as the gateway answers. */
  check(token: string): void {
    const grant = this.grants.find((entry) => entry.accessToken === token);
    if (!grant || grant.accessUntil <= Date.now()) {
      throw new HttpRefusal(400, 'access_token 无效或已过期', 'access_token_invalid');
    }
  }

  /** Makes every access token worthless at once; refresh tokens stay good unless told otherwise. */
  expireAll(refreshTokensToo: boolean): void {
    this.grants = refreshTokensToo ? [] : this.grants.map((grant) => ({ ...grant, accessUntil: 0 }));
  }

  private checkSignature(query: URLSearchParams): void {
    const { appKey, appCode, skewSeconds } = this.options;
    const timestamp = query.get('timestamp') ?? '';
    if (query.get('app_key') !== appKey) throw new HttpRefusal(400, 'app_key 未登记', 'app_key_invalid');
    if (!/^\d{13}$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp)) > skewSeconds * 1000) {
      throw new HttpRefusal(
        400,
        `timestamp 应为毫秒，与本机时间相差不超过${skewSeconds}秒`,
        'timestamp_invalid',
      );
    }
    if (query.get('sign')?.toLowerCase() !== md5Hex(appCode + timestamp)) {
      throw new HttpRefusal(400, 'sign 应为 MD5(appCode + timestamp)', 'sign_invalid');
    }
  }

  private grant(): TokenAnswer {
    const { tokenSeconds, refreshSeconds } = this.options;
    const now = Date.now();
    const grant: Grant = {
      accessToken: randomBytes(16).toString('hex'),
      accessUntil: now + tokenSeconds * 1000,
      refreshToken: randomBytes(16).toString('hex'),
      refreshUntil: now + refreshSeconds * 1000,
    };
    this.grants = [...this.grants.filter((entry) => entry.refreshUntil > now), grant].slice(-MOST_GRANTS);
    return {
      access_token: grant.accessToken,
      refresh_token: grant.refreshToken,
      expires_in: tokenSeconds,
      re_expires_in: refreshSeconds,
    };
  }
}
