import { sayOnCase } from '../support/cases.js';
import { sharedSystem, type System } from '../support/system.js';
import {
  answerWith,
  openOffice,
  ownHeaders,
  step,
  verifiedRating,
  wayOf,
  wordsOf,
  type Office,
  type Poor,
} from './support.js';

// What the letter of reply says of whoever answered, and to whoever reads it.

let system: System;
let office: Office;
beforeAll(async () => {
  system = await sharedSystem();
  office = await openOffice(system);
});

const letterOf = async ({ receipt }: Pick<Poor, 'receipt'>) =>
  wordsOf(await fetch(`${wayOf(system, receipt)}/letter.pdf`, { headers: ownHeaders(receipt) }));

test('it is signed by the institution that answered, also when another has the case since', async () => {
  const poor = await verifiedRating(office);
  await step(office.department, poor.id, answerWith([]));
  await sayOnCase(system, poor.receipt, { type: 'reply', satisfied: false, reason: '' });
  const reason = '材料清单归教育局管';
  await step(office.center, poor.id, { type: 'reassign', to: '350400-JYJ', reason });
  const letter = await letterOf(poor);
  expect(letter).toContain('发展和改革委员会');
  expect(letter).not.toContain('教育局');
});
