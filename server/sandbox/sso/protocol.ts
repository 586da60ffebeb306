import { createHash, randomBytes } from 'node:crypto';
import type { FaultSwitches } from '../common/faults.js';
import { escape, page } from '../common/page.js';
import { html, json, redirect, Refused, type Reply } from '../common/reply.js';
import type { Call, Handlers } from '../common/server.js';
import type { SsoOptions } from './options.js';
import type { Claims, People } from './people.js';
import type { Signer } from './tokens.js';

export type SsoFault = 'wrongNonce' | 'expiredIdToken' | 'badSignature' | 'wrongIssuer';
interface Grant {
  person: Claims;
  nonce: string;
  challenge: string;
  redirectUri: string;
  until: number;
}

/** Everything a request may touch. */
export interface Sso {
  options: SsoOptions;
  people: People;
  signer: Signer;
  faults: FaultSwitches<SsoFault>;
  /** Registered addresses, to which a test may add. */
  redirectUris: Set<string>;
  codes: Map<string, Grant>;
  accessTokens: Map<string, { person: Claims; until: number }>;
}

const issuerOf = ({ options }: Sso, { origin }: Call): string => options.issuer ?? origin;
const refuse = (error: string, error_description: string, status = 400): never => {
  throw new Refused(json({ error, error_description }, status));
};

/** `GET /.well-known/openid-configuration` */
function metadata(sso: Sso, call: Call): Reply {
  const issuer = issuerOf(sso, call);
  return json({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'profile', 'phone', 'certificate'],
    claims_supported: ['sub', 'name', 'cert_type', 'cert_number', 'phone_number', 'loa'],
  });
}

const SECRET_WORD = /^[\w~.-]{22,128}$/;

/** What is wrong with a request for authorisation, shown on the page: nobody is sent back to an unproven address. */
function refusalOf({ options, redirectUris }: Sso, query: URLSearchParams): string | null {
  if (query.get('client_id') !== options.clientId) return 'client_id 未登记';
  if (!redirectUris.has(query.get('redirect_uri') ?? '')) return 'redirect_uri 与登记的不一致';
  if (query.get('response_type') !== 'code') return 'response_type 应为 code';
  if (!(query.get('scope') ?? '').split(' ').includes('openid')) return 'scope 要有 openid';
  for (const name of ['state', 'nonce'])
    if (!SECRET_WORD.test(query.get(name) ?? '')) return `${name} 应为22到128位随机字符`;
  const challenge = query.get('code_challenge') ?? '';
  const proven = query.get('code_challenge_method') === 'S256' && /^[\w-]{43}$/.test(challenge);
  return proven ? null : '要用 PKCE，code_challenge_method 为 S256';
}

/**
 * `GET /authorize`: a page with 同意 and 取消. Its form comes back here with `__sandbox=agree` or `deny`, which a test may also
 * put there at once, with `__sandbox_person` (a `sub`) to be somebody else than the first person.
 */
function authorize(sso: Sso, { url }: Call): Reply {
  const query = url.searchParams;
  const refusal = refusalOf(sso, query);
  if (refusal)
    return html(page('统一身份认证沙箱', false, `<h1>打不开这个页面</h1><p>${escape(refusal)}</p>`), 400);
  const answer = query.get('__sandbox') ?? (sso.options.autoAgree ? 'agree' : null);
  if (answer === null) return html(agreePage(sso.people, query));
  const back = new URL(query.get('redirect_uri') ?? '');
  back.searchParams.set('state', query.get('state') ?? '');
  const sub = query.get('__sandbox_person');
  const person = sub === null ? sso.people.list()[0] : sso.people.find(sub);
  if (!person) return json({ message: '没有这个人，见 /__sandbox/people' }, 400);
  if (answer === 'agree') back.searchParams.set('code', issueCode(sso, query, person));
  else back.searchParams.set('error', 'access_denied');
  return redirect(back.href);
}

