import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  DEFAULT_TEMPLATES,
  templateProblems,
  type MessageTemplates,
} from '@haochaping/shared/domain/notifications/index';
import { ConfigError } from '../../config/config.js';

const written = z.string().min(1).max(200);

/** What a templates file holds: a part that is left out stays as in the sandbox. */
const TemplatesFile = z.strictObject({
  wechat: z
    .strictObject({
      templateId: z.string().min(1).max(64),
      page: z.string().min(1).max(200),
      state: z.enum(['formal', 'trial', 'developer']).default('formal'),
      fields: z.record(z.string(), z.strictObject({ label: written, value: written })),
    })
    .optional(),
  sms: z
    .strictObject({
      templateId: z.string().min(1).max(64),
      params: z.record(z.string(), written).default({}),
      text: written,
    })
    .optional(),
  invite: z
    .strictObject({
      templateId: z.string().min(1).max(64),
      params: z.record(z.string(), written).default({}),
      text: written,
    })
    .optional(),
});

/**
 * The templates in force.
 * @param path a JSON file, or nothing for those of the sandboxes
 * @throws ConfigError with everything that is wrong with the file
 */
export function readTemplates(path: string | undefined): MessageTemplates {
  if (path === undefined) return DEFAULT_TEMPLATES;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`消息模板文件 ${path} 读不了：${(error as Error).message}`);
  }
  const parsed = TemplatesFile.safeParse(content);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      ({ path: at, message }) => `${at.join('.') || '（整个文件）'} ${message}`,
    );
    throw new ConfigError(`消息模板文件 ${path} 不对：${wrong.join('；')}`);
  }
  const given = { ...DEFAULT_TEMPLATES, ...parsed.data };
  const problems = templateProblems(given);
  if (problems.length > 0) throw new ConfigError(`消息模板文件 ${path} 不对：${problems.join('；')}`);
  return given;
}
