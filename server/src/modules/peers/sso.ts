import { MAINLAND_MOBILE, typedDocument, typedPhone, writtenLine } from '@haochaping/shared/domain';
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Logger } from '../../logger.js';
import { PeerTrouble, unavailable } from './http.js';
import type { SingleSignOn } from './types.js';

const PEER = { name: '省统一身份认证', remedy: '请稍后再试，或改用微信、手机号登录。' };

export interface SingleSignOnSettings {
  issuer: string;
  clientId: string;
  secret: string;
  timeoutMs: number;
  log: Logger;
}

const mainlandOnly = (told: string | null): string | null => {
  const phone = typedPhone(told ?? '');
  return MAINLAND_MOBILE.test(phone) ? phone : null;
};

type Finished = Awaited<ReturnType<SingleSignOn['finish']>>;

/** A claim that was not told is left out, null or empty, as each issuer likes it. */
const text = z
  .string()
  .nullish()
  .transform((told) => writtenLine(told ?? '') || null);
const Claims = z.object({
  sub: z.string().min(1),
  name: text,
  cert_type: text,
  cert_number: text.transform((told) => told && typedDocument(told)),
  phone_number: text.transform(mainlandOnly),
  loa: z.coerce.number().int().nullish().catch(null),
});
/** 认证等级: 1 a phone number, 2 the real name checked, 3 and more the person seen as well. */
const REAL_NAME_LOA = 2;
const PERSON_SEEN_LOA = 3;
const SCOPE = 'openid profile phone certificate';

/** An ID token, or the user info beside it, that is not what was asked for. */
const NOT_TRUSTED = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
]);

/** What an error of the library means: one word for a refusal, trouble for all else. @throws PeerTrouble */
function refusalIn(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof PeerTrouble) throw at;
    if (at instanceof oidc.AuthorizationResponseError)
      return at.error === 'access_denied' ? 'cancelled' : 'code';
    if (at instanceof oidc.ResponseBodyError && at.error === 'invalid_grant') return 'code';
    if (at instanceof oidc.ClientError && NOT_TRUSTED.has(at.code ?? '')) return 'id_token';
  }
  throw new PeerTrouble(`refused (${kindOf(error)})`, false);
}

const kindOf = (error: unknown): string =>
  (error as { code?: string }).code ?? (error as Error).name ?? 'unknown';

/** fetch with the time limit of the whole operation; trouble on the way is told by its kind alone. */
const fetchWithin =
  (limit: AbortSignal): oidc.CustomFetch =>
  async (url, options) => {
    const asked = { ...options, signal: limit } as RequestInit;
    const answer = await fetch(url, asked).catch((error: unknown) => {
      throw new PeerTrouble(limit.aborted ? 'no answer in time' : `connection failed (${kindOf(error)})`);
    });
    if (answer.status >= 500) throw new PeerTrouble(`HTTP ${answer.status}`);
    return answer;
  };

/** The unified provincial sign-in: OpenID Connect code flow with PKCE; the ID token's signature is checked as well. */
export function createSingleSignOn(settings: SingleSignOnSettings): SingleSignOn {
  let metadata: Promise<oidc.ServerMetadata> | null = null;
  const { issuer, clientId, secret, timeoutMs, log } = settings;
  // Where an address in clear is allowed at all is decided by the configuration.
  const execute = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];

  /** What the issuer says of itself, asked once; asked again after it could not be told. */
  const serverMetadata = (limit: AbortSignal): Promise<oidc.ServerMetadata> => {
    metadata ??= oidc
      .discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(secret), {
        execute,
        [oidc.customFetch]: fetchWithin(limit),
      })
      .then((found) => found.serverMetadata())
      .catch((error: unknown) => {
        metadata = null;
        throw new PeerTrouble(`discovery: ${refusalIn(error)}`, false);
      });
    return metadata;
  };

  const configured = async (limit: AbortSignal): Promise<oidc.Configuration> => {
    const server = await serverMetadata(limit);
    const configuration = new oidc.Configuration(server, clientId, undefined, oidc.ClientSecretBasic(secret));
    for (const change of execute) change(configuration);
    oidc.enableNonRepudiationChecks(configuration);
    configuration[oidc.customFetch] = fetchWithin(limit);
    return configuration;
  };

  const operation = async <T>(name: string, work: (limit: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await work(AbortSignal.timeout(timeoutMs));
    } catch (error) {
      if (!(error instanceof PeerTrouble)) throw error;
      log.warn({ peer: PEER.name, operation: name, reason: error.message }, 'peer unavailable');
      throw unavailable(PEER);
    }
  };

  return {
    begin: (redirectUri) =>
      operation('begin', async (limit) => {
        const kept = {
          state: oidc.randomState(),
          nonce: oidc.randomNonce(),
          codeVerifier: oidc.randomPKCECodeVerifier(),
        };
        const url = oidc.buildAuthorizationUrl(await configured(limit), {
          redirect_uri: redirectUri,
          scope: SCOPE,
          state: kept.state,
          nonce: kept.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(kept.codeVerifier),
          code_challenge_method: 'S256',
        });
        return { url: url.href, ...kept };
      }),

    finish: (callbackUrl, expected) =>
      operation('finish', async (limit) => {
        if (callbackUrl.searchParams.get('state') !== expected.state) return { ok: false, reason: 'state' };
        const configuration = await configured(limit);
        try {
          return await exchange(configuration, callbackUrl, expected);
        } catch (error) {
          const reason = refusalIn(error);
          log.warn({ peer: PEER.name, operation: 'finish', reason }, 'single sign-on refused');
          return { ok: false, reason };
        }
      }),
  };
}

async function exchange(
  configuration: oidc.Configuration,
  callbackUrl: URL,
  expected: Parameters<SingleSignOn['finish']>[1],
): Promise<Finished> {
  // Behind a proxy the address we saw is not the one that was registered; only what came with it counts.
  const landed = new URL(expected.redirectUri);
  landed.search = callbackUrl.search;
  const tokens = await oidc.authorizationCodeGrant(configuration, landed, {
    expectedState: expected.state,
    expectedNonce: expected.nonce,
    pkceCodeVerifier: expected.codeVerifier,
    idTokenExpected: true,
  });
  const subject = tokens.claims()?.sub;
  if (!subject) throw new PeerTrouble('ID token without subject', false);
  const told = Claims.safeParse(await oidc.fetchUserInfo(configuration, tokens.access_token, subject));
  if (!told.success) throw new PeerTrouble('user info in another form', false);
  const { name, cert_type, cert_number, phone_number, loa } = told.data;
  return {
    ok: true,
    subject,
    name,
    certType: cert_type,
    certNumber: cert_number,
    phone: phone_number,
    assured: (loa ?? 0) >= REAL_NAME_LOA,
    seen: (loa ?? 0) >= PERSON_SEEN_LOA,
  };
}
