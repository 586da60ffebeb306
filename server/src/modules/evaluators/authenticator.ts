import type { Assurance } from '@haochaping/shared/domain';
import type { Context } from 'koa';
import type { EvaluatorActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { AccountModel, type AccountRecord } from './account-model.js';
import {
  refuseForeignWrites,
  type AuthenticatorOptions,
  type SessionRecord,
  readAccess,
} from '../sessions/index.js';
import { provenEvaluators } from './proven.js';

/** The access cookie; the refresh cookie is sent to the renewing address alone. */
export const EVALUATOR_COOKIE = 'evaluator_session';

/** Evaluators bring a bearer token from the mini-program, or the web pages' cookie. */
export function evaluatorAuthenticator(options: AuthenticatorOptions) {
  return async (ctx: Context): Promise<EvaluatorActor> => {
    const bearer = /^Bearer ([\w.-]+)$/i.exec(ctx.get('authorization'))?.[1];
    const token = bearer ?? ctx.cookies.get(EVALUATOR_COOKIE);
    const session = await readAccess(options.keys, 'evaluator', token, options.now());
    if (!bearer) refuseForeignWrites(ctx, options, session);
    return evaluatorActorOf(await accountOf(session), session);
  };
}

/** The account behind a session. @throws AppError `not_signed_in` when it was closed */
export async function accountOf(session: SessionRecord): Promise<AccountRecord> {
  const account = await AccountModel.findById(session.subjectId).lean<AccountRecord>();
  if (!account || account.closedAt) throw new AppError('not_signed_in');
  return account;
}

/** Who an account is to the rest of the system: pseudonyms and how well the real name is established. */
export async function evaluatorActorOf(
  account: AccountRecord,
  session: SessionRecord,
): Promise<EvaluatorActor> {
  const { _id, mergedIds } = account;
  return {
    kind: 'evaluator',
    accountId: _id,
    evaluatorIds: [_id, ...(mergedIds ?? []), ...(await provenEvaluators(account))],
    assurance: assuranceOf(account),
    sessionId: session._id,
  };
}

/** How far the real name behind an account is established. */
export function assuranceOf(account: AccountRecord): Assurance {
  if (account.verified) return 'verified';
  return account.identities.some(({ provider }) => provider === 'phone') ? 'phone' : 'anonymous';
}
