import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLAUSE_ID, CLAUSES, type Clause } from '@haochaping/shared/domain/clauses';

/** Where a clause is named: rules keep it, tests hold it, screens show it. */
type Place = 'rules' | 'tests' | 'screens';

export interface ClauseTable {
  markdown: string;
  /** `file: id` for every id that is named somewhere and stands in no list. */
  unknown: string[];
  counts: { clauses: number; held: number; untested: number; missing: number };
}

const SOURCE = /\.(ts|tsx)$/;
const LIST = 'shared/src/domain/clauses.ts';
/** Tests of the table itself name ids as examples; they hold no clause. */
const ABOUT_CLAUSES = ['tests/arch/clauses.test.ts', 'server/launch/'];

function placeOf(path: string): Place | undefined {
  if (!SOURCE.test(path) || path === LIST || ABOUT_CLAUSES.some((prefix) => path.startsWith(prefix)))
    return undefined;
  if (path.startsWith('tests/')) return 'tests';
  if (path.startsWith('miniapp/src/') || path.startsWith('server/admin/src/')) return 'screens';
  return path.startsWith('server/') || path.startsWith('shared/') ? 'rules' : undefined;
}

/** Files git knows of, and those it would take: a file still unwritten to history counts as well. */
function listFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return [...new Set(listed.trim().split('\n'))].filter((path) => existsSync(join(root, path))).sort();
}

type Mentions = Map<string, Record<Place, Set<string>>>;

function collect(files: { path: string; text: string }[], known: ReadonlySet<string>) {
  const mentions: Mentions = new Map();
  const unknown: string[] = [];
  for (const { path, text } of files) {
    const place = placeOf(path);
    if (!place) continue;
    for (const id of new Set(text.match(CLAUSE_ID))) {
      if (!known.has(id)) unknown.push(`${path}: ${id}`);
      const entry = mentions.get(id) ?? { rules: new Set(), tests: new Set(), screens: new Set() };
      entry[place].add(path);
      mentions.set(id, entry);
    }
  }
  return { mentions, unknown };
}

const link = (path: string) => `[${path.split('/').slice(-2).join('/')}](../../${path})`;
const links = (paths: Set<string>) => (paths.size === 0 ? '—' : [...paths].map(link).join('<br>'));

function stateOf(rules: number, tests: number): 'held' | 'untested' | 'missing' {
  if (rules === 0) return 'missing';
  return tests === 0 ? 'untested' : 'held';
}

const STATE_NAMES = { held: '有规则、有测试', untested: '**有规则，没有测试**', missing: '**还没有**' };

function render(rows: string[], counts: ClauseTable['counts']): string {
  return `# 方案条款对照

由 \`npm run clauses\` 从源码和测试里的条款编号生成，请勿手改；与源码不一致时测试不通过。条款的出处是《三明市政务服务“好差评”工作实施方案》
（明审改办〔2020〕12号），“要求”是我们自己的话。编号写在哪里，就列在哪里：**规则**是服务端和共享规则，**测试**是检验它的测试，
**页面**是群众或工作人员看得到它的地方。“有规则、有测试”说明已有代码和测试写明了这一条，不等于这一条的全部要求都已做完。

约束软件的条款 ${counts.clauses} 条：有规则有测试 ${counts.held} 条，有规则没有测试 ${counts.untested} 条，还没有 ${counts.missing} 条。

| 编号 | 出处 | 要求 | 规则 | 测试 | 页面 | 现状 |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** Builds the table from given files; the pure half of `clauseTable`. */
export function tableFrom(files: { path: string; text: string }[], clauses: readonly Clause[]): ClauseTable {
  const { mentions, unknown } = collect(files, new Set(clauses.map((clause) => clause.id)));
  const counts = { clauses: clauses.length, held: 0, untested: 0, missing: 0 };
  const rows = clauses.map(({ id, section, duty }) => {
    const { rules, tests, screens } = mentions.get(id) ?? {
      rules: new Set(),
      tests: new Set(),
      screens: new Set(),
    };
    const state = stateOf(rules.size, tests.size);
    counts[state] += 1;
    return `| ${id} | ${section} | ${duty} | ${links(rules)} | ${links(tests)} | ${links(screens)} | ${STATE_NAMES[state]} |`;
  });
  return { markdown: render(rows, counts), unknown, counts };
}

/** Reads every mention of a clause in the repository at `root` and builds the table clause ↔ rule ↔ test ↔ screen. */
export function clauseTable(root: string): ClauseTable {
  const files = listFiles(root)
    .filter((path) => placeOf(path) !== undefined)
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  return tableFrom(files, CLAUSES);
}
