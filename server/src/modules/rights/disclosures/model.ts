import { Schema, model } from 'mongoose';
import { REVEAL_PURPOSES } from '@haochaping/shared/domain';

/** What an evaluator's information was opened for. */
export const DISCLOSURE_PURPOSES = [
  ...REVEAL_PURPOSES,
  'provincial_forwarding',
  'progress_message',
  'invitation',
  'correction',
] as const;
export type DisclosurePurpose = (typeof DISCLOSURE_PURPOSES)[number];

/** One look at an evaluator's information, as the evaluator is told of it: office and duty, never the private name. */
export interface DisclosureRecord {
  _id: string;
  evaluatorId: string;
  at: Date;
  purpose: DisclosurePurpose;
  /** Null where the system itself does it by law. */
  office?: string | null;
  role?: string | null;
  /** The fields that were opened, by name. */
  fields: string[];
  ratingId?: string | null;
}

const disclosureSchema = new Schema<DisclosureRecord>(
  {
    _id: { type: String, required: true },
    evaluatorId: { type: String, required: true },
    at: { type: Date, required: true },
    purpose: { type: String, enum: DISCLOSURE_PURPOSES, required: true },
    office: String,
    role: String,
    fields: { type: [String], required: true },
    ratingId: String,
  },
  { versionKey: false, collection: 'disclosures' },
);
disclosureSchema.index({ evaluatorId: 1, at: -1 });

export const DisclosureModel = model('Disclosure', disclosureSchema);
