import { readFileSync } from 'node:fs';
import path from 'node:path';

type Values = Record<string, Record<string, string | number>>;

/** The colours and sizes every sheet is made from; see src/kit/tokens.json. */
export interface Tokens {
  colours: Values;
  sizes: Values;
}

const asMap = (values: Values) =>
  `(${Object.entries(values)
    .map(
      ([mode, entries]) =>
        `${mode}: (${Object.entries(entries)
          .map(([name, value]) => `${name}: ${value}`)
          .join(', ')})`,
    )
    .join(', ')})`;

/** Reads tokens.json under the mini-program's folder. */
export function readTokens(root: string): Tokens {
  return JSON.parse(readFileSync(path.join(root, 'src/kit/tokens.json'), 'utf8')) as Tokens;
}

/** The tokens as two Sass maps, `$colours` and `$sizes`, to stand before every sheet. */
export function sassOf({ colours, sizes }: Tokens): string {
  return `$colours: ${asMap(colours)};\n$sizes: ${asMap(sizes)};\n`;
}
