import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

const files = createRequire(import.meta.url);

/** The whole Chinese font, and the pictures it has not; pdfkit puts only the characters that are used into the file. */
export const FONTS = {
  text: files.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  pictures: files.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
} as const;

export type FontName = keyof typeof FONTS;

export interface Run {
  font: FontName;
  text: string;
}

let opened: Record<FontName, fontkit.Font> | undefined;

function open(): Record<FontName, fontkit.Font> {
  // A file of one font, never a collection of several.
  opened ??= {
    text: fontkit.openSync(FONTS.text) as fontkit.Font,
    pictures: fontkit.openSync(FONTS.pictures) as fontkit.Font,
  };
  return opened;
}

/**
 * What a person wrote, cut where the font changes, so that nothing of it becomes an empty box: text, else the picture.
 * A character neither font has stands as its number in Unicode, `〔U+20BB7〕`: unbeautiful, but what was written.
 */
export function runsOf(written: string): Run[] {
  const fonts = open();
  const runs: Run[] = [];
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(
    written.replaceAll('\t', '    '),
  )) {
    const run = drawn(segment, fonts);
    const last = runs.at(-1);
    if (last?.font === run.font) last.text += run.text;
    else runs.push(run);
  }
  return runs;
}

function drawn(character: string, fonts: Record<FontName, fontkit.Font>): Run {
  const signs = Array.from(character, (sign) => ({ sign, point: sign.codePointAt(0) ?? 0 }));
  const has = (font: FontName, point: number) => fonts[font].hasGlyphForCodePoint(point);
  const spoken = /^\s+$/u.test(character) || signs.every(({ point }) => has('text', point));
  if (!spoken && signs.every(({ point }) => has('pictures', point)))
    return { font: 'pictures', text: character };
  const text = signs.map(({ sign, point }) => (spoken || has('text', point) ? sign : numberOf(point)));
  return { font: 'text', text: text.join('') };
}

const numberOf = (point: number) => `〔U+${point.toString(16).toUpperCase()}〕`;
