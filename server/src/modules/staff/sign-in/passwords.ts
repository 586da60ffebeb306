import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { passwordFault, PASSWORDS_REMEMBERED } from '@haochaping/shared/domain';
import { AppError } from '../../../http/errors.js';
import type { StaffAccountRecord } from '../model.js';

/** argon2id, version 19, 19 MiB, two passes: OWASP Password Storage Cheat Sheet. Raising them re-hashes at the next sign-in. */
const PARAMETERS = { algorithm: 2, version: 1, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), PARAMETERS);
}

let decoy: Promise<string> | undefined;

/** Whether the password fits; without an account a decoy is tried, which takes the same time and never fits. */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomUUID());
  return (await verify(stored ?? (await decoy), password.normalize('NFKC'))) && stored !== undefined;
}

/** Whether a hash was made with other parameters than today's. */
export function needsRehash(stored: string): boolean {
  const made = parseOptions(stored) as unknown as Record<string, number>;
  return Object.entries(PARAMETERS).some(([name, value]) => made[name] !== value);
}

type Remembered = Pick<StaffAccountRecord, 'username' | 'passwordHash' | 'earlierHashes'>;

/**
 * Refuses a new password that breaks the rules, or is one of the latest of this account.
 * @param field where the form has it
 * @throws AppError `invalid_input`
 */
export async function refuseWeakPassword(
  account: Remembered,
  password: string,
  field = 'newPassword',
): Promise<void> {
  const fault = passwordFault(password, account.username);
  const refuse = (message: string) =>
    new AppError('invalid_input', { message, details: [{ field, message }] });
  if (fault) throw refuse(fault);
  for (const stored of rememberedHashes(account))
    if (await passwordFits(stored, password))
      throw refuse(`这个密码最近用过，最近${PASSWORDS_REMEMBERED}个都不能再用`);
}

const rememberedHashes = ({ passwordHash, earlierHashes }: Remembered) =>
  [passwordHash, ...earlierHashes].slice(0, PASSWORDS_REMEMBERED);

/** The fields of an account after a change of its password; sign-ins that were begun with the old one are void. */
export async function changedPassword(
  account: Remembered & { passwordVersion?: number },
  password: string,
  now: Date,
) {
  return {
    passwordHash: await hashPassword(password),
    earlierHashes: rememberedHashes(account).slice(0, PASSWORDS_REMEMBERED - 1),
    passwordVersion: (account.passwordVersion ?? 1) + 1,
    passwordChangedAt: now,
  };
}

/** Without what is mistaken for another sign: no 0 o 1 l i. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';

/** A first password to be read out and changed at once: four groups of four, about 79 bits. */
export function initialPassword(): string {
  const group = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

/** Ten random base-32 signs, 50 bits. */
export function recoveryCode(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(10)].map((byte) => alphabet[byte % 32]).join('');
}
