import { Schema, model } from 'mongoose';
import type { ForwardingReason } from '@haochaping/shared/contracts';
import type { Level } from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';
import type { MissingField, NaturalKey } from './dialect.js';

/**
 * `waiting` to be sent · `sending` an attempt is on its way · `sent` with the province's receipt · `held` until something
 * it lacks arrives · `parked` until a person has mended it.
 */
export const SUBMISSION_STATES = ['waiting', 'sending', 'sent', 'held', 'parked'] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

export const ATTEMPT_OUTCOMES = [
  'accepted',
  'found',
  'absent',
  'rejected',
  'duplicate',
  'conflict',
  'unknown',
  'unavailable',
  'held',
  'resend',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

export interface Attempt {
  at: Date;
  outcome: AttemptOutcome;
  message?: string | null;
}

/** What was sent, as far as it is needed to recognise it at the province. Nothing personal. */
export interface SentMark {
  naturalKey: NaturalKey;
  level: string;
  assessTime: string;
}

/** The way of one rating to the province (送省). Its `_id` is the rating's, so that there is never more than one. */
export interface SubmissionRecord extends WithEffects {
  _id: string;
  number: string;
  level: Level;
  title: string;
  regionCodes: string[];
  state: SubmissionState;
  reason?: ForwardingReason | null;
  message?: string | null;
  missing: MissingField[];
  /** Pushes that were really made. */
  attempts: number;
  /** True from before a push until its outcome is known: nothing is sent again before a look-up has told. */
  uncertain: boolean;
  mark?: SentMark | null;
  /** How often forwarding was told that there is something new: a hold decided on older news does not stand. */
  told: number;
  evaluateUnid?: string | null;
  createdAt: Date;
  sentAt?: Date | null;
  history: Attempt[];
  trail: AuditEvent[];
}

const naturalKeySchema = new Schema<NaturalKey>(
  {
    projectNo: { type: String, required: true },
    nodeName: { type: String, required: true },
    serviceTime: { type: String, required: true },
    evaluateType: { type: String, required: true },
  },
  { _id: false },
);
const markSchema = new Schema<SentMark>(
  {
    naturalKey: { type: naturalKeySchema, required: true },
    level: { type: String, required: true },
    assessTime: { type: String, required: true },
  },
  { _id: false },
);
const missingSchema = new Schema<MissingField>(
  {
    field: { type: String, required: true },
    reason: { type: String, required: true },
    remedy: { type: String, required: true },
  },
  { _id: false },
);
const attemptSchema = new Schema<Attempt>(
  {
    at: { type: Date, required: true },
    outcome: { type: String, enum: ATTEMPT_OUTCOMES, required: true },
    message: String,
  },
  { _id: false },
);

const submissionSchema = new Schema<SubmissionRecord>(
  {
    _id: { type: String, required: true },
    number: { type: String, required: true },
    level: { type: Number, required: true },
    title: { type: String, required: true },
    regionCodes: { type: [String], required: true },
    state: { type: String, enum: SUBMISSION_STATES, required: true },
    reason: String,
    message: String,
    missing: { type: [missingSchema], default: [] },
    attempts: { type: Number, default: 0 },
    uncertain: { type: Boolean, default: false },
    mark: { type: markSchema },
    told: { type: Number, default: 0 },
    evaluateUnid: String,
    createdAt: { type: Date, required: true },
    sentAt: Date,
    history: { type: [attemptSchema], default: [] },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'submissions' },
);
// The lists' order, alone and behind each filter, `_id` included: nothing has to be sorted in memory.
submissionSchema.index({ createdAt: -1, _id: 1 });
submissionSchema.index({ state: 1, createdAt: -1, _id: 1 });
submissionSchema.index({ reason: 1, createdAt: -1, _id: 1 });
// Two ratings of ours can never claim the same one at the province.
submissionSchema.index(
  { evaluateUnid: 1 },
  { unique: true, partialFilterExpression: { evaluateUnid: { $type: 'string' } } },
);
indexEffects(submissionSchema);

export const SubmissionModel = model('Submission', submissionSchema);
