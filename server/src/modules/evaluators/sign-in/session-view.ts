import type { EvaluatorSession, SignInWay } from '@haochaping/shared/contracts';
import { SIGN_IN_WAY_NAMES } from '@haochaping/shared/contracts';
import { ASSURANCE_NAMES, maskDocument, maskName, maskPhone } from '@haochaping/shared/domain';
import type { Config } from '../../../config/config.js';
import { cookieLine } from '../../../http/cookies.js';
import type { Keys } from '../../../keys.js';
import { accountContext, type AccountRecord } from '../account-model.js';
import { assuranceOf, EVALUATOR_COOKIE } from '../authenticator.js';
import { openFields } from '../../vault/index.js';
import { type SessionRecord, csrfTokenOf, type SessionTokens } from '../../sessions/index.js';

export const EVALUATOR_REFRESH_COOKIE = 'evaluator_refresh';
export const EVALUATOR_SESSION_PATH = '/api/v1/me/session';
export const EVALUATOR_REFRESH_PATH = `${EVALUATOR_SESSION_PATH}/refresh`;

const METHOD_NAMES = { realname: '实名核对', sso: '省统一身份认证' } as const;

/**
 * What a signed-in person is told of themselves. The name, number and document are opened for their owner alone and leave
 * masked; nobody else sees them, so that this is no reveal.
 * @param tokens only where the client keeps them itself
 */
export async function presentEvaluatorSession(
  keys: Keys,
  account: AccountRecord,
  session: SessionRecord,
  tokens: SessionTokens | null,
): Promise<EvaluatorSession> {
  const { name, phone, certNumber } = await openFields(
    keys,
    account._id,
    accountContext(account._id),
    account.sealed,
  );
  const assurance = assuranceOf(account);
  const { verified } = account;
  return {
    assurance,
    assuranceName: ASSURANCE_NAMES[assurance],
    nameMasked: name ? maskName(name) : null,
    phoneMasked: phone ? maskPhone(phone) : null,
    verified: verified
      ? {
          at: verified.at.toISOString(),
          methodName: METHOD_NAMES[verified.method],
          documentMasked: maskDocument(certNumber ?? ''),
        }
      : null,
    ways: account.identities.flatMap(({ provider, linkedAt }) =>
      provider === 'union'
        ? []
        : [
            {
              way: provider,
              name: SIGN_IN_WAY_NAMES[provider satisfies SignInWay],
              linkedAt: linkedAt.toISOString(),
            },
          ],
    ),
    client: session.client === 'weapp' ? 'weapp' : 'web',
    csrfToken: csrfTokenOf(keys, session._id),
    expiresAt: session.expiresAt.toISOString(),
    tokens: tokens && {
      accessToken: tokens.accessToken,
      accessExpiresAt: tokens.accessExpiresAt.toISOString(),
      refreshToken: tokens.refreshToken,
    },
  };
}

const isSecure = (config: Pick<Config, 'publicBaseUrl'>) => config.publicBaseUrl.startsWith('https:');

/** The two cookies of a web session: the access token everywhere, the refresh token to the renewing address alone. */
export function evaluatorCookies(config: Config, tokens: SessionTokens, now: Date): string[] {
  const secure = isSecure(config);
  const maxAgeSeconds = (tokens.session.expiresAt.getTime() - now.getTime()) / 1000;
  return [
    cookieLine(EVALUATOR_COOKIE, tokens.accessToken, { path: '/', maxAgeSeconds, secure }),
    cookieLine(EVALUATOR_REFRESH_COOKIE, tokens.refreshToken, {
      path: EVALUATOR_REFRESH_PATH,
      maxAgeSeconds,
      secure,
    }),
  ];
}

export function clearedEvaluatorCookies(config: Config): string[] {
  const gone = { maxAgeSeconds: 0, secure: isSecure(config) };
  return [
    cookieLine(EVALUATOR_COOKIE, '', { path: '/', ...gone }),
    cookieLine(EVALUATOR_REFRESH_COOKIE, '', { path: EVALUATOR_REFRESH_PATH, ...gone }),
  ];
}
