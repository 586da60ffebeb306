import { SignInCallbackQuery, SignInStartQuery, type SignInOutcome } from '@haochaping/shared/contracts';
import { withQuery } from '@haochaping/shared/domain';
import { z } from 'zod';
import { anyone } from '../../../http/actor.js';
import { cookieLine, cookieValue } from '../../../http/cookies.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { agreeOrRequire, standingConsent } from '../consents/consents.js';
import type { SingleSignOn } from '../../peers/index.js';
import { liveAmong } from '../../sessions/index.js';
import type { ProvenIdentity } from '../accounts.js';
import { verifyBySso } from '../real-name.js';
import { evaluatorCookies, EVALUATOR_SESSION_PATH } from './session-view.js';
import {
  keepSignInState,
  newState,
  noteOutcome,
  outcomeBefore,
  STATE_SECONDS,
  takeSignInState,
  type SignInState,
  type TakenState,
} from './states.js';
import {
  configured,
  openEvaluatorSession,
  provenByWeChat,
  recordFailedSignIn,
  signInEvaluator,
  type SignInOptions,
} from './sign-in.js';

type Way = SignInState['way'];

/** Where a sign-in at another site begins, and where it comes back to. */
export const CALLBACKS: Readonly<Record<Way, { start: string; callback: string }>> = {
  official: {
    start: `${EVALUATOR_SESSION_PATH}/official/start`,
    callback: `${EVALUATOR_SESSION_PATH}/official/callback`,
  },
  sso: {
    start: `${EVALUATOR_SESSION_PATH}/sso/start`,
    callback: `${EVALUATOR_SESSION_PATH}/sso/callback`,
  },
};

/** Binds a state to the browser that began; `Lax`, since it must come along on the way back from the other site. */
const STATE_COOKIE = 'evaluator_sign_in';

const REDIRECT = { 302: { description: '转到别处' } } as const;
const NAMES: Readonly<Record<Way, string>> = { official: '公众号网页授权', sso: '省统一身份认证' };
const IDS = {
  official: ['startOfficialSignIn', 'finishOfficialSignIn'],
  sso: ['startSsoSignIn', 'finishSsoSignIn'],
} as const;

/** Signing in at another site: there with a state, back with a code. */
export function redirectRoutes(options: SignInOptions): Route[] {
  return (['official', 'sso'] as const).flatMap((way) => [
    startRoute(options, way),
    callbackRoute(options, way),
  ]);
}

function startRoute(options: SignInOptions, way: Way): Route {
  const { config, keys } = options;
  return route({
    method: 'get',
    path: CALLBACKS[way].start,
    operationId: IDS[way][0],
    summary: `${NAMES[way]}：转到对方的登录页`,
    tags: ['me'],
    policy: anyone,
    limit: LIMITS.signIn,
    input: { query: SignInStartQuery },
    responses: REDIRECT,
    handler: async ({ query, now }) => {
      const begun = await begin(options, way);
      const { state, url, ...secrets } = begun;
      const { returnTo, noticeVersion, realName } = query;
      const agreed = { noticeVersion, realName: realName === 'yes' };
      const browser = await keepSignInState(keys, state, { way, returnTo, ...agreed, ...secrets }, now);
      return {
        status: 302,
        headers: {
          location: url,
          'set-cookie': stateCookie(config.publicBaseUrl, way, browser, STATE_SECONDS),
        },
      };
    },
  });
}

const redirectUri = ({ config }: SignInOptions, way: Way) =>
  `${config.publicBaseUrl}${CALLBACKS[way].callback}`;

function stateCookie(publicBaseUrl: string, way: Way, value: string, maxAgeSeconds: number): string {
  return cookieLine(STATE_COOKIE, value, {
    path: CALLBACKS[way].callback,
    maxAgeSeconds,
    secure: publicBaseUrl.startsWith('https:'),
    sameSite: 'Lax',
  });
}

type Begun = { url: string; state: string; nonce?: string; codeVerifier?: string };

async function begin(options: SignInOptions, way: Way): Promise<Begun> {
  const { peers } = options;
  if (way === 'sso') return configured(peers.sso).begin(redirectUri(options, way));
  const state = newState();
  return { state, url: configured(peers.officialAccount).authorizeUrl(redirectUri(options, way), state) };
}

function callbackRoute(options: SignInOptions, way: Way): Route {
  const { keys } = options;
  return route({
    method: 'get',
    path: CALLBACKS[way].callback,
    operationId: IDS[way][1],
    summary: `${NAMES[way]}：对方登录后回到这里`,
    tags: ['me'],
    policy: anyone,
    limit: LIMITS.signIn,
    input: { query: SignInCallbackQuery, headers: z.looseObject({ cookie: z.string().optional() }) },
    responses: REDIRECT,
    handler: async ({ query, headers, userAgent, now }) => {
      const browser = cookieValue(headers.cookie, STATE_COOKIE);
      const kept = await takeSignInState(keys, way, query.state, browser, now);
      const back = (path: string, outcome: SignInOutcome, cookies: string[]) => ({
        status: 302 as const,
        headers: { location: withQuery(path, 'signIn', outcome), 'set-cookie': cookies },
      });
      if (!kept) {
        await recordFailedSignIn(way, 'state', now);
        return back('/', 'expired', []);
      }
      if (kept.again) {
        const before = await cameBefore(options, kept, userAgent, now);
        return back(kept.returnTo, before.outcome, before.cookies);
      }
      const { outcome, cookies, sessionId } = await finish(options, way, query, kept, userAgent, now);
      await noteOutcome(kept.id, outcome, sessionId);
      return back(kept.returnTo, outcome, cookies);
    },
  });
}

