import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clauseTable } from './lib/clause-table.js';
import { ROOT } from './lib/programs.mjs';
import { withSettingsTable } from './lib/settings-table.js';

/**
 * `npm run clauses`: writes the parts of the documents that come out of the sources, server/docs/clauses.md and the
 * README's table of settings, and says what is missing.
 */
const { markdown, unknown, counts } = clauseTable(ROOT);
writeFileSync(join(ROOT, 'server/docs/clauses.md'), markdown);
const readme = join(ROOT, 'README.md');
writeFileSync(readme, withSettingsTable(readFileSync(readme, 'utf8')));
console.log(
  `条款 ${counts.clauses}：有规则有测试 ${counts.held}，有规则没有测试 ${counts.untested}，还没有 ${counts.missing}。`,
);
if (unknown.length > 0) {
  console.error(`写了方案里没有的编号：\n${unknown.join('\n')}`);
  process.exitCode = 1;
}
