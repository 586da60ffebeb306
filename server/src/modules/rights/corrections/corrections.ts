import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import type { CorrectionInput, CorrectionView, DataSection } from '@haochaping/shared/contracts';
import {
  CORRECTION_FIELD_NAMES,
  CORRECTION_STATE_NAMES,
  isOpenCorrection,
  MOST_WAITING_CORRECTIONS,
  OFFICES_OF_NOTHING_RATED,
  type CompetentOffice,
} from '@haochaping/shared/domain';
import { inTransaction } from '../../../database.js';
import type { EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import type { Keys } from '../../../keys.js';
import { recordAudit } from '../../audit/index.js';
import { correctionContext, CorrectionModel, type CorrectionRecord } from './model.js';
import { OwnerErasedError, openFields, sealFields } from '../../vault/index.js';

/** More than anybody asks in a lifetime; older ones are still in the export. */
const MOST_SHOWN = 200;

/**
 * The offices that are competent for one of the person's own ratings; ratings stand behind this module, so the composition root hands it in.
 * @throws AppError `not_found`, also for somebody else's
 */
export type OfficesOfOwnRating = (
  actor: EvaluatorActor,
  number: string,
  now: Date,
) => Promise<CompetentOffice[]>;

export interface CorrectionDesk {
  keys: Keys;
  officesOfOwnRating: OfficesOfOwnRating;
}

const audited = ({ accountId }: EvaluatorActor) => ({ kind: 'evaluator' as const, id: accountId });
const subjectOf = (id: string) => ({ kind: 'correction' as const, id });

/**
 * The person asks to have put right what an office reported. Source: PIPL article 46.
 * @throws AppError `not_found` (no such rating of one's own), `conflict` (too many wait already)
 */
export async function askCorrection(
  { keys, officesOfOwnRating }: CorrectionDesk,
  actor: EvaluatorActor,
  { field, receipt, text }: CorrectionInput,
  now: Date,
): Promise<CorrectionView> {
  const offices = receipt ? await officesOfOwnRating(actor, receipt, now) : OFFICES_OF_NOTHING_RATED;
  const { accountId } = actor;
  const id = randomUUID();
  const record: CorrectionRecord = {
    _id: id,
    accountId,
    field,
    sealed: await sealFields(keys, accountId, correctionContext(id), { text }),
    receipt: receipt ?? null,
    offices,
    state: 'waiting',
    askedAt: now,
  };
  await inTransaction(async (session) => {
    const waiting = await CorrectionModel.countDocuments({ accountId, state: 'waiting' }, { session });
    if (waiting >= MOST_WAITING_CORRECTIONS)
      throw new AppError('conflict', {
        message: `您有${waiting}件更正还在等答复。请等答复了再提，或先收回一件`,
      });
    await CorrectionModel.create([record], { session });
    await recordAudit(
      {
        at: now,
        action: 'correction.asked',
        actor: audited(actor),
        subject: subjectOf(id),
        detail: { field },
      },
      session,
    );
  });
  return presentCorrection(keys, record);
}

/** The person's own requests, newest first. */
export async function ownCorrections(keys: Keys, actor: EvaluatorActor): Promise<CorrectionView[]> {
  const records = await CorrectionModel.find({ accountId: { $in: actor.evaluatorIds } })
    .sort({ askedAt: -1, _id: 1 })
    .limit(MOST_SHOWN)
    .lean<CorrectionRecord[]>();
  return presentAll(keys, records);
}

/** Takes back a request that nobody has answered yet. @throws AppError `not_found`, `conflict` */
export async function withdrawCorrection(actor: EvaluatorActor, id: string, now: Date): Promise<void> {
  const mine = { _id: id, accountId: { $in: actor.evaluatorIds } };
  const record = await CorrectionModel.findOne(mine).lean<CorrectionRecord>();
  if (!record) throw new AppError('not_found', { message: '没有找到这件更正' });
  if (record.state === 'withdrawn') return;
  await inTransaction(async (session) => {
    const { modifiedCount } = await CorrectionModel.updateOne(
      { ...mine, state: 'waiting' },
      { $set: { state: 'withdrawn', closedAt: now } },
      { session },
    );
    if (modifiedCount === 0)
      throw new AppError('conflict', { message: '这件更正已经答复了，不用收回；刷新就能看到答复' });
    await recordAudit(
      { at: now, action: 'correction.withdrawn', actor: audited(actor), subject: subjectOf(id) },
      session,
    );
  });
}

/** Leaves out what was asked in the very moment in which its account became part of another: its key is gone. */
async function presentAll(keys: Keys, records: readonly CorrectionRecord[]): Promise<CorrectionView[]> {
  const views = await Promise.all(
    records.map((record) =>
      presentCorrection(keys, record).catch((error: unknown) => {
        if (error instanceof OwnerErasedError) return [];
        throw error;
      }),
    ),
  );
  return views.flat();
}

async function presentCorrection(keys: Keys, record: CorrectionRecord): Promise<CorrectionView> {
  const { _id, accountId, field, state, askedAt, closedAt, answeredBy } = record;
  const { text = '', answer = null } = await openFields(
    keys,
    accountId,
    correctionContext(_id),
    record.sealed,
  );
  return {
    id: _id,
    field,
    fieldName: CORRECTION_FIELD_NAMES[field],
    text,
    receipt: record.receipt ?? null,
    state,
    stateName: CORRECTION_STATE_NAMES[state],
    askedAt: askedAt.toISOString(),
    answer,
    answeredAt: answer === null ? null : (closedAt?.toISOString() ?? null),
    office: answeredBy?.institutionName ?? null,
    may: isOpenCorrection(state) ? ['withdraw'] : [],
  };
}

/** Every request of these accounts with its answer, for the export of everything. */
export async function correctionEntries(
  keys: Keys,
  evaluatorIds: string[],
  timeOf: (at: Date) => string,
): Promise<DataSection['entries']> {
  const records = await CorrectionModel.find({ accountId: { $in: evaluatorIds } })
    .sort({ askedAt: -1, _id: 1 })
    .lean<CorrectionRecord[]>();
  const views = await presentAll(keys, records);
  const field = (name: string, label: string, value: string | null) =>
    value === null ? [] : [{ name, label, value }];
  return views.map(({ askedAt, fieldName, text, receipt, stateName, answer, office }) => ({
    title: `${timeOf(new Date(askedAt))} ${fieldName}`,
    fields: [
      ...field('text', '您写的', text),
      ...field('receipt', '哪条评价', receipt),
      ...field('state', '办到哪一步', stateName),
      ...field('answer', '答复', answer),
      ...field('office', '答复单位', office),
    ],
  }));
}

/**
 * Two accounts become one: requests of the first go over, sealed anew under the key of the other.
 * @returns writes them, within the transaction that makes the accounts one
 */
export async function resealedCorrections(
  keys: Keys,
  from: string,
  into: string,
): Promise<(session: ClientSession) => Promise<void>> {
  const records = await CorrectionModel.find({ accountId: from }).lean<CorrectionRecord[]>();
  const resealed = await Promise.all(
    records.map(async ({ _id, sealed }) => ({
      _id,
      sealed: await sealFields(
        keys,
        into,
        correctionContext(_id),
        await openFields(keys, from, correctionContext(_id), sealed),
      ),
    })),
  );
  return async (session) => {
    for (const { _id, sealed } of resealed)
      await CorrectionModel.updateOne({ _id }, { $set: { accountId: into, sealed } }, { session });
  };
}
