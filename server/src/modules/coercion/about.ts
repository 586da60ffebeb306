import { ComplaintNumber, ReceiptNumber } from '@haochaping/shared/contracts';
import type { Attribution } from '@haochaping/shared/domain';
import type { EvaluatorActor } from '../../http/actor.js';
import type { Keys } from '../../keys.js';
import { findMyComplaint, findOwnComplaint } from '../complaints/index.js';
import { findMyMatter, findOwnRating } from '../ratings/index.js';

/** What somebody was pressed about: their own rating or complaint. */
export interface PressedAbout {
  _id: string;
  number: string;
  title: string;
  place: string;
  attribution: Attribution;
}

/** How one's own rating, or complaint, is found: by the receipt's key, or as the signed-in person it belongs to. */
export interface OwnSubject {
  at: 'ratings' | 'complaints';
  /** What stands in the names of the operations. */
  named: 'Rating' | 'Complaint';
  number: typeof ReceiptNumber;
  /** @throws AppError `not_found` */
  byReceipt: (number: string, accessKey: string) => Promise<PressedAbout>;
  /** @throws AppError `not_found` */
  ofPerson: (actor: EvaluatorActor, number: string, now: Date) => Promise<PressedAbout>;
}

/** Ratings of every level, since a good one may have been forced, and complaints. */
export const ownSubjects = (keys: Keys): OwnSubject[] => [
  {
    at: 'ratings',
    named: 'Rating',
    number: ReceiptNumber,
    byReceipt: (number, accessKey) => findOwnRating(keys, number, accessKey),
    ofPerson: findMyMatter,
  },
  {
    at: 'complaints',
    named: 'Complaint',
    number: ComplaintNumber,
    byReceipt: (number, accessKey) => findOwnComplaint(keys, number, accessKey),
    ofPerson: findMyComplaint,
  },
];
