import {
  EvaluatorSession,
  LinkPhoneInput,
  LinkWeChatPhoneInput,
  PhoneCodeInput,
  PhoneCodeSent,
  PhoneSignInInput,
  SIGN_IN_WAY_NAMES,
  SIGN_IN_WAYS,
  SignInWays,
  WeappSignInInput,
  type SignInWay,
} from '@haochaping/shared/contracts';
import { z } from 'zod';
import { anyone, evaluator, type EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type RateLimit, type Route } from '../../../http/route.js';
import { AccountModel, type AccountRecord } from '../account-model.js';
import { agreeOrRequire, requireCurrentNotice } from '../consents/consents.js';
import { requireFreshSignIn } from '../fresh.js';
import { SessionModel, type SessionRecord } from '../../sessions/index.js';
import { CALLBACKS } from './redirect-routes.js';
import { sendPhoneCode, spendPhoneCode } from '../../peers/index.js';
import { evaluatorCookies, EVALUATOR_SESSION_PATH, presentEvaluatorSession } from './session-view.js';
import {
  configured,
  linkPhone,
  provenByWeChat,
  recordFailedSignIn,
  removeWay,
  signInEvaluator,
  type SignedInEvaluator,
  type SignInOptions,
} from './sign-in.js';

/** Codes one network may ask for in an hour: a household's worth, widened where a hall shares an address. */
const CODES = { by: 'network', points: 20, seconds: 3600 } as const satisfies RateLimit;
const LINKING = { by: 'actor', points: 10, seconds: 3600 } as const satisfies RateLimit;

/** Signing in without leaving the page, and linking a telephone number. FA-3.3-b */
export function signInRoutes(options: SignInOptions): Route[] {
  return [...wayRoutes(options), ...phoneRoutes(options), ...linkRoutes(options), removeRoute(options)];
}

/** What a sign-in answers: tokens in cookies for a web page, in the body for the mini-program. */
async function welcome(
  { config, keys }: SignInOptions,
  { account, tokens }: SignedInEvaluator,
  now: Date,
): Promise<{ status: 200; body: EvaluatorSession; headers: Record<string, string | string[]> }> {
  const web = tokens.session.client === 'web';
  return {
    status: 200,
    body: await presentEvaluatorSession(keys, account, tokens.session, web ? null : tokens),
    headers: web ? { 'set-cookie': evaluatorCookies(config, tokens, now) } : {},
  };
}

