import { Schema, model } from 'mongoose';
import {
  CORRECTION_FIELDS,
  CORRECTION_STATES,
  type CompetentOffice,
  type CorrectionField,
  type CorrectionState,
} from '@haochaping/shared/domain';
import { datedRule, type RetentionRule } from '../../../jobs/retention.js';
import type { EraseRecords } from '../../../module.js';
import type { StaffParty } from '../../staff/index.js';

/**
 * One request to put right what an office reported about a person. The person's words and the answer are ciphertext under the
 * account's own data key: they go with the account.
 */
export interface CorrectionRecord {
  _id: string;
  accountId: string;
  field: CorrectionField;
  /** Ciphertexts by field: `text`, `answer`. */
  sealed: Map<string, string> | Record<string, string>;
  receipt?: string | null;
  /** The offices that answer, as they were competent when it was asked. */
  offices: readonly CompetentOffice[];
  state: CorrectionState;
  askedAt: Date;
  /** When it was answered or withdrawn. */
  closedAt?: Date | null;
  answeredBy?: Pick<StaffParty, 'accountId' | 'institutionName'> | null;
}

const officeSchema = new Schema<CompetentOffice>(
  {
    role: { type: String, required: true },
    jurisdiction: { type: String, required: true },
    insteadOf: { type: String, default: null },
  },
  { _id: false },
);

const correctionSchema = new Schema<CorrectionRecord>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    field: { type: String, enum: CORRECTION_FIELDS, required: true },
    sealed: { type: Map, of: String, required: true },
    receipt: String,
    offices: { type: [officeSchema], required: true },
    state: { type: String, enum: CORRECTION_STATES, required: true },
    askedAt: { type: Date, required: true },
    closedAt: Date,
    answeredBy: {
      type: new Schema(
        {
          accountId: { type: String, required: true },
          institutionName: { type: String, required: true },
        },
        { _id: false },
      ),
    },
  },
  { versionKey: false, collection: 'corrections' },
);
correctionSchema.index({ accountId: 1, askedAt: -1 });
correctionSchema.index({ state: 1, askedAt: 1 });
correctionSchema.index({ closedAt: 1 });

export const CorrectionModel = model('Correction', correctionSchema);

/** What its words are bound to. */
export const correctionContext = (id: string) => `correction:${id}`;

/** Requests that were answered or withdrawn are kept for a while; one that waits is kept. */
export function correctionRetention(days: number): RetentionRule {
  return datedRule<CorrectionRecord>({
    name: 'corrections',
    what: '办完的更正申请',
    days,
    model: CorrectionModel,
    field: 'closedAt',
  });
}

/** Removes the requests of an account. */
export const eraseCorrections: EraseRecords = async (ownerId) => {
  const { deletedCount } = await CorrectionModel.deleteMany({ accountId: ownerId });
  return { corrections: deletedCount };
};
