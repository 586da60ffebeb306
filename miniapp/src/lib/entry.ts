import { writtenWords } from '@haochaping/shared/domain/privacy/words';
import { INVITATION_TOKEN, pastedToken, STATIC_CODE } from '@haochaping/shared/domain/rating/invitation';

/** By what right the rating page was opened. */
export type Entry =
  | { kind: 'invitation'; token: string }
  | { kind: 'static'; code: string }
  | { kind: 'malformed' }
  | { kind: 'missing' };

/** The options a page is opened with: `i`, `c` from our own links; `scene`, `q` from WeChat's codes. */
export type PageOptions = Readonly<Record<string, string | undefined>>;

/** A parameter of an address, in plain text. */
export function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray percent sign: what was given is judged as it stands.
    return value;
  }
}

function invitation(text: string): Entry {
  const token = pastedToken(text, INVITATION_TOKEN);
  return INVITATION_TOKEN.test(token) ? { kind: 'invitation', token } : { kind: 'malformed' };
}

function staticCode(text: string): Entry {
  const code = pastedToken(text, STATIC_CODE);
  return STATIC_CODE.test(code) ? { kind: 'static', code } : { kind: 'malformed' };
}

function bare(text: string): Entry {
  const asked = invitation(text);
  return asked.kind === 'malformed' ? staticCode(text) : asked;
}

/** `i.TOKEN` or `c.CODE`, the form that fits the 32 characters of a mini-program code's scene. */
function fromScene(scene: string): Entry {
  const [, kind, value] = /^([ic])\.(.*)$/.exec(scene) ?? [];
  if (kind === undefined || value === undefined) return { kind: 'malformed' };
  return kind === 'i' ? invitation(value) : staticCode(value);
}

/** `/r/` of an invitation, `/s/` of a printed code. */
const SHORT_LINK = /\/([rs])\/\s*([^/?#\s]*)/i;
const PAGE_PARAMETER = /[?&]([ic])=([^&#\s]*)/;
const SCENE_PARAMETER = /[?&]scene=([^&#\s]*)/;

function fromLink(link: string): Entry {
  const [, short, held] = SHORT_LINK.exec(link) ?? [];
  if (short !== undefined && held !== undefined)
    return short.toLowerCase() === 'r' ? invitation(decoded(held)) : staticCode(decoded(held));
  const scene = SCENE_PARAMETER.exec(link)?.[1];
  if (scene !== undefined) return fromScene(decoded(scene));
  const [, kind, value] = PAGE_PARAMETER.exec(link) ?? [];
  if (kind === undefined || value === undefined) return { kind: 'malformed' };
  return kind === 'i' ? invitation(decoded(value)) : staticCode(decoded(value));
}

/** What the rating page was opened for. Never throws: whatever cannot be read is `malformed`, nothing at all is `missing`. */
export function entryOf(options: PageOptions): Entry {
  if (options.i) return invitation(decoded(options.i));
  if (options.c) return staticCode(decoded(options.c));
  if (options.scene) return fromScene(decoded(options.scene));
  if (options.q) return fromLink(decoded(options.q));
  return { kind: 'missing' };
}

/**
 * What a person pasted, typed or scanned: a short link, a page address, the whole text message around it, or the bare
 * code, also with blanks in it. An empty text is `missing`.
 */
export function entryOfText(text: string): Entry {
  const written = writtenWords(text).normalize('NFKC').trim();
  if (written === '') return { kind: 'missing' };
  // In a message the characters after a link are Chinese or blanks; neither belongs to a token. A message may hold several links.
  const links = written.match(/(?:https?:\/\/|pages\/)[\x21-\x7e]+/gi) ?? [];
  const found = [...links.map((link) => link.replace(/[.,;:!)\]'"]{1,8}$/, '')), `/${written}`]
    .filter((link) => /[/?=]/.test(link.slice(1)))
    .map(fromLink)
    .find(({ kind }) => kind !== 'malformed');
  return found ?? (/[/?=]/.test(written) ? { kind: 'malformed' } : bare(written));
}

/** The address of the rating page for this entry, to navigate to; undefined when there is nothing to open. */
export function ratePageOf(entry: Entry): string | undefined {
  if (entry.kind === 'invitation') return `/pages/rate/index?i=${entry.token}`;
  if (entry.kind === 'static') return `/pages/rate/index?c=${entry.code}`;
  return undefined;
}
