import { model, Schema } from 'mongoose';
import type { Attribution, CompetentOffice } from '@haochaping/shared/domain';
import type {
  FeedbackAbout,
  FeedbackEvent,
  FeedbackStanding,
  FeedbackWay,
} from '@haochaping/shared/domain/feedback';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';
import { attributionSchema } from '../channels/index.js';

/**
 * A comprehensive feedback (综合点评): one document, with everything that happened to it. The events are the truth, `standing` is
 * folded from them. It belongs to nobody's account: whoever holds the receipt reads it. Source: 方案 二(二)3; FA-2.2.3-a.
 */
export interface FeedbackRecord extends WithEffects {
  _id: string;
  /** The receipt's number. */
  number: string;
  intakeKey: string;
  accessKeyHash: string;
  way: FeedbackWay;
  /** The sealed telephone number, or the address of a mail; null when none was left. */
  contactId: string | null;
  /** The notice that was agreed to with the number; null where none was left, or it stood in a letter. */
  noticeVersion: number | null;
  about: FeedbackAbout;
  /** What of the directory it is about; null for what is named in words only. */
  attribution: Attribution | null;
  title: string;
  place: string;
  text: string;
  /** The day of the letter or call; of what came by the page, the day it came. */
  cameOn: string;
  receivedAt: Date;
  receivedWeek: string;
  /** The files of what it was written on. */
  files: string[];
  /** Of one that came into the mailbox: what of the mail is not kept here, in words; null for all others. */
  mail: { left: string[] } | null;
  /** Who is competent, by the directory of the day it came. */
  offices: CompetentOffice[];
  version: number;
  events: FeedbackEvent[];
  standing: FeedbackStanding;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const schema = new Schema<FeedbackRecord>(
  {
    _id: text,
    number: text,
    intakeKey: text,
    accessKeyHash: text,
    way: text as never,
    contactId: { type: String, default: null },
    noticeVersion: { type: Number, default: null },
    about: text as never,
    attribution: { type: attributionSchema, default: null },
    title: text,
    place: { type: String, default: '' },
    text,
    cameOn: text,
    receivedAt: { type: Date, required: true },
    receivedWeek: text,
    files: { type: [String], required: true },
    mail: { type: new Schema({ left: { type: [String], required: true } }, { _id: false }), default: null },
    offices: { type: [Schema.Types.Mixed], required: true } as never,
    version: { type: Number, required: true },
    events: { type: [Schema.Types.Mixed], required: true } as never,
    standing: mixed,
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'feedback', minimize: false },
);
schema.index({ number: 1 }, { unique: true });
schema.index({ intakeKey: 1 }, { unique: true });
schema.index({ 'standing.state': 1, receivedAt: 1, _id: 1 });
schema.index({ 'standing.unit': 1, receivedAt: 1, _id: 1 });
schema.index({ 'standing.publication': 1, 'standing.answer.at': -1, _id: 1 });
schema.index({ 'standing.duplicateOf': 1 });
indexEffects(schema);

export const FeedbackModel = model('Feedback', schema);