function wayRoutes(options: SignInOptions): Route[] {
  const { peers } = options;
  const ways: readonly [SignInWay, unknown, string | null][] = [
    ['weapp', peers.miniProgram, null],
    ['official', peers.officialAccount, CALLBACKS.official.start],
    ['phone', peers.sms, null],
    ['sso', peers.sso, CALLBACKS.sso.start],
  ];
  const items = ways.flatMap(([way, peer, start]) =>
    peer ? [{ way, name: SIGN_IN_WAY_NAMES[way], start }] : [],
  );
  return [
    route({
      method: 'get',
      path: '/api/v1/me/sign-in-ways',
      operationId: 'listSignInWays',
      summary: '可以用哪些方式登录',
      tags: ['me'],
      policy: anyone,
      limit: LIMITS.read,
      input: {},
      responses: { 200: { description: '登录方式', body: SignInWays } },
      handler: async () => ({ status: 200, body: { items } }),
    }),
    route({
      method: 'post',
      path: `${EVALUATOR_SESSION_PATH}/weapp`,
      operationId: 'signInWithWeapp',
      summary: '小程序登录：wx.login 的 code 换令牌',
      tags: ['me'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { body: WeappSignInInput },
      responses: { 200: { description: '已登录', body: EvaluatorSession } },
      handler: async ({ body, userAgent, now }) => {
        const person = await configured(peers.miniProgram).sessionOf(body.code);
        if (!person.ok) {
          await recordFailedSignIn('weapp', person.reason, now);
          throw new AppError('sign_in_failed');
        }
        const { noticeVersion: agreed } = body;
        const through = { way: 'weapp', client: 'weapp', userAgent, agreed } as const;
        return welcome(
          options,
          await signInEvaluator(options, provenByWeChat('weapp', person), through, now),
          now,
        );
      },
    }),
  ];
}

function phoneRoutes(options: SignInOptions): Route[] {
  const { keys, peers, limits } = options;
  return [
    route({
      method: 'post',
      path: '/api/v1/me/phone-codes',
      operationId: 'sendPhoneCode',
      summary: '发一个短信验证码；不论号码有没有账号，回答都一样',
      tags: ['me'],
      policy: anyone,
      limit: CODES,
      input: { body: PhoneCodeInput },
      responses: { 202: { description: '已发出', body: PhoneCodeSent } },
      handler: async ({ body, now }) => ({
        status: 202,
        body: await sendPhoneCode({ keys, sms: configured(peers.sms), limits }, body.phone, now),
      }),
    }),
    route({
      method: 'post',
      path: `${EVALUATOR_SESSION_PATH}/phone`,
      operationId: 'signInWithPhone',
      summary: '手机验证码登录',
      tags: ['me'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { body: PhoneSignInInput },
      responses: { 200: { description: '已登录', body: EvaluatorSession } },
      handler: async ({ body: { phone, code, client, noticeVersion: agreed }, network, userAgent, now }) => {
        // Before the code is spent: it is still good once the new notice was read.
        requireCurrentNotice(options.notices, agreed);
        await spendPhoneCode({ keys, limits }, { phone, code, network }, now);
        const through = { way: 'phone', client, userAgent, agreed } as const;
        const signedIn = await signInEvaluator(
          options,
          [{ provider: 'phone', subject: phone }],
          through,
          now,
        );
        return welcome(options, signedIn, now);
      },
    }),
  ];
}

function linkRoutes(options: SignInOptions): Route[] {
  const { keys, peers, limits, notices } = options;
  const requireNotice = (actor: EvaluatorActor, agreed: number | undefined, now: Date) =>
    agreeOrRequire(notices, actor.accountId, { purpose: 'privacy_notice', agreed }, now);
  return [
    route({
      method: 'post',
      path: '/api/v1/me/phone',
      operationId: 'linkPhone',
      summary: '用短信验证码绑定手机号；已有一个的换成新的',
      tags: ['me'],
      policy: evaluator,
      limit: LINKING,
      input: { body: LinkPhoneInput },
      responses: { 200: { description: '绑好了', body: EvaluatorSession } },
      handler: async ({ actor, body, network, now }) => {
        const { phone, code, noticeVersion } = body;
        await requireNotice(actor, noticeVersion, now);
        await spendPhoneCode({ keys, limits }, { phone, code, network }, now);
        return linked(options, actor, phone, now);
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/me/phone/weapp',
      operationId: 'linkWeChatPhone',
      summary: '用微信手机号按钮给的 code 绑定手机号',
      tags: ['me'],
      policy: evaluator,
      limit: LINKING,
      input: { body: LinkWeChatPhoneInput },
      responses: { 200: { description: '绑好了', body: EvaluatorSession } },
      handler: async ({ actor, body, now }) => {
        await requireNotice(actor, body.noticeVersion, now);
        const told = await configured(peers.miniProgram).phoneOf(body.phoneCode);
        if (!told.ok) throw PHONE_REFUSALS[told.reason]();
        return linked(options, actor, told.phone, now);
      },
    }),
  ];
}

const PHONE_REFUSALS = {
  bad_code: () => new AppError('wrong_code', { message: '微信没有认出这次授权，请再点一次“手机号”' }),
  not_mainland: () =>
    new AppError('invalid_input', {
      message:
        '微信里的手机号不是中国内地的，不能用来认人，没有绑定。请换一个内地手机号用短信验证码绑定；不绑定也可以评价',
    }),
};

function removeRoute({ keys }: SignInOptions): Route {
  return route({
    method: 'delete',
    path: '/api/v1/me/ways/{way}',
    operationId: 'removeMyWay',
    summary: '去掉一种登录方式；最后一种不能去掉；要在登录后10分钟内',
    tags: ['me'],
    policy: evaluator,
    limit: LINKING,
    input: { params: z.strictObject({ way: z.enum(SIGN_IN_WAYS) }) },
    responses: { 200: { description: '去掉了', body: EvaluatorSession } },
    handler: async ({ actor, params, now }) => {
      await requireFreshSignIn(actor.sessionId, now);
      await removeWay((await accountAndSession(actor)).account, params.way, now);
      const { account, session } = await accountAndSession(actor);
      return { status: 200, body: await presentEvaluatorSession(keys, account, session, null) };
    },
  });
}

async function linked({ keys }: SignInOptions, actor: EvaluatorActor, phone: string, now: Date) {
  const { account, session } = await accountAndSession(actor);
  const after = await linkPhone(keys, account, phone, now);
  return { status: 200 as const, body: await presentEvaluatorSession(keys, after, session, null) };
}

/** The account and session of whoever is signed in. @throws AppError `not_signed_in` when they ended a moment ago */
export async function accountAndSession(
  actor: EvaluatorActor,
): Promise<{ account: AccountRecord; session: SessionRecord }> {
  const [account, session] = await Promise.all([
    AccountModel.findOne({ _id: actor.accountId, closedAt: null }).lean<AccountRecord>(),
    SessionModel.findById(actor.sessionId).lean<SessionRecord>(),
  ]);
  if (!account || !session) throw new AppError('not_signed_in');
  return { account, session };
}
