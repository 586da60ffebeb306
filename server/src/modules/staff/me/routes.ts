import {
  BindDocumentInput,
  BindPhoneInput,
  ChangePasswordInput,
  ChangesSeenInput,
  ConfirmSecondFactorInput,
  MyAccount,
  OwnPhoneCodeInput,
  PhoneCodeSent,
  RecoveryCodes,
  RecoveryCodesInput,
  SecondFactorSetUp,
  StaffSessionList,
  StartSecondFactorInput,
} from '@haochaping/shared/contracts';
import { z } from 'zod';
import { staff } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { endOwnSession, endSessionsOf, liveSessionsOf } from '../../sessions/index.js';
import { disownChange, seeChanges } from './changes.js';
import {
  beginOwnSecondFactor,
  changeOwnPassword,
  confirmOwnSecondFactor,
  readOwnAccount,
  renewOwnRecoveryCodes,
} from './me.js';
import { presentSession } from '../presenter.js';
import { bindOwnDocument, bindOwnPhone, sendOwnPhoneCode, type ProofDesk } from './proof.js';
import { clearedStaffCookies } from '../sign-in/session.js';
import type { SignInDesk } from '../sign-in/sign-in.js';

const ME_PATH = '/api/v1/staff/me';
const SESSIONS_PATH = '/api/v1/staff/sessions';
const common = { tags: ['staff'], policy: staff(), limit: LIMITS.staff } as const;
/** Proofs are counted apart as well; nobody types faster. */
const proofs = { ...common, limit: { by: 'actor', points: 20, seconds: 60 } } as const;

/** One's own account and sign-ins, for every member of staff. */
export function staffMeRoutes(desk: SignInDesk, proof: ProofDesk): Route[] {
  return [
    ...accountRoutes(desk),
    ...changeRoutes(),
    ...identityRoutes(proof),
    ...secondFactorRoutes(desk),
    ...sessionRoutes(desk),
  ];
}

function accountRoutes(desk: SignInDesk): Route[] {
  return [
    route({
      ...common,
      method: 'get',
      path: ME_PATH,
      operationId: 'readOwnStaffAccount',
      summary: '我的账号',
      input: {},
      responses: { 200: { description: '我的账号', body: MyAccount } },
      handler: async (owner) => ({ status: 200, body: await readOwnAccount(desk, owner) }),
    }),
    route({
      ...proofs,
      method: 'put',
      path: `${ME_PATH}/password`,
      operationId: 'changeOwnStaffPassword',
      summary: '改自己的密码；别处的登录随之结束',
      input: { body: ChangePasswordInput },
      responses: { 204: { description: '已改' } },
      handler: async ({ body, ...owner }) => {
        await changeOwnPassword(desk, body, owner);
        return { status: 204 };
      },
    }),
  ];
}

function changeRoutes(): Route[] {
  return [
    route({
      ...common,
      method: 'put',
      path: `${ME_PATH}/changes/seen`,
      operationId: 'seeOwnStaffChanges',
      summary: '别人对我账号的改动，我看过了，是我要求的',
      input: { body: ChangesSeenInput },
      responses: { 204: { description: '记下了' } },
      handler: async ({ body, ...owner }) => {
        await seeChanges(new Date(body.until), owner);
        return { status: 204 };
      },
    }),
    route({
      ...proofs,
      method: 'put',
      path: `${ME_PATH}/changes/{id}/disowned`,
      operationId: 'disownStaffChange',
      summary: '报告：这个改动不是我要求的；别处的登录随之结束，一段时间不能看联系方式',
      input: { params: z.strictObject({ id: z.string().min(1).max(64) }) },
      responses: { 204: { description: '报告了；重复报告不再记' } },
      handler: async ({ params, ...owner }) => {
        await disownChange(params.id, owner);
        return { status: 204 };
      },
    }),
  ];
}

