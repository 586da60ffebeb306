import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format } from 'prettier';
import { HOLIDAY_DATA, seedFile } from './lib/calendar-seed.js';
import { ROOT } from './lib/programs.mjs';

/**
 * `node --import tsx server/launch/calendar.ts`: writes shared/src/domain/calendar/seed.ts, the working-day calendar a new
 * installation begins with, from the pinned package chinese-days. Needed only when that package is changed; later years
 * are imported in the console from the State Council's notice.
 */
const data = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve(HOLIDAY_DATA), 'utf8'),
) as unknown;
const prettier = JSON.parse(readFileSync(join(ROOT, '.prettierrc.json'), 'utf8')) as object;
const written = await format(seedFile(data), { parser: 'typescript', ...prettier });
writeFileSync(join(ROOT, 'shared/src/domain/calendar/seed.ts'), written);
