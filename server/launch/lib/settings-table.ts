import type { z } from 'zod';
import { SETTINGS } from '../../src/config/settings.js';

/** The default as one would write it in the environment; nothing when there is none, or an empty list. */
function defaultOf(schema: z.ZodType): string {
  const value: unknown = 'defaultValue' in schema.def ? schema.def.defaultValue : undefined;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (Array.isArray(value)) return value.join('-');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The README's table of every setting, out of config/settings.ts itself; a secret's default is not shown. */
export function settingsTable(): string {
  const rows = Object.entries(SETTINGS).map(([name, schema]) => {
    const meta = schema.meta() as { description?: string; secret?: boolean } | undefined;
    const value = meta?.secret ? '' : defaultOf(schema);
    return `| \`${name}\` | ${value === '' ? '' : `\`${value}\``} | ${meta?.description ?? ''} |`;
  });
  return ['| 环境变量 | 默认值 | 含义 |', '|---|---|---|', ...rows].join('\n');
}

const MARKED = /<!-- settings -->[\s\S]*<!-- \/settings -->/;

/** The README with the table between its two marks as config/settings.ts has it now; throws when the marks are gone. */
export function withSettingsTable(readme: string): string {
  if (!MARKED.test(readme))
    throw new Error('README.md has lost its marks <!-- settings --> and <!-- /settings -->');
  return readme.replace(MARKED, `<!-- settings -->\n\n${settingsTable()}\n\n<!-- /settings -->`);
}
