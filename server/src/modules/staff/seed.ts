import { randomUUID } from 'node:crypto';
import type { StaffRole } from '@haochaping/shared/contracts';
import { effect } from '../../jobs/effects.js';
import { auditEvent } from '../audit/index.js';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';
import { hashPassword } from './sign-in/passwords.js';

export interface NewStaffAccount {
  username: string;
  displayName: string;
  password: string;
  role: StaffRole;
  institutionCode: string;
  institutionName: string;
  regionCodes: string[];
  staffCode?: string | null;
  /** Serves at no window. */
  offWindow?: boolean;
  /** Its password is public: no production program starts beside it, and nobody asks to change it. */
  demo?: boolean;
}

/**
 * The document of a new account. Its password is known to whoever made it, so its owner changes it at the first sign-in.
 * @param hash how its password is hashed
 */
export async function newStaffAccount(
  account: NewStaffAccount,
  maker: { kind: 'system' | 'staff'; id: string },
  now: Date,
  hash = hashPassword,
): Promise<StaffAccountRecord> {
  const { password, ...fields } = account;
  const id = randomUUID();
  const created = auditEvent({
    at: now,
    action: 'staff.account_created',
    actor: maker,
    subject: { kind: 'staff', id },
    detail: {
      roleAfter: account.role,
      institutionCodeAfter: account.institutionCode,
      regionCodesAfter: account.regionCodes.join(','),
      ...(account.staffCode ? { staffCodeAfter: account.staffCode } : {}),
      ...(account.offWindow ? { offWindowAfter: 'true' } : {}),
    },
  });
  return {
    _id: id,
    ...fields,
    createdAt: now,
    passwordHash: await hash(password),
    passwordVersion: 1,
    mustChangePassword: !account.demo,
    earlierHashes: [],
    recoveryCodes: [],
    knownNetworks: [],
    grants: 0,
    audit: [created],
    pending: [effect('audit', now)],
    dead: [],
  };
}

/**
 * Makes the account if its name is free; an existing one stays as it is.
 * @param hash how its password is hashed
 * @returns true when it was made
 */
export async function ensureStaffAccount(
  account: NewStaffAccount,
  now: Date,
  hash = hashPassword,
): Promise<boolean> {
  if (await StaffAccountModel.exists({ username: account.username })) return false;
  await StaffAccountModel.create(await newStaffAccount(account, { kind: 'system', id: 'seed' }, now, hash));
  return true;
}

/** The names of the accounts that were made for the demo. */
export async function demoAccountNames(): Promise<string[]> {
  const found = await StaffAccountModel.find({ demo: true }, { username: 1 }).lean<{ username: string }[]>();
  return found.map(({ username }) => username);
}
