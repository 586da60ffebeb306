import {
  InitialPassword,
  NewStaffAccountInput,
  StaffAccountDetail,
  StaffAccountPage,
  StaffAccountQuery,
  StaffAccountView,
  StaffRightsInput,
} from '@haochaping/shared/contracts';
import { z } from 'zod';
import { staff, staffWithSecondFactor } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import type { Keys } from '../../../keys.js';
import { rolesThatMay } from '../policy.js';
import { listAccounts, readAccount, readAccountView } from './queries.js';
import {
  changeAccount,
  createAccount,
  endSessionsOfAccount,
  resetIdentity,
  resetPassword,
  resetSecondFactor,
  setActive,
  unlockAccount,
  type By,
} from './accounts.js';
import { presentAccount } from '../presenter.js';

const ACCOUNTS_PATH = '/api/v1/staff/accounts';
const ACCOUNT_PATH = `${ACCOUNTS_PATH}/{id}`;
const ById = z.strictObject({ id: z.string().min(1).max(64) });
const changing = staffWithSecondFactor(...rolesThatMay('accounts.manage'));
const common = { tags: ['staff', 'accounts'], limit: LIMITS.staff } as const;

/** Accounts of staff, for security administrators alone: whoever grants rights runs nothing else. FA-3.3-c */
export function staffAccountRoutes(keys: Keys): Route[] {
  return [...readingRoutes(), ...rightsRoutes(), ...careRoutes(keys)];
}

function readingRoutes(): Route[] {
  const policy = staff(...rolesThatMay('accounts.list'));
  return [
    route({
      ...common,
      method: 'get',
      path: ACCOUNTS_PATH,
      operationId: 'listStaffAccounts',
      summary: '自己管辖范围里的工作人员账号',
      policy,
      input: { query: StaffAccountQuery },
      responses: { 200: { description: '账号', body: StaffAccountPage } },
      handler: async ({ query, actor, now }) => ({
        status: 200,
        body: await listAccounts(query, actor, now),
      }),
    }),
    route({
      ...common,
      method: 'get',
      path: ACCOUNT_PATH,
      operationId: 'readStaffAccount',
      summary: '一个账号，它现在的登录，和权限的来历',
      policy,
      input: { params: ById },
      responses: { 200: { description: '账号', body: StaffAccountDetail } },
      handler: async ({ params, actor, now }) => ({
        status: 200,
        body: await readAccount(params.id, actor, now),
      }),
    }),
  ];
}

function rightsRoutes(): Route[] {
  return [
    route({
      ...common,
      method: 'post',
      path: ACCOUNTS_PATH,
      operationId: 'createStaffAccount',
      summary: '建立账号；初始密码只在这个回答里出现一次，第一次登录要换掉',
      policy: changing,
      input: { body: NewStaffAccountInput },
      responses: { 201: { description: '已建立', body: InitialPassword } },
      handler: async ({ body, actor, now }) => {
        const { account, password } = await createAccount(body, { actor, now });
        const view = presentAccount(account, undefined);
        return { status: 201, body: { account: view, initialPassword: password } };
      },
    }),
    route({
      ...common,
      method: 'put',
      path: `${ACCOUNT_PATH}/rights`,
      operationId: 'changeStaffRights',
      summary: '改角色、单位、管辖范围、称呼、工号；自己的账号改不了',
      policy: changing,
      input: { params: ById, body: StaffRightsInput },
      responses: { 200: { description: '已改', body: StaffAccountView } },
      handler: async ({ params, body, actor, now }) => {
        await changeAccount(params.id, body, { actor, now });
        return { status: 200, body: await readAccountView(params.id, actor, now) };
      },
    }),
  ];
}

/** An action on one account without anything to fill in; answers with the account as it is afterwards. */
function action(
  path: string,
  operationId: string,
  summary: string,
  act: (id: string, by: By) => Promise<void>,
) {
  return route({
    ...common,
    method: 'post',
    path: `${ACCOUNT_PATH}/${path}`,
    operationId,
    summary,
    policy: changing,
    input: { params: ById },
    responses: { 200: { description: '已办', body: StaffAccountView } },
    handler: async ({ params, actor, now }) => {
      await act(params.id, { actor, now });
      return { status: 200, body: await readAccountView(params.id, actor, now) };
    },
  });
}

function careRoutes(keys: Keys): Route[] {
  return [
    action('disable', 'disableStaffAccount', '停用账号，结束它的登录', (id, by) => setActive(id, false, by)),
    action('enable', 'enableStaffAccount', '恢复使用', (id, by) => setActive(id, true, by)),
    action(
      'second-factor-reset',
      'resetStaffSecondFactor',
      '手机丢了：取消手机验证码，下次登录重新设',
      resetSecondFactor,
    ),
    action('identity-reset', 'resetStaffIdentity', '证件或手机换了：清除登记的，本人重新核对', resetIdentity),
    action('unlock', 'unlockStaffAccount', '解锁：错得太多的，让他马上再试', (id, by) =>
      unlockAccount(keys, id, by),
    ),
    route({
      ...common,
      method: 'post',
      path: `${ACCOUNT_PATH}/password-reset`,
      operationId: 'resetStaffPassword',
      summary: '重设密码；新的初始密码只在这个回答里出现一次',
      policy: changing,
      input: { params: ById },
      responses: { 200: { description: '已重设', body: InitialPassword } },
      handler: async ({ params, actor, now }) => {
        const initialPassword = await resetPassword(params.id, { actor, now });
        return {
          status: 200,
          body: { account: await readAccountView(params.id, actor, now), initialPassword },
        };
      },
    }),
    route({
      ...common,
      method: 'delete',
      path: `${ACCOUNT_PATH}/sessions`,
      operationId: 'endStaffAccountSessions',
      summary: '结束这个账号的所有登录',
      policy: changing,
      input: { params: ById },
      responses: { 204: { description: '已结束' } },
      handler: async ({ params, actor, now }) => {
        await endSessionsOfAccount(params.id, { actor, now });
        return { status: 204 };
      },
    }),
  ];
}
