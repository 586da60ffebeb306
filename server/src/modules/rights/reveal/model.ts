import { Schema, model } from 'mongoose';
import {
  REVEAL_PURPOSES,
  REVEAL_STATES,
  type RevealState,
  type StaffRevealPurpose,
} from '@haochaping/shared/domain';
import { partySchema, type StaffParty } from '../../staff/index.js';

/** One request of staff to see an evaluator's contact, with what became of it. Holds nothing about the evaluator but ids. */
export interface RevealRecord {
  _id: string;
  purpose: StaffRevealPurpose;
  ratingId: string;
  ratingNumber: string;
  /** Whose contact: the snapshot of an applicant, or an account. */
  applicantId: string;
  reason: string;
  /** In words, why a second person has to agree; empty when nobody has to. */
  unusual: string[];
  askedBy: StaffParty;
  /** The county in place of whose rated centre the centre of the city asks. */
  insteadOf?: string | null;
  askedAt: Date;
  state: RevealState;
  decidedBy?: StaffParty | null;
  decidedAt?: Date | null;
  note?: string | null;
  /** Until when it may be decided on, then until when it may be opened. */
  expiresAt: Date;
  openedAt?: Date | null;
}

const revealSchema = new Schema<RevealRecord>(
  {
    _id: { type: String, required: true },
    purpose: { type: String, enum: REVEAL_PURPOSES, required: true },
    ratingId: { type: String, required: true },
    ratingNumber: { type: String, required: true },
    applicantId: { type: String, required: true },
    reason: { type: String, required: true },
    unusual: { type: [String], default: [] },
    askedBy: { type: partySchema, required: true },
    insteadOf: String,
    askedAt: { type: Date, required: true },
    state: { type: String, enum: REVEAL_STATES, required: true },
    decidedBy: { type: partySchema },
    decidedAt: Date,
    note: String,
    expiresAt: { type: Date, required: true },
    openedAt: Date,
  },
  { versionKey: false, collection: 'reveals' },
);
revealSchema.index({ 'askedBy.institutionCode': 1, askedAt: -1 });
revealSchema.index({ 'askedBy.accountId': 1, openedAt: -1 });
revealSchema.index({ ratingId: 1, askedAt: -1 });

export const RevealModel = model('Reveal', revealSchema);
