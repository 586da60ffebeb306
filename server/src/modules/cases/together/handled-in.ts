import type { OwnCaseView } from '@haochaping/shared/contracts';
import { refusedToRateAgain } from '@haochaping/shared/domain/cases/index';
import type { EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { findMyMatter, receiptOf } from '../../ratings/index.js';
import { CaseModel, type CaseRecord } from '../model.js';

/** So many merged cases are followed at most: two of one instant might have been merged into each other. */
const MOST_MERGED = 10;

/** The case that a matter is handled in: its own, or the one that was merged into. */
export async function handledIn(record: CaseRecord): Promise<CaseRecord> {
  let found = record;
  for (let n = 0; n < MOST_MERGED && found.state.closing?.into; n++) {
    const next = await CaseModel.findById(found.state.closing.into).lean<CaseRecord>();
    if (!next) return found;
    found = next;
  }
  return found;
}

/**
 * Why the service of a case may not be rated again; undefined when it may. The answer and the end are those of the case it is handled
 * in; whether the rating still counts is its own.
 */
export const refusedAgain = (own: CaseRecord, handled: CaseRecord, given: boolean) =>
  refusedToRateAgain({ ...handled.state, standing: own.state.standing }, given);

/**
 * Which other rating a merged one is handled with; null for one that goes its own way. The number tells the day, and whoever holds one
 * receipt may not be the one who gave the other rating: it is told to somebody signed in who may follow that one too. A receipt is told
 * the other's commitment alone, which says nothing to whoever does not hold the other receipt.
 * @param actor who reads; null for whoever has the receipt
 */
export async function handledWith(
  own: CaseRecord,
  handled: CaseRecord,
  actor: EvaluatorActor | null,
  now: Date,
): Promise<OwnCaseView['handledWith']> {
  if (handled._id === own._id) return null;
  const other = handled.ratingId === undefined ? null : await receiptOf(handled.ratingId);
  if (!other) return { number: null, commitment: null };
  if (!actor) return { number: null, commitment: other.commitment };
  return { number: (await mayFollow(actor, other.number, now)) ? other.number : null, commitment: null };
}

const mayFollow = (actor: EvaluatorActor, number: string, now: Date): Promise<boolean> =>
  findMyMatter(actor, number, now).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') return false;
      throw error;
    },
  );
