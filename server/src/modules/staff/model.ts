import { Schema, model } from 'mongoose';
import { STAFF_ROLES, type StaffRole } from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';

/** An authenticator app that was set up and confirmed. */
export interface StaffTotp {
  /** The shared secret under the master key, bound to the account. */
  sealed: string;
  since: Date;
  /** The 30-second step of the latest code that was taken: each code is good once. */
  lastStep: number;
}

export interface KnownNetwork {
  /** Keyed hash of the address. */
  network: string;
  at: Date;
}

/**
 * The account of a member of staff. What was done to its rights is told in `audit`, written in the same document as the
 * change and sealed into the chain by the worker.
 */
export interface StaffAccountRecord extends WithEffects {
  _id: string;
  username: string;
  displayName: string;
  role: StaffRole;
  institutionCode: string;
  institutionName: string;
  /** Regions whose records the account may see; the city's code stands for all. */
  regionCodes: string[];
  /** The person in the directory whose account this is (工号). */
  staffCode?: string | null;
  /** Its owner serves at no window: no rating is about them. */
  offWindow?: boolean | null;
  /** Made for the demo: its password is public. */
  demo?: boolean | null;
  createdAt?: Date | null;
  disabledAt?: Date | null;
  lastSignInAt?: Date | null;
  passwordHash: string;
  /** Counts the passwords the account has had; what was proven with an older one is proven no more. */
  passwordVersion: number;
  passwordChangedAt?: Date | null;
  mustChangePassword: boolean;
  /** Hashes of earlier passwords, the latest first. */
  earlierHashes: string[];
  totp?: StaffTotp | null;
  /** Keyed hashes of the recovery codes that are left. */
  recoveryCodes: string[];
  /** Where somebody with the right password came from: strangers elsewhere cannot lock them out there. */
  knownNetworks: KnownNetwork[];
  /**
   * Blind indexes of the owner's document and telephone, so that rating oneself is found out and one person with two accounts
   * is known; nothing can be read back. Only what was proven says who somebody is, since when; older ones were only told.
   */
  certIndex?: string | null;
  certProvenAt?: Date | null;
  phoneIndex?: string | null;
  phoneProvenAt?: Date | null;
  /** Up to when the owner has seen what others did to the account. */
  changesSeenAt?: Date | null;
  /** The owner reported a change as not theirs, and no administrator has taken care of the account since. */
  disownedAt?: Date | null;
  /** Counts the grants this administrator made: two who change each other at the same moment meet here. */
  grants: number;
  audit: AuditEvent[];
}

const text = { type: String, required: true } as const;
const staffAccountSchema = new Schema<StaffAccountRecord>(
  {
    _id: text,
    username: text,
    displayName: text,
    role: { type: String, enum: STAFF_ROLES, required: true },
    institutionCode: text,
    institutionName: text,
    regionCodes: { type: [String], required: true },
    staffCode: String,
    offWindow: Boolean,
    demo: Boolean,
    createdAt: Date,
    disabledAt: Date,
    lastSignInAt: Date,
    passwordHash: text,
    passwordVersion: { type: Number, default: 1 },
    passwordChangedAt: Date,
    mustChangePassword: { type: Boolean, default: false },
    earlierHashes: { type: [String], default: [] },
    totp: {
      type: new Schema<StaffTotp>(
        { sealed: text, since: { type: Date, required: true }, lastStep: { type: Number, required: true } },
        { _id: false },
      ),
    },
    recoveryCodes: { type: [String], default: [] },
    knownNetworks: {
      type: [new Schema<KnownNetwork>({ network: text, at: { type: Date, required: true } }, { _id: false })],
      default: [],
    },
    certIndex: String,
    certProvenAt: Date,
    phoneIndex: String,
    phoneProvenAt: Date,
    changesSeenAt: Date,
    disownedAt: Date,
    grants: { type: Number, default: 0 },
    audit: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'staff_accounts' },
);
staffAccountSchema.index({ username: 1 }, { unique: true });
staffAccountSchema.index({ institutionCode: 1, role: 1 });
staffAccountSchema.index({ certIndex: 1 }, { sparse: true });
staffAccountSchema.index({ phoneIndex: 1 }, { sparse: true });
indexEffects(staffAccountSchema);

export const StaffAccountModel = model('StaffAccount', staffAccountSchema);
