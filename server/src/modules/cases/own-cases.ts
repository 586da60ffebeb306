import { z } from 'zod';
import type { EvaluatorActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import type { Keys } from '../../keys.js';
import { findMyRating, findOwnRating, type RatingRecord } from '../ratings/index.js';
import type { CaseRecord } from './model.js';
import { caseOfRating } from './queries.js';
import type { Counting } from './store.js';

/** By what clocks are counted at an instant, with the calendar of today. */
export type CaseCounting = (now: Date) => Promise<Counting>;

export interface OwnCase {
  rating: RatingRecord;
  record: CaseRecord;
}

/** One's own poor rating and its case: by the receipt's key, or as the signed-in person it belongs to. */
export interface OwnCases {
  /** The header that carries the key. */
  receipt: typeof RECEIPT;
  /** @throws AppError `not_found` */
  byReceipt(number: string, accessKey: string): Promise<OwnCase>;
  /** @throws AppError `not_found` */
  ofPerson(actor: EvaluatorActor, number: string, now: Date): Promise<OwnCase>;
}

const RECEIPT = z.looseObject({ 'x-receipt-key': z.string().min(16).max(64) });

export function ownCases(keys: Keys): OwnCases {
  const withCase = async (rating: RatingRecord): Promise<OwnCase> => {
    const record = await caseOfRating(rating._id);
    if (!record) throw new AppError('not_found', { message: '这条评价不是差评，或者刚收到还没有立案' });
    return { rating, record };
  };
  return {
    receipt: RECEIPT,
    byReceipt: async (number, accessKey) => withCase(await findOwnRating(keys, number, accessKey)),
    ofPerson: async (actor, number, now) => withCase(await findMyRating(actor, number, now)),
  };
}
