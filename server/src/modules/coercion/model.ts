import { model, Schema } from 'mongoose';
import { COERCION_STATES, type CoercionMove, type CoercionState } from '@haochaping/shared/domain/coercion';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';

/** What the efficiency office did with a report. */
export interface CoercionStep {
  at: Date;
  move: CoercionMove;
  /** The account. */
  by: string;
  words: string | null;
  /** Of a conclusion: whether what was reported was found true; absent where nobody said so. */
  upheld?: boolean | null;
}

/**
 * A report of coercion or retaliation (强迫、报复) about a rating or a complaint. It stands beside the case and is told to nobody
 * who has to do with it; only the efficiency office reads it.
 */
export interface CoercionRecord extends WithEffects {
  /** Made by the page, so that sending again makes no second one. */
  _id: string;
  /** The rating or complaint it is about. */
  aboutId: string;
  /** Who was signed in; null for whoever reported with the receipt alone. */
  accountId: string | null;
  number: string;
  title: string;
  place: string;
  text: string;
  state: CoercionState;
  version: number;
  steps: CoercionStep[];
  /** Whose efficiency offices read it, beside the city's. */
  jurisdictions: string[];
  /** Who may be meant: an office that is among them does not read it. */
  institutionCodes: string[];
  staffCodes: string[];
  at: Date;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const schema = new Schema<CoercionRecord>(
  {
    _id: text,
    aboutId: text,
    accountId: { type: String, default: null },
    number: text,
    title: text,
    place: { type: String, default: '' },
    text,
    state: { type: String, enum: COERCION_STATES, required: true },
    version: { type: Number, required: true },
    steps: {
      type: [
        new Schema<CoercionStep>(
          {
            at: { type: Date, required: true },
            move: text,
            by: text,
            words: { type: String, default: null },
            upheld: { type: Boolean, default: null },
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    jurisdictions: { type: [String], required: true },
    institutionCodes: { type: [String], required: true },
    staffCodes: { type: [String], required: true },
    at: { type: Date, required: true },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'coercion_reports' },
);
schema.index({ aboutId: 1, at: 1 });
schema.index({ accountId: 1, at: -1 });
schema.index({ state: 1, at: -1, _id: 1 });
indexEffects(schema);

export const CoercionModel = model('CoercionReport', schema);
