import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigError } from '../config/config.js';

/**
 * Reads one of the JSON files `npm run seed` is given.
 * @param what the file's name for people, such as 账号文件
 * @throws ConfigError naming the file and every wrong entry by its place in it
 */
export function readSeedFile<T extends z.ZodType>(path: string, what: string, schema: T): z.output<T> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`读不了${what} ${path}：${(error as Error).message}`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')} ${issue.message}`);
  throw new ConfigError(`${what} ${path} 不对：${wrong.join('；')}`);
}
