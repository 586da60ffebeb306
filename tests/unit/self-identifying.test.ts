import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import {
  SELF_IDENTIFYING_NAMES,
  selfIdentifying,
  selfIdentifyingKinds,
  withoutSelfIdentifying,
} from '@haochaping/shared/domain';
import { ORDINARY, TELLING } from './self-identifying.table.js';

test('the tables are long enough to mean something', () => {
  expect(ORDINARY.length).toBeGreaterThanOrEqual(60);
  expect(TELLING.length).toBeGreaterThanOrEqual(60);
  expect(new Set(TELLING.map(([kind]) => kind))).toEqual(new Set(Object.keys(SELF_IDENTIFYING_NAMES)));
});

test.each(ORDINARY.map((text) => [text]))('nothing is found in “%s”', (text) => {
  expect(selfIdentifying(text)).toEqual([]);
});

test.each(TELLING)('%s is found in “%s”, as “%s”', (kind, text, piece) => {
  const found = selfIdentifying(text).map((one) => [one.kind, text.slice(one.start, one.end)]);
  expect(found).toContainEqual([kind, piece]);
});

test('what is masked names what it was, and nothing of it stays', () => {
  const text = '我叫王小明，电话138-1234-5678，排到A023号。窗口态度不好。';
  expect(withoutSelfIdentifying(text)).toBe(
    '我叫▇▇▇（已隐去姓名），电话▇▇▇（已隐去电话），排到▇▇▇（已隐去排队号）。窗口态度不好。',
  );
  expect(selfIdentifyingKinds(text)).toEqual(['name', 'phone', 'queue']);
});

/** How often a piece stands in a text, also where one begins within another. */
const timesIn = (text: string, piece: string) =>
  Array.from({ length: text.length }, (_, at) => text.startsWith(piece, at)).filter(Boolean).length;

test('whatever is written: pieces lie in the text, in order, apart, and masking leaves nothing that is found again', () => {
  const bits = TELLING.map(([, text]) => text).concat(ORDINARY, [
    '😀',
    '１',
    '一',
    ' ',
    '-',
    '号',
    '村',
    '叫',
    'Ａ',
  ]);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 8 })), {
        maxLength: 8,
      }),
      (parts) => {
        const text = parts.join('');
        let from = 0;
        for (const { start, end } of selfIdentifying(text)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          from = end;
        }
        // Elsewhere the same digits may be run into others, and are no such number there: those alone stay.
        const masked = withoutSelfIdentifying(text);
        const numbers = selfIdentifying(text)
          .filter(({ kind }) => kind === 'phone' || kind === 'identity')
          .map(({ start, end }) => text.slice(start, end));
        for (const number of numbers) {
          const found = numbers.filter((one) => one === number).length;
          expect(timesIn(masked, number)).toBeLessThanOrEqual(timesIn(text, number) - found);
        }
      },
    ),
    { numRuns: 300 },
  );
});

/** Microseconds a sign, the best of a few runs. */
function pace(text: string): number {
  const runs = Array.from({ length: 3 }, () => {
    const started = performance.now();
    selfIdentifying(text);
    return performance.now() - started;
  });
  return (Math.min(...runs) * 1000) / text.length;
}

test('no text makes it slow: ten times the text takes about ten times as long', () => {
  const seeds = [
    '1',
    '1-',
    '一',
    '路',
    '村1',
    '家住',
    '我叫',
    '王',
    'A',
    'a@',
    'a.',
    '@a.',
    '闽A',
    '1月',
    '1月1日',
    '今天',
    '微信',
    '办件编号',
    '1号',
    '—',
    '。',
    '小区1号',
    ' ',
    '住在1',
    '今天1:',
    '我是欧阳',
  ];
  const made = [...seeds, ...seeds.map((seed, at) => seed + (seeds[(at * 7 + 3) % seeds.length] ?? ''))];
  for (const seed of made) {
    pace(seed.repeat(200));
    const [short, long] = [pace(seed.repeat(2_000)), pace(seed.repeat(20_000))];
    expect({ seed, quadratic: long > 6 * short + 3 }).toEqual({ seed, quadratic: false });
    expect({ seed, slow: long > 40 }).toEqual({ seed, slow: false });
  }
});

test('it stays small enough for the mini-program', () => {
  const file = fileURLToPath(new URL('../../shared/src/domain/privacy/self-identifying.ts', import.meta.url));
  const { outputFiles } = buildSync({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
  });
  expect(outputFiles[0]?.contents.length).toBeLessThan(6.25 * 1024);
  expect(outputFiles[0]?.text).not.toMatch(/\(\?<[=!]/);
});
