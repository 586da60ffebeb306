import {
  DeletionAnswer,
  DeletionCodeInput,
  DeletionInput,
  DeletionPreview,
  DeletionProgress,
} from '@haochaping/shared/contracts';
import { anyone, evaluator } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import {
  closeAccount,
  deletionProgress,
  previewDeletion,
  undoDeletion,
  type DeletionDesk,
} from './deletion.js';
import { requireFreshSignIn } from '../../evaluators/index.js';

/** Closing one's account: told before, done at once, undone within its time, followed with a code afterwards. */
export function deletionRoutes(desk: DeletionDesk): Route[] {
  return [...ownRoutes(desk), ...codeRoutes(desk)];
}

function ownRoutes(desk: DeletionDesk): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/me/data/deletion',
      operationId: 'previewMyDeletion',
      summary: '注销账号之前：删什么、留什么、为什么、要等什么',
      tags: ['privacy'],
      policy: evaluator,
      limit: LIMITS.read,
      input: {},
      responses: { 200: { description: '注销会怎样', body: DeletionPreview } },
      handler: async ({ actor, now }) => ({ status: 200, body: await previewDeletion(desk, actor, now) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/me/data/deletion',
      operationId: 'deleteMyAccount',
      summary: '注销账号：立即关闭，过了反悔时间销毁密钥；要在登录后10分钟内',
      tags: ['privacy'],
      policy: evaluator,
      limit: LIMITS.signIn,
      input: { body: DeletionInput },
      responses: { 200: { description: '已关闭', body: DeletionAnswer } },
      handler: async ({ actor, now }) => {
        await requireFreshSignIn(actor.sessionId, now);
        return { status: 200, body: await closeAccount(desk, actor, now) };
      },
    }),
  ];
}

/** The account is closed and nobody is signed in any more; the code is the only proof. */
function codeRoutes({ keys }: DeletionDesk): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/deletions/progress',
      operationId: 'readDeletionProgress',
      summary: '凭反悔码看注销办到哪一步',
      tags: ['privacy'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { body: DeletionCodeInput },
      responses: { 200: { description: '进度', body: DeletionProgress } },
      handler: async ({ body }) => ({ status: 200, body: await deletionProgress(keys, body.undoCode) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/deletions/undo',
      operationId: 'undoDeletion',
      summary: '反悔：在时间之内恢复账号，然后照常登录',
      tags: ['privacy'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { body: DeletionCodeInput },
      responses: { 204: { description: '已恢复' } },
      handler: async ({ body, now }) => {
        await undoDeletion(keys, body.undoCode, now);
        return { status: 204 };
      },
    }),
  ];
}
