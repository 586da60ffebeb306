import { model, Schema } from 'mongoose';
import {
  TEXT_STATES,
  type Assurance,
  type Attribution,
  type ModerationEntry,
  type TextState,
} from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';
import { attributionSchema } from '../channels/index.js';
import { moderationSchema } from '../ratings/index.js';

/**
 * A complaint (投诉): a problem told outside the five levels. A fact that is never changed; judgements of its words are a layer
 * beside them, and what is done about it is a case of its own. Source: domain.md §1.
 */
export interface ComplaintRecord extends WithEffects {
  _id: string;
  /** The receipt's number. */
  number: string;
  intakeKey: string;
  accessKeyHash: string;
  /** Who was signed in; null for whoever told it with a telephone number alone. */
  accountId: string | null;
  assurance: Assurance;
  /** The sealed number for the call-back; null when there is none. */
  contactId: string | null;
  /** The notice that was agreed to where the number was told in the complaint itself. */
  noticeVersion: number | null;
  /** The rating from whose page it was told. */
  ratingId: string | null;
  attribution: Attribution;
  title: string;
  place: string;
  text: string;
  moderation: ModerationEntry[];
  textState: TextState | null;
  /** When the platform of the one who wrote them judged the words. */
  checkedAt: Date | null;
  receivedAt: Date;
  receivedWeek: string;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const schema = new Schema<ComplaintRecord>(
  {
    _id: text,
    number: text,
    intakeKey: text,
    accessKeyHash: text,
    accountId: { type: String, default: null },
    assurance: text,
    contactId: { type: String, default: null },
    noticeVersion: { type: Number, default: null },
    ratingId: { type: String, default: null },
    attribution: { type: attributionSchema, required: true },
    title: text,
    place: { type: String, default: '' },
    text,
    moderation: { type: [moderationSchema], default: [] },
    textState: { type: String, enum: [...TEXT_STATES, null], default: null },
    checkedAt: { type: Date, default: null },
    receivedAt: { type: Date, required: true },
    receivedWeek: text,
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'complaints' },
);
schema.index({ number: 1 }, { unique: true });
schema.index({ intakeKey: 1 }, { unique: true });
schema.index({ accountId: 1, receivedAt: -1 });
schema.index({ contactId: 1 });
indexEffects(schema);

export const ComplaintModel = model('Complaint', schema);
