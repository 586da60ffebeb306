/**
 * Whether what somebody typed is in a name: the characters themselves, their first letters (`smszwzx`), the letters in full
 * (`zhengwu`), or all of it mixed (`sm市政wu`). Pure.
 */

/** A character of a name: itself, and the letters it is read with, every reading (行: xing, hang). */
export interface Sign {
  sign: string;
  readings: readonly string[];
}

/** What does not tell names apart: blanks, brackets, commas, dots, dashes. */
const IGNORED = /[\s\p{P}\p{S}]/gu;

/** What is compared: small letters, half width, without blanks and signs. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(IGNORED, '');

/** Fewer letters than this would be in every other name when some may be left out. */
const LOOSE_LEAST = 3;

/** From best to worst; null where it is not in the name. */
export type Nearness = 'whole' | 'start' | 'inside' | 'loose';
export const NEARNESS: readonly Nearness[] = ['whole', 'start', 'inside', 'loose'];

/**
 * How near the typed words (`plain`) are to a name. `loose` is for those who leave out what they do not say (三明政务中心 for
 * 三明市行政服务中心): every typed letter begins a character, in this order, and no more is left out than was typed.
 */
export function nearness(typed: string, name: readonly Sign[]): Nearness | null {
  if (typed === '') return null;
  for (let start = 0; start < name.length; start++) {
    const end = endOf(typed, name, start);
    if (end === null) continue;
    if (start > 0) return 'inside';
    return end === name.length ? 'whole' : 'start';
  }
  return isLoose(typed, name) ? 'loose' : null;
}

/** Where the typed words end when they begin at this character; null when they do not go on that far. */
function endOf(typed: string, name: readonly Sign[], at: number): number | null {
  if (typed === '') return at;
  const here = name[at];
  if (!here) return null;
  for (const part of [here.sign, ...here.readings]) {
    if (!typed.startsWith(part)) continue;
    const end = endOf(typed.slice(part.length), name, at + 1);
    if (end !== null) return end;
  }
  // The last syllable may still be in the typing.
  if (here.readings.some((reading) => reading.startsWith(typed))) return at + 1;
  const first = typed.slice(0, 1);
  return begins(here, first) ? endOf(typed.slice(1), name, at + 1) : null;
}

const begins = ({ sign, readings }: Sign, letter: string): boolean =>
  sign === letter || readings.some((reading) => reading.startsWith(letter));

function isLoose(typed: string, name: readonly Sign[]): boolean {
  const letters = [...typed];
  if (letters.length < LOOSE_LEAST) return false;
  for (let start = 0; start + letters.length <= name.length; start++) {
    let next = 0;
    for (let at = start; at < name.length && at - start < 2 * letters.length; at++) {
      const here = name[at];
      if (here && begins(here, letters[next] ?? '')) next += 1;
      else if (at === start) break;
      if (next === letters.length) return true;
    }
  }
  return false;
}
