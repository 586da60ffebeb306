import type { RevealPage, RevealQuery, RevealView } from '@haochaping/shared/contracts';
import {
  OPEN_REVEAL_STATES,
  REVEAL_PURPOSE_NAMES,
  REVEAL_STATE_NAMES,
  isPlaceUnknown,
  revealMoves,
  stateNow,
} from '@haochaping/shared/domain';
import { saidOfNumber } from '@haochaping/shared/domain/complaints';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../../http/actor.js';
import { countShown, pageOfShown } from '../../../paging.js';
import type { RatingsAbout } from './rating-in-question.js';
import { RevealModel, type RevealRecord } from './model.js';

/** The office's requests about ratings of which the account is not the rated side. */
const ofOffice = (actor: StaffActor, about: RatingsAbout, narrowed: QueryFilter<RevealRecord>[]) => ({
  model: RevealModel,
  filter: { $and: [{ 'askedBy.institutionCode': actor.institutionCode }, ...narrowed] },
  order: { askedAt: -1, _id: 1 } as const,
  fields: { ratingId: 1 },
  name: ({ ratingId }: RevealRecord) => ratingId,
  hidden: (ids: string[]) => about(actor, '_id', ids),
});

/** A page of the office's requests, newest first, with what the one who asks may do about each. */
export async function listReveals(
  actor: StaffActor,
  query: RevealQuery,
  about: RatingsAbout,
  now: Date,
): Promise<RevealPage> {
  const { page, pageSize, state, ratingId, by } = query;
  const list = ofOffice(actor, about, [
    ...(by ? [askedBy(by, actor)] : []),
    ...(ratingId ? [{ ratingId }] : []),
    ...(state ? [inState(state, now)] : []),
  ]);
  const { records, total } = await pageOfShown<RevealRecord>(list, { page, pageSize });
  return { items: records.map((record) => presentReveal(record, actor, now)), total, page, pageSize };
}

function askedBy(by: 'me' | 'others', { accountId }: StaffActor): QueryFilter<RevealRecord> {
  return { 'askedBy.accountId': by === 'me' ? accountId : { $ne: accountId } };
}

/** How many requests of colleagues wait for this member of staff to agree. */
export async function countRevealsToDecide(
  actor: StaffActor,
  about: RatingsAbout,
  now: Date,
): Promise<number> {
  if (isPlaceUnknown(actor)) return 0;
  return countShown<RevealRecord>(
    ofOffice(actor, about, [askedBy('others', actor), inState('waiting', now)]),
  );
}

/** The records in a state as it is now: a record nobody used in time still says that it waits. */
function inState(state: NonNullable<RevealQuery['state']>, now: Date): QueryFilter<RevealRecord> {
  const open = { $in: [...OPEN_REVEAL_STATES] };
  if (state === 'open') return { state: open, expiresAt: { $gt: now } };
  if (state === 'expired') return { state: open, expiresAt: { $lte: now } };
  return OPEN_REVEAL_STATES.includes(state) ? { state, expiresAt: { $gt: now } } : { state };
}

/** A request as its office sees it: nothing about the evaluator. */
export function presentReveal(record: RevealRecord, actor: StaffActor, now: Date): RevealView {
  const state = stateNow(record, now);
  return {
    id: record._id,
    state,
    stateName: REVEAL_STATE_NAMES[state],
    purpose: record.purpose,
    purposeName: saidOfNumber(record.ratingNumber, REVEAL_PURPOSE_NAMES[record.purpose]),
    reason: record.reason,
    ratingId: record.ratingId,
    ratingNumber: record.ratingNumber,
    unusual: [...record.unusual],
    askedBy: record.askedBy.displayName,
    askedAt: record.askedAt.toISOString(),
    decidedBy: record.decidedBy?.displayName ?? null,
    decidedAt: record.decidedAt?.toISOString() ?? null,
    note: record.note ?? null,
    expiresAt: record.expiresAt.toISOString(),
    openedAt: record.openedAt?.toISOString() ?? null,
    own: record.askedBy.accountId === actor.accountId,
    // Whoever cannot be told from the one who is rated decides nothing, and is not offered it.
    may: isPlaceUnknown(actor) ? [] : revealMoves(record, actor, now),
  };
}
