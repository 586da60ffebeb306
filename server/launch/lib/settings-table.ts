import type { z } from 'zod';
import { SETTINGS } from '../../src/config.js';

function defaultOf(schema: z.ZodType): string {
  const defaultValue: unknown = 'defaultValue' in schema.def ? schema.def.defaultValue : undefined;
  if (defaultValue === undefined) return '';
  if (typeof defaultValue === 'boolean') return defaultValue ? '1' : '0';
  return typeof defaultValue === 'object' ? '' : String(defaultValue);
}

/** The README's table of every setting, out of config.ts itself; a secret's default is not shown. */
export function settingsTable(): string {
  const rows = Object.entries(SETTINGS).map(([name, schema]) => {
    const meta = schema.meta() as { description?: string; secret?: boolean } | undefined;
    const value = meta?.secret ? '' : defaultOf(schema);
    return `| \`${name}\` | ${value === '' ? '' : `\`${value}\``} | ${meta?.description ?? ''} |`;
  });
  return ['| 环境变量 | 默认值 | 含义 |', '|---|---|---|', ...rows].join('\n');
}

const MARKED = /<!-- settings -->[\s\S]*<!-- \/settings -->/;

/** The README with the table between its two marks as config.ts has it now; throws when the marks are gone. */
export function withSettingsTable(readme: string): string {
  if (!MARKED.test(readme))
    throw new Error('README.md has lost its marks <!-- settings --> and <!-- /settings -->');
  return readme.replace(MARKED, `<!-- settings -->\n\n${settingsTable()}\n\n<!-- /settings -->`);
}
