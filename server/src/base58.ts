import { randomInt } from 'node:crypto';

/** Base58: no 0 O I l, so that a code can be read out on the telephone. */
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Random base58 characters from the system's cryptographic source, without bias. */
export function randomBase58(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** So many base58 characters made of a digest in hex: the same digest gives the same. */
export function base58Of(hex: string, length: number): string {
  let rest = BigInt(`0x${hex}`);
  return Array.from({ length }, () => {
    const letter = ALPHABET[Number(rest % 58n)];
    rest /= 58n;
    return letter;
  }).join('');
}
