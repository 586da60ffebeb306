import { plain, type Sign } from './match.js';

/** Reads a name character by character. */
export type Reader = (name: string) => readonly Sign[];

let reader: Promise<Reader> | undefined;

/** Loads the library of readings, three hundred kilobytes that most processes never need: when somebody first looks for a place. */
export const readerOfNames = (): Promise<Reader> => (reader ??= load());

async function load(): Promise<Reader> {
  const { polyphonic } = await import('pinyin-pro');
  const known = new Map<string, readonly string[]>();
  const readingsOf = (sign: string): readonly string[] => {
    const before = known.get(sign);
    if (before) return before;
    const readings = /\p{Script=Han}/u.test(sign)
      ? [...new Set(polyphonic(sign, { toneType: 'none', type: 'array' }).flat().flatMap(typedAs))]
      : [];
    known.set(sign, readings);
    return readings;
  };
  return (name) => [...plain(name)].map((sign) => ({ sign, readings: readingsOf(sign) }));
}

/** A reading as it is typed without marks: ü as v, or as u. */
const typedAs = (reading: string): string[] => [
  ...new Set([reading.replaceAll('ü', 'v'), reading.replaceAll('ü', 'u')]),
];
