import { Schema, model } from 'mongoose';
import type { Day } from '@haochaping/shared/domain';
import type { ReportKind } from '@haochaping/shared/domain/figures/index';
import type {
  ListedKind,
  ListingDecision,
  ListingFact,
  ListingList,
  ListingMove,
  ListingState,
} from '@haochaping/shared/domain/listings/index';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../../audit/index.js';

export interface ListingEvent {
  at: Date;
  by: string;
  type: ListingMove | 'listed';
  words: string;
}

/** A unit, window or person put on a list of a period (奖惩名单): the facts as they stood then, and what was said and decided. */
export interface ListingRecord extends WithEffects {
  _id: string;
  number: string;
  version: number;
  /** One entry of a subject, list and period at a time; absent once it was taken back. */
  slot?: string;
  list: ListingList;
  kind: ReportKind;
  period: string;
  from: Day;
  to: Day;
  subject: ListedKind;
  code: string;
  /** As it was called when it was listed. */
  name: string;
  institutionCode: string;
  regionCode: string;
  /** The institution whose accounts decide. */
  office: string;
  facts: ListingFact[];
  /** How many ratings of the subject counted when it was listed. */
  rated: number;
  state: ListingState;
  answerBy: Day;
  answer: string | null;
  proposal: { decision: ListingDecision; by: string; words: string } | null;
  events: ListingEvent[];
  invented: boolean;
  listedAt: Date;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const schema = new Schema<ListingRecord>(
  {
    _id: text,
    number: text,
    version: { type: Number, required: true },
    slot: String,
    list: text,
    kind: text,
    period: text,
    from: text,
    to: text,
    subject: text,
    code: text,
    name: text,
    institutionCode: text,
    regionCode: text,
    office: text,
    facts: { type: [Schema.Types.Mixed], required: true } as never,
    rated: { type: Number, required: true },
    state: text,
    answerBy: text,
    answer: { type: String, default: null },
    proposal: { type: Schema.Types.Mixed, default: null },
    events: { type: [Schema.Types.Mixed], required: true } as never,
    invented: { type: Boolean, required: true },
    listedAt: { type: Date, required: true },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'listings', minimize: false },
);
schema.index({ slot: 1 }, { unique: true, sparse: true });
schema.index({ number: 1 }, { unique: true });
schema.index({ office: 1, listedAt: -1, _id: 1 });
schema.index({ subject: 1, code: 1, listedAt: -1, _id: 1 });
indexEffects(schema);
export const ListingModel = model('Listing', schema);
