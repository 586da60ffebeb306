import { randomBytes, randomInt } from 'node:crypto';
import { randomPhone, randomUscc } from '../../support/evaluator.js';
import { randomIdentityNumber } from '../../support/journey.js';
import type { Mark } from './search.js';

/** Characters of made-up given names that stand in no text of the product; all are in the province's character set. */
export const SIGNS = '霁岚霖蔚蕙菡荇芷莨萱薇黛瑾瑜琬璇璐珑铎锟钰铄鹂鹭鹤鸢鲲麟麒';
const signs = (count: number): string =>
  Array.from({ length: count }, () => SIGNS[randomInt(SIGNS.length)]).join('');
const token = (kind: string) => `${kind}-${randomBytes(12).toString('hex')}`;

export interface Person {
  name: string;
  certNumber: string;
  phone: string;
  openid: string;
  officialOpenid: string;
  unionid: string;
  sub: string;
}

export const inventPerson = (): Person => ({
  name: `欧阳${signs(4)}`,
  certNumber: randomIdentityNumber(),
  phone: randomPhone(),
  openid: token('omini'),
  officialOpenid: token('ooff'),
  unionid: token('union'),
  sub: token('sub'),
});

/** Everybody of the run, and what they write. */
export function inventEverybody() {
  const people = {
    /** Reported by a business system; never signs in. */
    applicant: inventPerson(),
    /** Signs in by the mini-program, has the real name checked, is the applicant of another event. */
    weapp: inventPerson(),
    /** Signs in by the official account. */
    official: inventPerson(),
    /** Signs in by a code in a short message, closes the account, and takes that back. */
    phoned: inventPerson(),
    /** Signs in by the unified sign-in. */
    sso: inventPerson(),
    /** Legal representative of the business, and its handler. */
    representative: inventPerson(),
    handler: inventPerson(),
  };
  const business = { name: `三明市${signs(4)}商贸有限公司`, uscc: randomUscc() };
  const words = {
    rating: `说给办事大厅的话${signs(6)}`,
    correction: `报来的名字写错了${signs(6)}`,
  };
  return { people, business, words };
}
export type Everybody = ReturnType<typeof inventEverybody>;

/** All of it as marks, named by whose and what. */
export function marksOf({ people, business, words }: Everybody): Mark[] {
  const personal = Object.entries(people).flatMap(([who, person]) =>
    Object.entries(person).map(([field, value]: [string, string]) => ({ name: `${who}.${field}`, value })),
  );
  return [
    ...personal,
    { name: 'business.name', value: business.name },
    { name: 'business.uscc', value: business.uscc },
    { name: 'words.rating', value: words.rating },
    { name: 'words.correction', value: words.correction },
  ];
}
