import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLAUSES } from '@haochaping/shared/domain/clauses';
import { clauseTable, tableFrom } from '../../server/launch/lib/clause-table.js';
import { ROOT } from '../../server/launch/lib/programs.mjs';

const one = [{ id: 'FA-2.3.1-b', section: '二(三)1', duty: '三天内核实' }];
const rule = { path: 'shared/src/domain/x.ts', text: '/** FA-2.3.1-b */' };
const held = { path: 'tests/unit/x.test.ts', text: '// FA-2.3.1-b' };

test('the table in the documents is the one the sources give now (if not: npm run clauses)', () => {
  expect(readFileSync(join(ROOT, 'server/docs/clauses.md'), 'utf8')).toBe(clauseTable(ROOT).markdown);
});

test('every id that is named somewhere stands in the list', () => {
  expect(clauseTable(ROOT).unknown).toEqual([]);
});

test('no two clauses have one id, and each id says where it stands', () => {
  expect(new Set(CLAUSES.map((clause) => clause.id)).size).toBe(CLAUSES.length);
  for (const { id } of CLAUSES) expect(id).toMatch(/^FA-(\d(\.\d){0,2}|A)-[a-z]$/);
});

test('a clause counts as held only when a rule and a test name it', () => {
  expect(tableFrom([], one).counts).toEqual({ clauses: 1, held: 0, untested: 0, missing: 1 });
  expect(tableFrom([rule], one).counts.untested).toBe(1);
  expect(tableFrom([held], one).counts.missing).toBe(1);
  expect(tableFrom([rule, held], one).counts.held).toBe(1);
});

test('an id nobody listed is reported with its file', () => {
  expect(tableFrom([{ ...rule, text: 'FA-9.9.9-z' }], one).unknown).toEqual([
    'shared/src/domain/x.ts: FA-9.9.9-z',
  ]);
});
