import { Schema, model } from 'mongoose';
import {
  REVEAL_PURPOSES,
  REVEAL_STATES,
  type RevealState,
  type StaffRevealPurpose,
} from '@haochaping/shared/domain';

/** Somebody of the staff as they were when they took part: a later change of office changes nothing about it. */
export interface StaffParty {
  accountId: string;
  displayName: string;
  role: string;
  institutionCode: string;
  institutionName: string;
}

/** One request of staff to see an evaluator's contact, with what became of it. Holds nothing about the evaluator but ids. */
export interface RevealRecord {
  _id: string;
  purpose: StaffRevealPurpose;
  ratingId: string;
  ratingNumber: string;
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

const partySchema = new Schema<StaffParty>(
  {
    accountId: { type: String, required: true },
    displayName: { type: String, required: true },
    role: { type: String, required: true },
    institutionCode: { type: String, required: true },
    institutionName: { type: String, required: true },
  },
  { _id: false },
);

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

/** What an evaluator's information was opened for. */
export const DISCLOSURE_PURPOSES = [...REVEAL_PURPOSES, 'provincial_forwarding', 'correction'] as const;
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
