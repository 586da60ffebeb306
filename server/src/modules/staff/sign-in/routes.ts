import {
  NewPasswordInput,
  SignInCodeInput,
  SignInInput,
  SignInSetUpDone,
  SignInSetUpInput,
  SignInStep,
  StaffSession,
} from '@haochaping/shared/contracts';
import { anyone } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { presentStaffSession, STAFF_SESSION_PATH, staffCookies } from './session.js';
import {
  signIn,
  signInWithCode,
  signInWithNewPassword,
  signInWithSetUp,
  type SignedIn,
  type SignInDesk,
  type SignInResult,
} from './sign-in.js';

/** The steps of a sign-in: password → code or new password or set-up → session. Only a session opens anything. */
export function staffSignInRoutes(desk: SignInDesk): Route[] {
  const { config } = desk;
  const common = { method: 'post', tags: ['staff'], policy: anyone, limit: LIMITS.signIn } as const;
  const responses = {
    200: { description: '已登录', body: StaffSession },
    202: { description: '还差一步：输入验证码、换新密码或设置验证码', body: SignInStep },
  } as const;

  const opened = ({ account, tokens }: SignedIn, now: Date) => ({
    body: presentStaffSession(account, tokens.session, tokens.csrfToken, config),
    headers: { 'set-cookie': staffCookies(config, tokens, now) },
  });
  const answer = (result: SignInResult, now: Date) =>
    'step' in result
      ? ({ status: 202, body: result.step } as const)
      : ({ status: 200, ...opened(result.signedIn, now) } as const);

  return [
    route({
      ...common,
      path: STAFF_SESSION_PATH,
      operationId: 'signInStaff',
      summary: '工作人员登录：账号和密码',
      input: { body: SignInInput },
      responses,
      handler: async ({ body, ...caller }) => answer(await signIn(desk, body, caller), caller.now),
    }),
    route({
      ...common,
      path: `${STAFF_SESSION_PATH}/code`,
      operationId: 'signInStaffWithCode',
      summary: '登录的下一步：手机验证码或备用码',
      input: { body: SignInCodeInput },
      responses,
      handler: async ({ body, ...caller }) => answer(await signInWithCode(desk, body, caller), caller.now),
    }),
    route({
      ...common,
      path: `${STAFF_SESSION_PATH}/new-password`,
      operationId: 'signInStaffWithNewPassword',
      summary: '登录的下一步：第一次登录要换成自己的密码',
      input: { body: NewPasswordInput },
      responses,
      handler: async ({ body, ...caller }) =>
        answer(await signInWithNewPassword(desk, body, caller), caller.now),
    }),
    route({
      ...common,
      path: `${STAFF_SESSION_PATH}/second-factor`,
      operationId: 'signInStaffWithSetUp',
      summary: '登录的下一步：设好手机验证码；备用码只在这个回答里出现一次',
      input: { body: SignInSetUpInput },
      responses: { 200: { description: '已设好、已登录', body: SignInSetUpDone } },
      handler: async ({ body, ...caller }) => {
        const { recoveryCodes, ...signedIn } = await signInWithSetUp(desk, body, caller);
        const { body: session, headers } = opened(signedIn, caller.now);
        return { status: 200, body: { session, recoveryCodes }, headers };
      },
    }),
  ];
}