function identityRoutes(proof: ProofDesk): Route[] {
  return [
    route({
      ...proofs,
      method: 'put',
      path: `${ME_PATH}/document`,
      operationId: 'bindOwnStaffDocument',
      summary: '登记本人的证件：和账号上的姓名核对上才登记，只存加密指纹；登记后本人改不了',
      input: { body: BindDocumentInput },
      responses: { 204: { description: '已登记' } },
      handler: async ({ body, ...owner }) => {
        await bindOwnDocument(proof, body, owner);
        return { status: 204 };
      },
    }),
    route({
      ...proofs,
      method: 'post',
      path: `${ME_PATH}/phone/codes`,
      operationId: 'sendOwnStaffPhoneCode',
      summary: '给本人的手机发一个验证码，用来登记',
      input: { body: OwnPhoneCodeInput },
      responses: { 202: { description: '已发出', body: PhoneCodeSent } },
      handler: async ({ body, ...owner }) => ({
        status: 202,
        body: await sendOwnPhoneCode(proof, body.phone, owner),
      }),
    }),
    route({
      ...proofs,
      method: 'put',
      path: `${ME_PATH}/phone`,
      operationId: 'bindOwnStaffPhone',
      summary: '登记本人的手机：收得到验证码才登记，只存加密指纹；登记后本人改不了',
      input: { body: BindPhoneInput },
      responses: { 204: { description: '已登记' } },
      handler: async ({ body, ...owner }) => {
        await bindOwnPhone(proof, body, owner);
        return { status: 204 };
      },
    }),
  ];
}

function secondFactorRoutes(desk: SignInDesk): Route[] {
  return [
    route({
      ...proofs,
      method: 'post',
      path: `${ME_PATH}/second-factor`,
      operationId: 'beginOwnSecondFactor',
      summary: '开始设置（或换一个）手机验证码；确认之前旧的照用',
      input: { body: StartSecondFactorInput },
      responses: { 200: { description: '给手机扫的二维码', body: SecondFactorSetUp } },
      handler: async ({ body, ...owner }) => ({
        status: 200,
        body: await beginOwnSecondFactor(desk, body.password, owner),
      }),
    }),
    route({
      ...proofs,
      method: 'post',
      path: `${ME_PATH}/second-factor/confirm`,
      operationId: 'confirmOwnSecondFactor',
      summary: '输入手机上的验证码，启用；备用码只在这个回答里出现一次',
      input: { body: ConfirmSecondFactorInput },
      responses: { 200: { description: '已启用', body: RecoveryCodes } },
      handler: async ({ body, ...owner }) => ({
        status: 200,
        body: { recoveryCodes: await confirmOwnSecondFactor(desk, body, owner) },
      }),
    }),
    route({
      ...proofs,
      method: 'post',
      path: `${ME_PATH}/recovery-codes`,
      operationId: 'renewOwnRecoveryCodes',
      summary: '换十个新的备用码，旧的作废',
      input: { body: RecoveryCodesInput },
      responses: { 200: { description: '新的备用码', body: RecoveryCodes } },
      handler: async ({ body, ...owner }) => ({
        status: 200,
        body: { recoveryCodes: await renewOwnRecoveryCodes(desk, body.code, owner) },
      }),
    }),
  ];
}

function sessionRoutes({ config }: SignInDesk): Route[] {
  return [
    route({
      ...common,
      method: 'get',
      path: SESSIONS_PATH,
      operationId: 'listOwnStaffSessions',
      summary: '我在哪些地方登录着',
      input: {},
      responses: { 200: { description: '登录', body: StaffSessionList } },
      handler: async ({ actor, now }) => ({
        status: 200,
        body: {
          items: (await liveSessionsOf(actor.accountId, now)).map((one) =>
            presentSession(one, actor.sessionId),
          ),
        },
      }),
    }),
    route({
      ...common,
      method: 'delete',
      path: `${SESSIONS_PATH}/{id}`,
      operationId: 'endOwnStaffSession',
      summary: '结束我的一次登录',
      input: { params: z.strictObject({ id: z.string().min(1).max(64) }) },
      responses: { 204: { description: '已结束' } },
      handler: async ({ params, actor, now }) => {
        if (!(await endOwnSession(actor.accountId, params.id, 'signed_out', now)))
          throw new AppError('not_found', { message: '这次登录已经结束了' });
        return { status: 204 };
      },
    }),
    route({
      ...common,
      method: 'delete',
      path: SESSIONS_PATH,
      operationId: 'endOwnStaffSessions',
      summary: '结束我的所有登录；keepThis=true 留下现在这一次',
      input: { query: z.strictObject({ keepThis: z.enum(['true', 'false']).default('false') }) },
      responses: { 204: { description: '已结束' } },
      handler: async ({ query, actor, now }) => {
        const keep = query.keepThis === 'true';
        await endSessionsOf(
          actor.accountId,
          'signed_out_everywhere',
          now,
          keep ? actor.sessionId : undefined,
        );
        return keep
          ? { status: 204 }
          : { status: 204, headers: { 'set-cookie': clearedStaffCookies(config) } };
      },
    }),
  ];
}