interface Finished {
  outcome: SignInOutcome;
  cookies: string[];
  sessionId?: string;
}

/**
 * WeChat calls the return address twice at times, and shows what the second call answers: that is what the first came to, and
 * a session as well, for the first answer's cookies may have been thrown away. Whoever has signed out meanwhile stays so.
 */
async function cameBefore(
  { config, keys }: SignInOptions,
  kept: TakenState,
  userAgent: string,
  now: Date,
): Promise<Finished> {
  const before = await outcomeBefore(kept.id, now);
  if (!before) return { outcome: 'expired', cookies: [] };
  if (before.outcome !== 'ok') return { outcome: before.outcome, cookies: [] };
  const [first] = await liveAmong(before.sessionIds, now);
  if (!first) return { outcome: 'expired', cookies: [] };
  const through = { way: kept.way, client: 'web' as const, userAgent };
  const tokens = await openEvaluatorSession({ config, keys }, first.subjectId, through, now);
  await noteOutcome(kept.id, 'ok', tokens.session._id);
  return { outcome: 'ok', cookies: evaluatorCookies(config, tokens, now) };
}

/** Whoever comes back is a person before a browser: also what went wrong ends on a page of ours, never on a bare error. */
async function finish(
  options: SignInOptions,
  way: Way,
  query: z.infer<typeof SignInCallbackQuery>,
  kept: SignInState,
  userAgent: string,
  now: Date,
): Promise<Finished> {
  try {
    const came =
      way === 'official' ? await fromWeChat(options, query.code) : await fromSso(options, query, kept);
    if (!came.ok) {
      await recordFailedSignIn(way, came.reason, now);
      return { outcome: 'refused', cookies: [] };
    }
    const { account, tokens } = await signInEvaluator(
      options,
      came.proven,
      { way, client: 'web', userAgent, agreed: kept.noticeVersion ?? undefined },
      now,
    );
    if (came.assured && (await agreesToRealName(options, account._id, kept, now)))
      await verifyBySso(options.keys, account, came.assured, came.seen ?? false, now);
    return {
      outcome: 'ok',
      cookies: evaluatorCookies(options.config, tokens, now),
      sessionId: tokens.session._id,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.status !== 503 && error.code !== 'consent_needed') throw error;
    await recordFailedSignIn(way, error.code, now);
    return { outcome: error.status === 503 ? 'unavailable' : 'consent_needed', cookies: [] };
  }
}

/** A document is sensitive, and has a question of its own: what the other site tells of it is kept only on a yes to that. */
async function agreesToRealName(
  { notices }: SignInOptions,
  accountId: string,
  { noticeVersion, realName }: SignInState,
  now: Date,
): Promise<boolean> {
  const purpose = 'real_name_check';
  if (!realName || !noticeVersion) return (await standingConsent(notices, accountId, purpose)) === 'given';
  await agreeOrRequire(notices, accountId, { purpose, agreed: noticeVersion }, now);
  return true;
}

type Came =
  | {
      ok: true;
      proven: [ProvenIdentity, ...ProvenIdentity[]];
      assured?: { name: string; certType: string; certNumber: string };
      seen?: boolean;
    }
  | { ok: false; reason: string };

async function fromWeChat({ peers }: SignInOptions, code: string | undefined): Promise<Came> {
  if (!code) return { ok: false, reason: 'cancelled' };
  const person = await configured(peers.officialAccount).openidOf(code);
  return person.ok ? { ok: true, proven: provenByWeChat('official', person) } : person;
}

async function fromSso(
  options: SignInOptions,
  query: z.infer<typeof SignInCallbackQuery>,
  { nonce, codeVerifier }: SignInState,
): Promise<Came> {
  const sso: SingleSignOn = configured(options.peers.sso);
  const address = new URL(redirectUri(options, 'sso'));
  for (const [name, value] of Object.entries(query))
    if (typeof value === 'string') address.searchParams.set(name, value);
  const person = await sso.finish(address, {
    state: query.state ?? '',
    nonce: nonce ?? '',
    codeVerifier: codeVerifier ?? '',
    redirectUri: redirectUri(options, 'sso'),
  });
  if (!person.ok) return person;
  const { subject, assured, seen, name, certType, certNumber } = person;
  return {
    ok: true,
    proven: [{ provider: 'sso', subject }],
    ...(assured && name && certType && certNumber ? { assured: { name, certType, certNumber }, seen } : {}),
  };
}
