import { z } from 'zod';
import { STAFF_ROLES } from '@haochaping/shared/contracts';
import { passwordFault, rightsFaults } from '@haochaping/shared/domain';
import { ConfigError } from '../config/config.js';
import { lookUp } from '../modules/directory/index.js';
import { ensureStaffAccount } from '../modules/staff/index.js';
import { readSeedFile } from './seed-file.js';

const Accounts = z
  .array(
    z.strictObject({
      username: z.string().trim().min(2).max(50),
      displayName: z.string().trim().min(1).max(50),
      password: z.string(),
      role: z.enum(STAFF_ROLES),
      institutionCode: z.string(),
      regionCodes: z.array(z.string().regex(/^\d{6}$/, '应为6位区划代码')).min(1),
      staffCode: z.string().trim().min(1).max(40).optional(),
      offWindow: z.boolean().default(false),
    }),
  )
  .min(1);

type Account = z.output<typeof Accounts>[number];

/**
 * Makes the staff accounts a file lists, so that a fresh installation has somebody who can sign in; each is asked for a
 * password of its own at the first sign-in. Accounts that exist stay as they are, whatever the file says.
 * @returns the names of the accounts that were made
 * @throws ConfigError when the file cannot be read, a password is weak, or rights do not fit the directory
 */
export async function seedAccounts(path: string, now: Date): Promise<string[]> {
  const accounts = readSeedFile(path, '账号文件', Accounts);
  const named = new Map<string, string>();
  for (const account of accounts) named.set(account.username, await institutionNameOf(path, account, now));
  const made: string[] = [];
  for (const account of accounts) {
    const institutionName = named.get(account.username) ?? account.institutionCode;
    if (await ensureStaffAccount({ ...account, institutionName }, now)) made.push(account.username);
  }
  return made;
}

/** The institution's name, once everything about the account is in order: nothing is made of a file with a fault. */
async function institutionNameOf(path: string, account: Account, now: Date): Promise<string> {
  const { username, password, institutionCode } = account;
  const refuse = (reason: string) => new ConfigError(`账号文件 ${path}：${username} ${reason}`);
  const institution = await lookUp('institutions', institutionCode, now);
  if (!institution) throw refuse(`的机构 ${institutionCode} 不在目录里`);
  const fault = passwordFault(password, username);
  if (fault) throw refuse(`的密码不能用：${fault}`);
  const [wrong] = rightsFaults(account, institution.data);
  if (wrong) throw refuse(`的 ${wrong.field} 不对：${wrong.message}`);
  return institution.data.name;
}
