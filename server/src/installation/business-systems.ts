import { z } from 'zod';
import { ConfigError } from '../config/config.js';
import type { Keys } from '../keys.js';
import { ensureBusinessSystem } from '../modules/channels/index.js';
import { lookUp } from '../modules/directory/index.js';
import { readSeedFile } from './seed-file.js';

const ALL_INSTITUTIONS = '*';

const BusinessSystems = z
  .array(
    z.strictObject({
      appKey: z.string().regex(/^[\w-]{3,64}$/, '应为3到64位字母、数字、短横线或下划线'),
      name: z.string().trim().min(1).max(50),
      secret: z.string().min(32, '至少32位').max(200),
      institutionCodes: z.array(z.string().min(1)).min(1, '至少写一个机构编码，或 "*" 表示全部'),
    }),
  )
  .min(1);

/**
 * Registers the business systems a file lists, so that transactions can be reported to a fresh installation. Those that
 * are registered stay as they are, whatever the file says.
 * @returns the application keys that are new
 * @throws ConfigError when the file cannot be read or names an institution the directory does not have; then none is made
 */
export async function seedBusinessSystems(path: string, keys: Keys, now: Date): Promise<string[]> {
  const systems = readSeedFile(path, '业务系统文件', BusinessSystems);
  for (const { appKey, institutionCodes } of systems)
    for (const code of institutionCodes)
      if (code !== ALL_INSTITUTIONS && !(await lookUp('institutions', code, now)))
        throw new ConfigError(`业务系统文件 ${path}：${appKey} 的机构 ${code} 不在目录里`);
  const made: string[] = [];
  for (const system of systems) if (await ensureBusinessSystem(keys, system, now)) made.push(system.appKey);
  return made;
}
