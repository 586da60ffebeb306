import { writtenWords } from '../privacy/words.js';

/**
 * What people type or paste where one thing has one form: numbers with blanks from an address book, full-width letters
 * from a Chinese keyboard, dashes, a country code. Every entrance brings it into its form before anything is judged or cut.
 */

const narrow = (text: string) => writtenWords(text).normalize('NFKC').trim();
const GAPS = /[\s.·()\-‐-―−]/g;

/** A mobile number of the mainland; what else has eleven digits, or comes from another country, proves none. */
export const MAINLAND_MOBILE = /^1[3-9]\d{9}$/;

/** A telephone number without gaps and without the country code of the mainland; another country's stays before it. */
export function typedPhone(text: string): string {
  const digits = narrow(text).replace(GAPS, '');
  return digits.replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
}

/** A code whose case means something, without the blanks and breaks that came along. */
export const typedToken = (text: string): string => narrow(text).replace(/\s/g, '');

/** A code of digits or letters as it was sent: without gaps, in capitals. */
export const typedCode = (text: string): string => narrow(text).replace(GAPS, '').toUpperCase();

/** Whether this is a code of six digits, from a text message or an authenticator, however it is spaced. */
export const isSixDigits = (text: string): boolean => /^\d{6}$/.test(typedCode(text));

/**
 * The number of a document: narrow, in capitals, without blanks; brackets stay, since some kinds of number have them.
 * The dashes and dots people write into it go as well where only letters and digits are left.
 */
export function typedDocument(text: string): string {
  const number = typedToken(text).toUpperCase();
  const plain = number.replace(/[-.·#‐-―−]/g, '');
  return /^[0-9A-Z]+$/.test(plain) ? plain : number;
}
