import { STAFF_ROLE_NAMES, type StaffSession } from '@haochaping/shared/contracts';
import type { Config } from '../../../config/config.js';
import { cookieLine } from '../../../http/cookies.js';
import { STAFF_COOKIE } from '../authenticator.js';
import { changesToSee } from '../me/changes.js';
import { operationsOf } from '../policy.js';
import type { SessionRecord, SessionTokens } from '../../sessions/index.js';
import type { StaffAccountRecord } from '../model.js';
import { isExcused } from './totp.js';

export const STAFF_REFRESH_COOKIE = 'staff_refresh';
export const STAFF_SESSION_PATH = '/api/v1/staff/session';
export const STAFF_REFRESH_PATH = `${STAFF_SESSION_PATH}/refresh`;

/** What the console learns of the one who is signed in; `expiresAt` is when no renewal helps any more. */
export function presentStaffSession(
  account: StaffAccountRecord,
  session: SessionRecord,
  csrfToken: string,
  config: Pick<Config, 'production'>,
): StaffSession {
  return {
    username: account.username,
    displayName: account.displayName,
    role: account.role,
    roleName: STAFF_ROLE_NAMES[account.role],
    institutionCode: account.institutionCode,
    institutionName: account.institutionName,
    regionCodes: account.regionCodes,
    may: operationsOf(account.role),
    secondFactor: session.secondFactor || isExcused(account, config),
    changesToSee: changesToSee(account),
    csrfToken,
    expiresAt: session.expiresAt.toISOString(),
  };
}

const isSecure = (config: Config) => config.publicBaseUrl.startsWith('https:');

/** The two cookies of a session: the access token everywhere, the refresh token to the renewing address alone. */
export function staffCookies(config: Config, tokens: SessionTokens, now: Date): string[] {
  const secure = isSecure(config);
  const maxAgeSeconds = (tokens.session.expiresAt.getTime() - now.getTime()) / 1000;
  return [
    cookieLine(STAFF_COOKIE, tokens.accessToken, { path: '/', maxAgeSeconds, secure }),
    cookieLine(STAFF_REFRESH_COOKIE, tokens.refreshToken, {
      path: STAFF_REFRESH_PATH,
      maxAgeSeconds,
      secure,
    }),
  ];
}

export function clearedStaffCookies(config: Config): string[] {
  const secure = isSecure(config);
  return [
    cookieLine(STAFF_COOKIE, '', { path: '/', maxAgeSeconds: 0, secure }),
    cookieLine(STAFF_REFRESH_COOKIE, '', { path: STAFF_REFRESH_PATH, maxAgeSeconds: 0, secure }),
  ];
}
