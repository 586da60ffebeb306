import { randomInt } from 'node:crypto';

/** Base58: no 0 O I l, so that a code can be read out on the telephone. */
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Random base58 characters from the system's cryptographic source, without bias. */
export function randomBase58(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
