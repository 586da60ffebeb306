import { ComplaintNumber, ReceiptNumber } from '@haochaping/shared/contracts';
import type { EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import type { Keys } from '../../../keys.js';
import { findMyComplaint, findOwnComplaint } from '../../complaints/index.js';
import { findMyMatter, findOwnRating, type RatingRecord } from '../../ratings/index.js';
import type { CaseRecord } from '../model.js';
import { caseOfComplaint, caseOfRating } from '../queries.js';
import type { Counting } from '../store.js';

/** By what clocks are counted at an instant, with the calendar of today. */
export type CaseCounting = (now: Date) => Promise<Counting>;

export interface OwnCase {
  /** The receipt's number of the rating or complaint. */
  number: string;
  /** Of a rating: the first of its service, or a supplementary one. */
  kind: RatingRecord['kind'] | null;
  record: CaseRecord;
}

/** The cases of one's own poor ratings, or complaints: by the receipt's key, or as the signed-in person they belong to. */
export interface OwnCases {
  /** Where they are read: `/api/v1/ratings/NUMBER/case` and below, and the same under `/me`. */
  at: 'ratings' | 'complaints';
  /** What stands in the names of the operations. */
  named: '' | 'Complaint';
  /** What one's own is called in a sentence. */
  what: string;
  /** The form of the receipt's number. */
  number: typeof ReceiptNumber;
  /** @throws AppError `not_found` */
  byReceipt(number: string, accessKey: string): Promise<OwnCase>;
  /** @throws AppError `not_found` */
  ofPerson(actor: EvaluatorActor, number: string, now: Date): Promise<OwnCase>;
}

/** A supplementary rating is handled in the open case of the first one, and opens none of its own then. */
const NO_CASE: Readonly<Record<RatingRecord['kind'], string>> = {
  first: '这条评价不是差评，或者刚收到还没有立案',
  supplementary: '这是追评。办到哪一步，请打开您第一次的评价看',
};

/** The cases of one's own poor ratings. */
export function ownRatingCases(keys: Keys): OwnCases {
  const withCase = async ({
    _id,
    number,
    kind,
  }: Pick<RatingRecord, '_id' | 'number' | 'kind'>): Promise<OwnCase> => {
    const record = await caseOfRating(_id);
    if (!record) throw new AppError('not_found', { message: NO_CASE[kind] });
    return { number, kind, record };
  };
  return {
    at: 'ratings',
    named: '',
    what: '差评',
    number: ReceiptNumber,
    byReceipt: async (number, accessKey) => withCase(await findOwnRating(keys, number, accessKey)),
    ofPerson: async (actor, number, now) => withCase(await findMyMatter(actor, number, now)),
  };
}

/** The cases of one's own complaints. */
export function ownComplaintCases(keys: Keys): OwnCases {
  const withCase = async ({ _id, number }: { _id: string; number: string }): Promise<OwnCase> => {
    const record = await caseOfComplaint(_id);
    if (!record) throw new AppError('not_found', { message: '投诉刚收到，还没有立案，请过一会儿再看' });
    return { number, kind: null, record };
  };
  return {
    at: 'complaints',
    named: 'Complaint',
    what: '投诉',
    number: ComplaintNumber,
    byReceipt: async (number, accessKey) => withCase(await findOwnComplaint(keys, number, accessKey)),
    ofPerson: async (actor, number) => withCase(await findMyComplaint(actor, number)),
  };
}
