import { randomInt } from 'node:crypto';
import { dayOf } from '@haochaping/shared/domain';

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `CP-7K3M9QXT`: what it is, and eight letters and digits that are not mistaken for each other when they are read out. */
export const readableNumber = (prefix: string): string =>
  `${prefix}-${Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

/** The same with the day in Shanghai: `HP20261128-7K3M9QXT`. */
export const datedNumber = (prefix: string, now: Date): string =>
  readableNumber(`${prefix}${dayOf(now).replaceAll('-', '')}`);
