import type { CoercionMoveInput, CoercionQuery } from '@haochaping/shared/contracts';
import { CITY_CODE } from '@haochaping/shared/domain';
import {
  COERCION_AFTER,
  COERCION_STATES,
  coercionMoves,
  type CoercionState,
} from '@haochaping/shared/domain/coercion';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { effect } from '../../jobs/effects.js';
import { countUpTo } from '../../paging.js';
import { auditEvent } from '../audit/index.js';
import { CoercionModel, type CoercionRecord } from './model.js';

/**
 * The reports an efficiency office reads: those of its jurisdiction, the city's all; none in which the office itself, or the person,
 * may be meant. No other role reads any: the routes refuse them, and so does this. Source: domain.md §1.
 */
export function visibleReports({
  role,
  regionCodes,
  institutionCode,
  staffCode,
}: Pick<StaffActor, 'role' | 'regionCodes' | 'institutionCode' | 'staffCode'>): QueryFilter<CoercionRecord> {
  if (role !== 'efficiency_office') return { _id: { $in: [] } };
  return {
    $and: [
      regionCodes.includes(CITY_CODE) ? {} : { jurisdictions: { $in: regionCodes } },
      { institutionCodes: { $ne: institutionCode } },
      staffCode === null ? {} : { staffCodes: { $ne: staffCode } },
    ],
  };
}

const inState = (actor: StaffActor, state: CoercionState): QueryFilter<CoercionRecord> => ({
  $and: [visibleReports(actor), { state }],
});

/** The reports an office reads that were found true in some days: each with the institutions that may be meant. */
export async function upheldReports(
  actor: StaffActor,
  { from, to }: { from: Date; to: Date },
): Promise<Pick<CoercionRecord, 'institutionCodes'>[]> {
  const during = { $gte: from, $lt: to };
  const found = await CoercionModel.find(
    {
      $and: [
        inState(actor, 'concluded'),
        { steps: { $elemMatch: { move: 'conclude', upheld: true, at: during } } },
      ],
    },
    { institutionCodes: 1 },
  ).lean<Pick<CoercionRecord, 'institutionCodes'>[]>();
  return found;
}

/** How many reports stand in a state. */
export const countIn = (actor: StaffActor, state: CoercionState): Promise<number> =>
  countUpTo<CoercionRecord>(CoercionModel, inState(actor, state));

/** How many reports stand in each state. */
export async function countReports(actor: StaffActor): Promise<Record<CoercionState, number>> {
  const counts = await Promise.all(
    COERCION_STATES.map(async (state) => [state, await countIn(actor, state)] as const),
  );
  return Object.fromEntries(counts) as Record<CoercionState, number>;
}

/** A page of the reports in a state: those that have waited longest first, of the concluded the newest. */
export async function listReports(
  actor: StaffActor,
  { state, page, pageSize }: CoercionQuery,
): Promise<CoercionRecord[]> {
  return CoercionModel.find(inState(actor, state))
    .sort({ at: state === 'concluded' ? -1 : 1, _id: 1 })
    .skip((page - 1) * pageSize)
    .limit(pageSize)
    .lean<CoercionRecord[]>();
}

/**
 * A step of the efficiency office on the version that was seen, kept with its audit entry in one write.
 * @throws AppError `not_found`, also for what is not theirs to read; `conflict` for a step that is not due, or when a colleague was first
 */
export async function moveReport(
  actor: StaffActor,
  id: string,
  { version, command }: CoercionMoveInput,
  now: Date,
): Promise<CoercionRecord> {
  const seen = await CoercionModel.findOne({
    $and: [{ _id: id }, visibleReports(actor)],
  }).lean<CoercionRecord>();
  if (!seen) throw new AppError('not_found', { message: '没有找到这条反映，或您没有权限查看' });
  if (seen.version !== version) throw movedMeanwhile();
  if (!coercionMoves(seen.state).includes(command.type))
    throw new AppError('conflict', {
      message: seen.state === 'new' ? '请先开始查，再写结论' : '这条反映已经办到下一步了，请刷新再看',
    });
  const words = command.type === 'conclude' ? command.conclusion : null;
  const upheld = command.type === 'conclude' ? command.upheld : null;
  const event = auditEvent({
    at: now,
    action: 'coercion.moved',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'coercion', id },
    detail: { move: command.type },
  });
  const moved = await CoercionModel.findOneAndUpdate(
    { _id: id, version },
    {
      $set: { state: COERCION_AFTER[command.type], version: version + 1 },
      $push: {
        steps: { at: now, move: command.type, by: actor.accountId, words, upheld },
        trail: event,
        pending: effect('audit', now),
      },
    },
    { returnDocument: 'after' },
  ).lean<CoercionRecord>();
  if (!moved) throw movedMeanwhile();
  return moved;
}

const movedMeanwhile = () =>
  new AppError('conflict', { message: '刚才有同事先办了一步，请看过再办；您写的没有记下' });
