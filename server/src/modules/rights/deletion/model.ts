import { Schema, model } from 'mongoose';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';
import type { AccountIdentity } from '../../evaluators/index.js';

/** The closing of an account, from the asking to the last erasure. Afterwards it holds nothing that leads to a person. */
export interface DeletionRecord extends WithEffects {
  _id: string;
  accountId: string;
  /** The same account as long as this is its one open deletion; gone when it is undone. */
  openFor?: string | null;
  /** Owners of data keys that are erased when the time to change one's mind is over: the account, and what was merged into it. */
  accountIds: string[];
  /** The evaluators of transactions that were proven to be theirs: erased when nothing is pending any more. */
  evaluatorIds: string[];
  askedAt: Date;
  undoUntil: Date;
  /** Keyed hash of the code that undoes it. */
  undoHash: string;
  /** The ways in, kept only as long as they can be given back. */
  identities: AccountIdentity[];
  undoneAt?: Date | null;
  accountErasedAt?: Date | null;
  snapshotsErasedAt?: Date | null;
  /** In words, what the erasure of the evaluator still waits for. */
  waitsFor: string[];
  looksAgainAt?: Date | null;
}

const deletionSchema = new Schema<DeletionRecord>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    openFor: String,
    accountIds: { type: [String], required: true },
    evaluatorIds: { type: [String], default: [] },
    askedAt: { type: Date, required: true },
    undoUntil: { type: Date, required: true },
    undoHash: { type: String, required: true },
    identities: {
      type: [
        new Schema<AccountIdentity>(
          {
            provider: { type: String, required: true },
            index: { type: String, required: true },
            sealed: { type: String, required: true },
            linkedAt: { type: Date, required: true },
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    undoneAt: Date,
    accountErasedAt: Date,
    snapshotsErasedAt: Date,
    waitsFor: { type: [String], default: [] },
    looksAgainAt: Date,
    ...effectFields,
  },
  { versionKey: false, collection: 'account_deletions' },
);
deletionSchema.index({ undoHash: 1 }, { unique: true });
deletionSchema.index({ accountId: 1 });
deletionSchema.index(
  { openFor: 1 },
  { unique: true, partialFilterExpression: { openFor: { $type: 'string' } } },
);
indexEffects(deletionSchema);

export const DeletionModel = model('Deletion', deletionSchema);