function issueCode({ codes, options }: Sso, query: URLSearchParams, person: Claims): string {
  const code = randomBytes(24).toString('base64url');
  const of = (name: string): string => query.get(name) ?? '';
  codes.set(code, {
    person,
    nonce: of('nonce'),
    challenge: of('code_challenge'),
    redirectUri: of('redirect_uri'),
    until: Date.now() + options.codeSeconds * 1000,
  });
  return code;
}

function agreePage(people: People, query: URLSearchParams): string {
  const hidden = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const choices = people.list().map(({ sub, name }) => `<option value="${sub}">${escape(name)}</option>`);
  return page(
    '统一身份认证沙箱',
    false,
    `<h1>统一身份认证（沙箱）</h1><p class="quiet">这不是真的统一身份认证，是演示和测试用的替身；人都是虚构的。</p>
<form action="/authorize"><ol><li>${hidden.join('')}
<p><label>以谁的身份 <select name="__sandbox_person">${choices.join('')}</select></label></p>
<p><button name="__sandbox" value="agree">同意</button> <button name="__sandbox" value="deny">取消</button></p></li></ol></form>`,
  );
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function checkClient({ options }: Sso, { headers }: Call): void {
  const encoded = /^Basic ([\w+/=]+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  const parts = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const [id, secret] = parts.map((part) => new URLSearchParams(`v=${part}`).get('v'));
  if (parts.length !== 2 || id !== options.clientId || secret !== options.clientSecret)
    refuse('invalid_client', 'client_id 或 client_secret 不对', 401);
}

/** `POST /token` */
function token(sso: Sso, call: Call): Reply {
  checkClient(sso, call);
  if (!/^application\/x-www-form-urlencoded/.test(call.headers['content-type'] ?? ''))
    refuse('invalid_request', 'Content-Type 应为 application/x-www-form-urlencoded');
  const form = new URLSearchParams(call.body);
  if (form.get('grant_type') !== 'authorization_code')
    refuse('unsupported_grant_type', '只支持 authorization_code');
  const code = form.get('code') ?? '';
  const grant = sso.codes.get(code);
  sso.codes.delete(code);
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (!grant || grant.until <= Date.now() || grant.redirectUri !== form.get('redirect_uri'))
    return refuse('invalid_grant', 'code 无效、用过或过期，或 redirect_uri 不同');
  if (challenge !== grant.challenge) return refuse('invalid_grant', 'code_verifier 不对');
  const access_token = randomBytes(24).toString('base64url');
  const expires_in = sso.options.tokenSeconds;
  sso.accessTokens.set(access_token, { person: grant.person, until: Date.now() + expires_in * 1000 });
  return json({ access_token, token_type: 'Bearer', expires_in, id_token: idToken(sso, call, grant) });
}

const HOUR = 3600;

function idToken(sso: Sso, call: Call, { person, nonce }: Grant): string {
  const { faults, options, signer } = sso;
  const now = Math.floor(Date.now() / 1000);
  const late = faults.hits('expiredIdToken') ? HOUR + options.tokenSeconds : 0;
  const claims = {
    iss: faults.hits('wrongIssuer') ? 'https://elsewhere.example' : issuerOf(sso, call),
    aud: options.clientId,
    sub: person.sub,
    iat: now - late,
    exp: now - late + options.tokenSeconds,
    nonce: faults.hits('wrongNonce') ? randomBytes(16).toString('base64url') : nonce,
    loa: person.loa,
  };
  return signer.sign(claims, faults.hits('badSignature'));
}

/** `GET /userinfo` */
function userinfo({ accessTokens }: Sso, { headers }: Call): Reply {
  const held = accessTokens.get(/^Bearer ([\w-]+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
  if (!held || held.until <= Date.now())
    return { ...json({ error: 'invalid_token' }, 401), headers: { 'www-authenticate': 'Bearer' } };
  return json(held.person);
}

export const protocol = (sso: Sso): Handlers => ({
  'GET /.well-known/openid-configuration': (call) => metadata(sso, call),
  'GET /authorize': (call) => authorize(sso, call),
  'POST /token': (call) => token(sso, call),
  'GET /userinfo': (call) => userinfo(sso, call),
  'GET /jwks': () => json(sso.signer.jwks()),
});
