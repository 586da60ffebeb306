import { checkSync } from 'recheck';
import ts from 'typescript';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { lineOf, readSources, walk } from '../arch/imports.js';

/**
 * Slow patterns: every regular expression in our sources is judged by what it can be made to cost, not by what it costs
 * on friendly input. The server answers everybody from one thread; one slow pattern would stop it for all.
 */
process.env.RECHECK_BACKEND = 'pure';

interface Pattern {
  where: string;
  source: string;
  flags: string;
}

/** Patterns that never meet what a stranger wrote: programs of one's own machine, and the engine's own clients. */
const FOR_OURSELVES = [
  'server/launch/',
  'server/sandbox/',
  'server/admin/vite',
  'miniapp/config/',
  'miniapp/plugins/',
];

function patternsIn(): Pattern[] {
  return readSources(ROOT).flatMap(({ path, tree }) => {
    if (FOR_OURSELVES.some((folder) => path.startsWith(folder))) return [];
    const found: Pattern[] = [];
    walk(tree, (node) => {
      if (!ts.isRegularExpressionLiteral(node)) return;
      const end = node.text.lastIndexOf('/');
      found.push({
        where: `${path}:${lineOf(tree, node)}`,
        source: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
      });
    });
    return found;
  });
}

const costOf = ({ source, flags }: Pick<Pattern, 'source' | 'flags'>) => {
  const verdict = checkSync(source, flags.replace(/[dv]/g, ''), { timeout: 20_000 });
  return verdict.status === 'vulnerable' ? verdict.complexity.type : verdict.status;
};

const patterns = patternsIn();

test('the sources were read: there are patterns to judge', () => {
  expect(patterns.length).toBeGreaterThan(60);
});

test('no pattern can be made slow by what somebody writes', () => {
  const slow = patterns.map((one) => ({ ...one, cost: costOf(one) })).filter(({ cost }) => cost !== 'safe');
  expect(slow.map(({ where, source, cost }) => `${where} /${source}/ is ${cost}`)).toEqual([]);
}, 300_000);

test('the judge knows a slow pattern when it sees one', () => {
  expect(costOf({ source: '^(a+)+$', flags: '' })).toBe('exponential');
  expect(costOf({ source: '^\\s+|\\s+$', flags: 'g' })).not.toBe('safe');
});
