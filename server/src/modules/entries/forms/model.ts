import { Schema, model } from 'mongoose';
import { FORM_PLACES, FORM_VERDICTS, type FormPlace, type FormVerdict } from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../../audit/index.js';

/** A printed form. Its number is on the form and on the stub the person keeps, and is good for one rating. */
export interface FormRecord extends WithEffects {
  _id: string;
  number: string;
  /** Those printed together. */
  batch: string;
  kind: FormPlace;
  code: string;
  /** As it was printed. */
  title: string;
  place: string;
  institutionCode: string;
  regionCode: string;
  printedAt: Date;
  printedBy: string;
  /** The rating that was written down from it. */
  entered?: { ratingId: string; by: string; at: Date; ratedAt: Date } | null;
  /** What a second person found, where this one is compared with its paper. */
  check?: { verdict: FormVerdict | null; note: string; by: string | null; at: Date | null } | null;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const schema = new Schema<FormRecord>(
  {
    _id: text,
    number: text,
    batch: text,
    kind: { type: String, enum: FORM_PLACES, required: true },
    code: text,
    title: text,
    place: text,
    institutionCode: text,
    regionCode: text,
    printedAt: { type: Date, required: true },
    printedBy: text,
    entered: {
      type: new Schema(
        {
          ratingId: text,
          by: text,
          at: { type: Date, required: true },
          ratedAt: { type: Date, required: true },
        },
        { _id: false },
      ),
    },
    check: {
      type: new Schema(
        {
          verdict: { type: String, enum: [...FORM_VERDICTS, null], default: null },
          note: { type: String, default: '' },
          by: { type: String, default: null },
          at: { type: Date, default: null },
        },
        { _id: false },
      ),
    },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'rating_forms' },
);
schema.index({ number: 1 }, { unique: true });
schema.index({ batch: 1, _id: 1 });
schema.index({ 'entered.ratedAt': 1, _id: 1 }, { sparse: true });
indexEffects(schema);

export const FormModel = model('RatingForm', schema);
