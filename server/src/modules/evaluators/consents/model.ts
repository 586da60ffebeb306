import { Schema, model } from 'mongoose';

/** One answer of a person to one question of consent; appended, never changed. */
export interface ConsentRecord {
  _id: string;
  accountId: string;
  /** `privacy_notice`, `real_name_check`, `third_party:NAME`. */
  purpose: string;
  /** The version of the privacy notice that was read. */
  version: number;
  given: boolean;
  at: Date;
  /** For a third party: the one hand-over that was asked about. */
  occasion?: string | null;
  /** Who was to receive what, as it stood in the notice. */
  recipient?: string | null;
  data: string[];
}

const consentSchema = new Schema<ConsentRecord>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    purpose: { type: String, required: true },
    version: { type: Number, required: true },
    given: { type: Boolean, required: true },
    at: { type: Date, required: true },
    occasion: String,
    recipient: String,
    data: { type: [String], default: [] },
  },
  { versionKey: false, collection: 'consents' },
);
consentSchema.index({ accountId: 1, purpose: 1, at: -1 });

export const ConsentModel = model('Consent', consentSchema);
