/* eslint-disable no-control-regex, no-misleading-character-class -- signs nobody sees are what this is about */

/**
 * Signs nobody sees that hide or turn what is written: zero-width signs, soft hyphens, overrides of the writing direction, tags.
 * Tags behind the black flag make it a region's flag, which is seen.
 */
const UNSEEN =
  /(\ud83c\udff4(?:\udb40[\udc61-\udc7a]){2,6}\udb40\udc7f)|[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]|\ud82f[\udca0-\udca3]|\ud834[\udd73-\udd7a]|[\udb40-\udb43][\udc00-\udfff]/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]/g;
/** Letters that fonts draw as nothing at all. */
const FILLERS = /[\u115f\u1160\u2800\u3164\uffa0]/g;
/** Whole characters in two halves, or a half that lost its other half. */
const HALVES = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;
/** A joiner has something to join behind a picture, and between letters of the scripts that are written joined. */
const JOINER =
  /([\udc00-\udfff\ufe0f\u2190-\u2bff]\u200d)(?=[\ud83c-\ud83e\u2190-\u2bff])|([\u0600-\u0dff][\u200c\u200d])(?=[\u0600-\u0dff])|[\u200c\u200d]/g;

/**
 * What a person wrote, without what nobody can have written or would see: control characters other than line break and tab,
 * zero-width signs and direction overrides, and halves of characters that lost their other half on the way. Everything a
 * person can see stays as it looks; what can be written in two ways is written in one (Unicode NFC). Runs on the page and on
 * the server, so that both count the same.
 */
export function writtenWords(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, '')
    .replace(UNSEEN, (_, flag?: string) => flag ?? '')
    .replace(HALVES, (found) => (found.length === 2 ? found : ''))
    .replace(JOINER, (_, picture?: string, letter?: string) => picture ?? letter ?? '')
    .replace(FILLERS, ' ')
    .normalize('NFC');
}

/** What a person wrote as one line: a name, a title, a code. Breaks and runs of blanks of any kind are one blank. */
export const writtenLine = (text: string): string => writtenWords(text).replace(/\s+/g, ' ').trim();

/** Signs that only change the sign before them: marks above and below, variants, skin tones, keycaps, flags' letters of regions. */
const CHANGES =
  /[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]|\ud83c[\udffb-\udfff]|\udb40[\udc00-\uddff]/g;
const JOINED = /\u200d(?:[\ud800-\udbff][\udc00-\udfff]|[^\ud800-\udfff])/g;
const FLAG = /\ud83c[\udde6-\uddff]\ud83c[\udde6-\uddff]/g;
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** How many characters a person would count: a picture is one, whatever it is made of. The page's counter and the server's limit. */
export function writtenLength(text: string): number {
  return writtenWords(text).replace(CHANGES, '').replace(JOINED, '').replace(FLAG, '*').replace(PAIR, '*')
    .length;
}

/** Marks that stand on another sign in any script; older phones do not know the class, and the server judges again. */
const MARKS = ((): RegExp => {
  try {
    return new RegExp('\\p{M}', 'gu');
  } catch {
    return CHANGES;
  }
})();

/** How many characters a reader sees: a reason of blanks, or of marks that stand on nothing, is none. */
export const seenLength = (text: string): number =>
  writtenLength(writtenWords(text).replace(/\s/g, '').replace(MARKS, ''));

/** The longest beginning that has at most so many characters, cutting no character in two. */
export function writtenBeginning(text: string, most: number): string {
  if (text.length <= most || writtenLength(text) <= most) return text;
  let [fits, end] = [0, text.length];
  while (end - fits > 1) {
    const middle = (fits + end) >> 1;
    if (writtenLength(text.slice(0, middle)) <= most) fits = middle;
    else end = middle;
  }
  return writtenWords(text.slice(0, fits));
}

/** How many characters one addition to a rating may have. */
export const MOST_WORDS = 500;
