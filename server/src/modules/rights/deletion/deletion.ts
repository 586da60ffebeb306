import { randomBytes, randomUUID } from 'node:crypto';
import type { DeletionAnswer, DeletionPreview, DeletionProgress } from '@haochaping/shared/contracts';
import type { Config } from '../../../config/config.js';
import { inTransaction, isDuplicateKey } from '../../../database.js';
import type { EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { effect, effectSource, type EffectSource, type Performer } from '../../../jobs/effects.js';
import { keyedDigest, type Keys } from '../../../keys.js';
import { recordAudit } from '../../audit/index.js';
import { AccountModel, type AccountRecord, heldByOpenAccount } from '../../evaluators/index.js';
import { DeletionModel, type DeletionRecord } from './model.js';
import type { Erasure } from '../../vault/index.js';
import { endSessionsOf } from '../../sessions/index.js';

const HOUR_MS = 3_600_000;
/** How long the erasure of an evaluator waits before it looks again whether anything is pending. */
const LOOK_AGAIN_MS = 6 * HOUR_MS;

/**
 * What is still needed of these evaluators by law or for a case in hand, in words for the person; empty when nothing is.
 * Ratings and forwarding stand behind this module, so the composition root hands it in.
 */
export type StillNeeded = (evaluatorIds: string[], now: Date) => Promise<string[]>;

export interface DeletionDesk {
  config: Pick<Config, 'DELETION_GRACE_HOURS'>;
  keys: Keys;
  stillNeeded: StillNeeded;
}

const ERASED = [
  '登录用的微信标识、手机号，核对过的姓名和证件号码',
  '您提过的更正和答复',
  '您办事时窗口报来的姓名、证件号码、电话；评价还没送到省里、差评还在回访的，等办完了再删',
];
const KEPT = [
  {
    what: '您评过的：哪个等级、选了什么、写了什么、什么时候、对哪件事',
    why: '评价要算数、要有人去改，所以留着。里面没有姓名、证件、电话，只剩一个编号：看得出哪些是同一个人评的，看不出是谁',
    until: '一直留着',
  },
  {
    what: '谁什么时候看过您的信息、您同意过什么、这次注销，这些事的记录；里面没有您的姓名和证件，只有编号',
    why: '以后要查信息用得对不对，法律要求查得到',
    until: '一直留着',
  },
  {
    what: '已经送到省“好差评”系统的评价，连同办事人的姓名、证件和电话',
    why: '按规定要送，送到以后由省里保管；要删，请向省里提出',
    until: '由省里定',
  },
];

/** What closing the account would do, told before anybody does it. */
export async function previewDeletion(
  { config, stillNeeded }: DeletionDesk,
  actor: EvaluatorActor,
  now: Date,
): Promise<DeletionPreview> {
  return {
    erased: ERASED,
    kept: KEPT,
    graceHours: config.DELETION_GRACE_HOURS,
    waitsFor: await stillNeeded(actor.evaluatorIds, now),
  };
}

const undoHash = (keys: Keys, code: string) => keyedDigest(keys.digest, 'deletion-undo', code);

/**
 * Closes the account at once: its ways in are gone and its sessions end. The keys are destroyed when the time to change
 * one's mind is over. Source: PIPL articles 15, 47.
 * @returns the code that undoes it, given this once
 * @throws AppError `conflict` when the account is being closed already
 */
export async function closeAccount(
  desk: DeletionDesk,
  actor: EvaluatorActor,
  now: Date,
): Promise<DeletionAnswer> {
  const { config, keys } = desk;
  const account = await AccountModel.findById(actor.accountId).lean<AccountRecord>();
  if (!account) throw new AppError('not_signed_in');
  const undoCode = randomBytes(24).toString('base64url');
  const undoUntil = new Date(now.getTime() + config.DELETION_GRACE_HOURS * HOUR_MS);
  const accountIds = [account._id, ...(account.mergedIds ?? [])];
  const record: DeletionRecord = {
    _id: randomUUID(),
    accountId: account._id,
    openFor: account._id,
    accountIds,
    evaluatorIds: actor.evaluatorIds.filter((id) => !accountIds.includes(id)),
    askedAt: now,
    undoUntil,
    undoHash: undoHash(keys, undoCode),
    identities: account.identities,
    waitsFor: await desk.stillNeeded(actor.evaluatorIds, now),
    pending: [effect('erase_account', undoUntil)],
    dead: [],
  };
  await closeOnce(record, now);
  await endSessionsOf(account._id, 'signed_out_everywhere', now);
  return {
    undoCode,
    undoUntil: undoUntil.toISOString(),
    erased: ERASED,
    kept: KEPT,
    waitsFor: record.waitsFor,
  };
}

/** Of two requests at once one closes the account: a second open deletion would erase it after the first was undone. */
async function closeOnce(record: DeletionRecord, now: Date): Promise<void> {
  const already = () =>
    new AppError('conflict', { message: '这个账号已经在注销了；要恢复，请用注销时给您的反悔码' });
  try {
    await inTransaction(async (session) => {
      const closed = await AccountModel.updateOne(
        { _id: record.accountId, closedAt: null },
        { $set: { identities: [], closedAt: now } },
        { session },
      );
      if (closed.matchedCount === 0) throw already();
      await DeletionModel.create([record], { session });
      const audited = { kind: 'evaluator' as const, id: record.accountId };
      await recordAudit({ at: now, action: 'deletion.requested', actor: audited, subject: audited }, session);
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw already();
    throw error;
  }
}

async function deletionOf(keys: Keys, code: string): Promise<DeletionRecord> {
  const record = await DeletionModel.findOne({ undoHash: undoHash(keys, code) }).lean<DeletionRecord>();
  if (!record) throw new AppError('not_found', { message: '没有找到这次注销，请核对反悔码' });
  return record;
}

/**
 * Gives the account back, within its time. The person then signs in as before.
 * @throws AppError `not_found`; `conflict` when it is too late, or a new account was opened with the same way in meanwhile
 */
export async function undoDeletion(keys: Keys, code: string, now: Date): Promise<void> {
  const record = await deletionOf(keys, code);
  if (record.undoneAt) return;
  if (record.undoUntil <= now || record.accountErasedAt)
    throw new AppError('conflict', { message: '反悔的时间已经过了，账号不能恢复；可以重新登录一个新的' });
  try {
    await inTransaction(async (session) => {
      // All of the account: one that stayed open would erase what was just given back.
      await DeletionModel.updateMany(
        { accountId: record.accountId, undoneAt: null, accountErasedAt: null },
        {
          $set: { undoneAt: now, identities: [], pending: [], waitsFor: [] },
          $unset: { openFor: 1 },
        },
        { session },
      );
      await AccountModel.updateOne(
        { _id: record.accountId },
        { $set: { identities: record.identities }, $unset: { closedAt: 1 } },
        { session },
      );
      const audited = { kind: 'evaluator' as const, id: record.accountId };
      await recordAudit({ at: now, action: 'deletion.undone', actor: audited, subject: audited }, session);
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new AppError('conflict', {
      message: '您注销之后又用同样的方式登录过，有了新账号，旧账号不能恢复；要恢复请先注销新账号',
    });
  }
}

const STATE_NAMES: Readonly<Record<DeletionProgress['state'], string>> = {
  grace: '账号已关闭，还可以反悔',
  waiting: '账号信息已删，办件里的信息等没有要办的事了再删',
  done: '全部删好了',
  undone: '您反悔了，账号已恢复',
};

/** How far a deletion has come, for whoever holds its code. @throws AppError `not_found` */
export async function deletionProgress(keys: Keys, code: string): Promise<DeletionProgress> {
  const record = await deletionOf(keys, code);
  const state = stateOf(record);
  return {
    state,
    stateName: STATE_NAMES[state],
    askedAt: record.askedAt.toISOString(),
    undoUntil: record.undoUntil.toISOString(),
    accountErasedAt: record.accountErasedAt?.toISOString() ?? null,
    snapshotsErasedAt: record.snapshotsErasedAt?.toISOString() ?? null,
    waitsFor: [...record.waitsFor],
    looksAgainAt: record.looksAgainAt?.toISOString() ?? null,
  };
}

function stateOf({
  undoneAt,
  snapshotsErasedAt,
  accountErasedAt,
}: DeletionRecord): DeletionProgress['state'] {
  if (undoneAt) return 'undone';
  if (snapshotsErasedAt) return 'done';
  return accountErasedAt ? 'waiting' : 'grace';
}

/** What the worker still has to do for closed accounts. */
export function deletionEffects(erasure: Erasure, stillNeeded: StillNeeded): EffectSource {
  return effectSource<DeletionRecord>({
    name: 'deletions',
    model: DeletionModel,
    performers: {
      erase_account: eraseAccount(erasure),
      erase_evaluator: eraseEvaluator(erasure, stillNeeded),
    },
    kindNames: { erase_account: '注销到期：销毁账号密钥', erase_evaluator: '注销：销毁办件里的申请人信息' },
  });
}

/** The keys go first: what is repeated after a crash finds them gone. The second erasure is put in line before this one is done. */
function eraseAccount(erasure: Erasure): Performer<DeletionRecord> {
  return async ({ _id, accountIds, undoneAt, accountErasedAt }, now) => {
    if (undoneAt) return 'done';
    for (const ownerId of accountIds) await erasure.eraseOwner(ownerId, now);
    if (!accountErasedAt)
      await DeletionModel.updateOne(
        { _id, accountErasedAt: null },
        {
          $set: { accountErasedAt: now, identities: [] },
          $push: { pending: effect('erase_evaluator', now) },
        },
      );
    return 'done';
  };
}

/**
 * Waits as long as something statutory needs the applicant, says for what and when it looks again. What another account of
 * the person, still open, has proven to be theirs stays with that one.
 */
function eraseEvaluator(erasure: Erasure, stillNeeded: StillNeeded): Performer<DeletionRecord> {
  return async ({ _id, evaluatorIds, accountIds }, now) => {
    const theirs: string[] = [];
    for (const one of evaluatorIds) if (!(await heldByOpenAccount(one))) theirs.push(one);
    const waitsFor = theirs.length > 0 ? await stillNeeded([...accountIds, ...theirs], now) : [];
    if (waitsFor.length > 0) {
      const later = new Date(now.getTime() + LOOK_AGAIN_MS);
      await DeletionModel.updateOne({ _id }, { $set: { waitsFor, looksAgainAt: later } });
      return { later };
    }
    for (const one of theirs) await erasure.eraseOwner(one, now);
    await DeletionModel.updateOne(
      { _id },
      { $set: { snapshotsErasedAt: now, waitsFor: [] }, $unset: { looksAgainAt: 1 } },
    );
    return 'done';
  };
}
