import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readTokens, sassOf } from '../../miniapp/config/tokens.js';
import { fontScale } from '../../miniapp/src/kit/font-scale.js';

// Colours and sizes of the design kit: read from the one file every sheet is made from.

const MINIAPP = fileURLToPath(new URL('../../miniapp/', import.meta.url));
const read = (path: string) => readFileSync(`${MINIAPP}${path}`, 'utf8');

interface Promised {
  least: Record<string, number>;
  /** Foreground, and the backgrounds it may stand on. */
  pairs: Record<string, string[]>;
}
type Colours = Record<string, Record<string, string>>;

const { colours, sizes, contrast } = JSON.parse(read('src/kit/tokens.json')) as {
  colours: Colours;
  sizes: Record<'standard' | 'elder', Record<string, number>>;
  contrast: Record<'text' | 'mark', Promised>;
};

/** Relative luminance of `#rrggbb` as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  if (!/^#[0-9a-f]{6}$/.test(colour)) throw new Error(`${colour} is no colour of the form #rrggbb`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** Every pair of these colours that is weaker than promised, as `mode: foreground on background ratio`. */
function weakPairs(all: Colours, { least, pairs }: Promised): string[] {
  return Object.entries(all).flatMap(([mode, of]) =>
    Object.entries(pairs).flatMap(([foreground, backgrounds]) =>
      backgrounds.flatMap((background) => {
        const found = ratio(of[foreground] ?? '', of[background] ?? '');
        return found >= (least[mode] ?? Infinity) ? [] : [`${mode}: ${foreground} on ${background} ${found}`];
      }),
    ),
  );
}

test('black on white is 21 to 1, as WCAG says', () => {
  expect(ratio('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(ratio('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('text can be read on every background it is meant for: 4.5 to 1, 7 to 1 in high contrast', () => {
  expect(Object.keys(colours)).toEqual(['light', 'dark', 'contrast']);
  expect(contrast.text.least).toMatchObject({ light: 4.5, dark: 4.5, contrast: 7 });
  expect(weakPairs(colours, contrast.text)).toEqual([]);
});

test('edges and marks can be seen: 3 to 1', () => {
  expect(weakPairs(colours, contrast.mark)).toEqual([]);
});

test('a colour that is too weak is found', () => {
  const paler = { ...colours, light: { ...colours.light, 'ink-2': '#8a9aa2' } };
  expect(weakPairs(paler, contrast.text).map((one) => one.split(' ').slice(0, 4).join(' '))).toEqual([
    'light: ink-2 on paper',
    'light: ink-2 on card',
    'light: ink-2 on tint',
  ]);
});

test('every colour has a pair that promises it can be told from its ground; only hairlines have none', () => {
  const promised = Object.values(contrast).flatMap(({ pairs }) => [
    ...Object.keys(pairs),
    ...Object.values(pairs).flat(),
  ]);
  for (const of of Object.values(colours)) {
    expect(Object.keys(of)).toEqual(Object.keys(colours.light ?? {}));
    expect(Object.keys(of).filter((name) => !promised.includes(name))).toEqual(['line']);
  }
});

test('letters and targets are as large as promised, in elder mode larger', () => {
  expect(sizes.standard).toMatchObject({ t1: 15, t2: 17, target: 48, least: 44 });
  expect(Math.min(...['t1', 't2', 't3', 't4', 't5'].map((name) => sizes.elder[name] ?? 0))).toBe(18);
  expect(sizes.elder.least).toBeGreaterThanOrEqual(60);
  for (const [name, size] of Object.entries(sizes.standard)) expect(sizes.elder[name]).toBeGreaterThan(size);
});

test('the sheets get these values and no others', () => {
  const sass = sassOf(readTokens(MINIAPP));
  expect(sass).toContain(`light: (paper: ${colours.light?.paper}, `);
  expect(sass).toContain('elder: (t1: 18, ');
  const sheets = ['frame', 'button', 'face', 'form', 'list', 'timeline', 'state', 'screen'];
  for (const sheet of sheets) expect(read(`src/kit/styles/_${sheet}.scss`)).not.toMatch(/#[0-9a-f]{3,8}\b/i);
});

test('what cannot be made from the tokens agrees with them: the bars of WeChat and of the browser', () => {
  const theme = JSON.parse(read('src/theme.json')) as Colours;
  for (const mode of ['light', 'dark']) {
    expect(theme[mode]?.paper?.toLowerCase()).toBe(colours[mode]?.paper);
    expect(read('src/index.html').toLowerCase()).toContain(
      `content="${colours[mode]?.paper}" media="(prefers-color-scheme: ${mode})"`,
    );
  }
});

test('letters grow with the size set in WeChat, until they would no longer fit', () => {
  expect([undefined, 15, 17, 20.4, 30].map((size) => fontScale(size).toFixed(2))).toEqual([
    '1.00',
    '1.00',
    '1.00',
    '1.20',
    '1.40',
  ]);
});
