import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { StaffRole } from '@haochaping/shared/contracts';

export interface SeededAccount {
  username: string;
  password: string;
  role: StaffRole;
  institutionCode: string;
  regionCodes: string[];
  offWindow: boolean;
}

/** A password that nobody guesses and no rule refuses. */
export const FIRST_PASSWORD = '山高水长-风物-2026';

/** Writes an accounts file as an installation's own, for `ACCOUNTS_FILE`; its accounts are no demo and get no leniency. */
export async function accountsFile(
  ...accounts: (Partial<SeededAccount> & Pick<SeededAccount, 'username' | 'role'>)[]
): Promise<string> {
  const path = join(tmpdir(), `haochaping-accounts-${randomUUID()}.json`);
  const full = accounts.map((account) => ({
    displayName: account.username,
    password: FIRST_PASSWORD,
    institutionCode: '350400-XZFW',
    regionCodes: ['350400'],
    offWindow: true,
    ...account,
  }));
  await writeFile(path, JSON.stringify(full));
  return path;
}
