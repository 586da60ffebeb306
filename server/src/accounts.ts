import { z } from 'zod';
import { STAFF_ROLES } from '@haochaping/shared/contracts';
import { ConfigError } from './config.js';
import { lookUp } from './modules/directory/index.js';
import { ensureStaffAccount } from './modules/identity/index.js';
import { readSeedFile } from './seed-file.js';

const Accounts = z
  .array(
    z.strictObject({
      username: z.string().trim().min(2).max(50),
      displayName: z.string().trim().min(1).max(50),
      password: z.string().min(12, '至少12位').max(200),
      role: z.enum(STAFF_ROLES),
      institutionCode: z.string(),
      regionCodes: z.array(z.string().regex(/^\d{6}$/, '应为6位区划代码')).min(1),
    }),
  )
  .min(1);

/**
 * Makes the staff accounts a file lists, so that a fresh installation has somebody who can sign in. Accounts that exist
 * stay as they are, whatever the file says.
 * @returns the names of the accounts that were made
 * @throws ConfigError when the file cannot be read or names an institution the directory does not have
 */
export async function seedAccounts(path: string, now: Date): Promise<string[]> {
  const accounts = readSeedFile(path, '账号文件', Accounts);
  const made: string[] = [];
  for (const account of accounts) {
    const institution = await lookUp('institutions', account.institutionCode, now);
    if (!institution)
      throw new ConfigError(
        `账号文件 ${path}：${account.username} 的机构 ${account.institutionCode} 不在目录里`,
      );
    if (await ensureStaffAccount({ ...account, institutionName: institution.data.name }, now))
      made.push(account.username);
  }
  return made;
}
