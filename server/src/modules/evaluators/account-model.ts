import { Schema, model } from 'mongoose';

/** Ways in for an evaluator. */
export const IDENTITY_PROVIDERS = ['weapp', 'official', 'union', 'phone', 'sso'] as const;
export type IdentityProvider = (typeof IDENTITY_PROVIDERS)[number];

/** One way in: found by its keyed hash, sealed under the account's own data key. */
export interface AccountIdentity {
  provider: IdentityProvider;
  /** Blind index of provider and subject (openid, unionid, phone, subject of the unified sign-in). Unique over all accounts. */
  index: string;
  sealed: string;
  linkedAt: Date;
}

/**
 * The account of an evaluator (评价人) who signs in. All that tells who they are is ciphertext under the account's own data
 * key; the account's id is the owner of that key.
 */
export interface AccountRecord {
  _id: string;
  createdAt: Date;
  identities: AccountIdentity[];
  /** Ciphertexts by field: `name`, `certNumber`, `phone`. */
  sealed: Map<string, string> | Record<string, string>;
  /**
   * The real-name check that was passed, if any: that name and number belong together. Who knows a document is not yet the
   * person; `seen` says that the unified sign-in has looked at the person as well.
   */
  verified?: { at: Date; method: 'realname' | 'sso'; certType: string; seen?: boolean } | null;
  /** Keyed hash of the checked document. */
  certIndex?: string | null;
  /** When its owner closed it, or it became part of another; nothing signs in any more. */
  closedAt?: Date | null;
  /** Accounts that turned out to be the same person's: what was kept under their ids is this one's. */
  mergedIds?: string[] | null;
  /** The account that this one became part of. */
  mergedInto?: string | null;
}

const accountSchema = new Schema<AccountRecord>(
  {
    _id: { type: String, required: true },
    createdAt: { type: Date, required: true },
    identities: {
      type: [
        new Schema<AccountIdentity>(
          {
            provider: { type: String, enum: IDENTITY_PROVIDERS, required: true },
            index: { type: String, required: true },
            sealed: { type: String, required: true },
            linkedAt: { type: Date, required: true },
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    sealed: { type: Map, of: String, default: {} },
    verified: {
      type: new Schema(
        {
          at: { type: Date, required: true },
          method: { type: String, enum: ['realname', 'sso'], required: true },
          certType: { type: String, required: true },
          seen: Boolean,
        },
        { _id: false },
      ),
    },
    certIndex: String,
    closedAt: Date,
    mergedIds: { type: [String], default: undefined },
    mergedInto: String,
  },
  { versionKey: false, collection: 'accounts' },
);
accountSchema.index(
  { 'identities.index': 1 },
  { unique: true, partialFilterExpression: { 'identities.index': { $type: 'string' } } },
);
accountSchema.index({ certIndex: 1 }, { sparse: true });

export const AccountModel = model('Account', accountSchema);

/** What the personal fields of an account are sealed for. */
export const accountContext = (accountId: string): string => `account:${accountId}`;
