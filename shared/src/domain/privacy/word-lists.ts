/** Words that make a text wait for a person, by category. They are compared without spaces, marks, width and case. */
export type WordLists = ReadonlyMap<string, readonly string[]>;

/** Signs that are put between characters to get past a list. */
const BETWEEN = /[\s\p{P}\p{S}\p{M}\p{Cf}]/gu;

/** A text or word as it is compared. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(BETWEEN, '');
}

/**
 * The words of one list file: one a line, `#` begins a remark.
 * @throws Error naming the line of a word so short that it would stand in ordinary sentences
 */
export function parseWordList(text: string): string[] {
  const words = text.split(/\r?\n/).map((line) => (line.split('#')[0] ?? '').trim());
  words.forEach((word, index) => {
    if (word !== '' && comparable(word).length < 2)
      throw new Error(`line ${index + 1}: “${word}” is too short`);
  });
  return words.filter((word) => word !== '').map(comparable);
}

/** The first list, and word of it, that stands in the text; undefined when none does. Works in time linear in the text. */
export function listedWord(lists: WordLists, text: string): { category: string; word: string } | undefined {
  const read = comparable(text);
  for (const [category, words] of lists) {
    const word = words.find((one) => read.includes(one));
    if (word !== undefined) return { category, word };
  }
  return undefined;
}
