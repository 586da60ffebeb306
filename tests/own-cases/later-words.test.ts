import {
  ANSWER,
  CALLED,
  FOUND,
  poorRating,
  readCase,
  readOwnCase,
  sayOnCase,
  stepCase,
} from '../support/cases.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// What the evaluator says on the way of a case is read by the department as the words of the rating are. Source: FA-3.3-c; adr/026.

let system: System;
let center: StaffClient;
let department: StaffClient;
let oversight: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
  oversight = await signInStaff(system, 'reform_office');
});

const PHONE = '13905981234';
const WORDS = `还是没有解决，请打${PHONE}找我`;

/** The words on the timeline beside what was done, as this account reads them. */
const read = async (client: StaffClient, id: string, what: RegExp) =>
  (await readCase(client, id)).timeline.find((one) => what.test(one.what))?.words;

/** The department reads what was said without what tells who said it; the centre and the author all of it. */
async function masked(receipt: Parameters<typeof readOwnCase>[1], id: string, what: RegExp) {
  const seen = await read(department, id, what);
  expect(seen).toContain('还是没有解决');
  expect(seen).not.toContain(PHONE);
  expect(await read(oversight, id, what)).toBe(seen);
  expect(await read(center, id, what)).toBe(WORDS);
  expect((await readOwnCase(system, receipt)).timeline.map(({ words }) => words)).toContain(WORDS);
}

test('why somebody is not satisfied with the answer', async () => {
  const { id, receipt } = await poorRating(system, center);
  for (const step of [CALLED, FOUND]) await stepCase(center, id, step);
  await stepCase(department, id, ANSWER);
  await sayOnCase(system, receipt, { type: 'reply', satisfied: false, reason: WORDS });
  await masked(receipt, id, /评价人不满意/);
});

test('why somebody contests that their rating was revoked', async () => {
  const { id, receipt } = await poorRating(system, center);
  await stepCase(center, id, CALLED);
  await stepCase(center, id, { type: 'verify', finding: 'mistaken', facts: '本人说是点错了，想点满意' });
  await stepCase(oversight, id, { type: 'confirm_revocation', reason: '听了录音，确认点错了' });
  await sayOnCase(system, receipt, { type: 'contest', reason: WORDS });
  await masked(receipt, id, /有异议/);
});

test('that it is settled; and what the lists find fault with does not reach the department at all', async () => {
  const first = await poorRating(system, center);
  await sayOnCase(system, first.receipt, { type: 'settle', said: WORDS });
  await masked(first.receipt, first.id, /已经解决/);
  const { id, receipt } = await poorRating(system, center);
  const abuse = '解决了，可那个经办的真是王八蛋';
  await sayOnCase(system, receipt, { type: 'settle', said: abuse });
  const seen = await read(department, id, /已经解决/);
  expect(seen).toContain('▇▇▇');
  expect(seen).not.toContain('经办的');
  for (const client of [center, oversight]) expect(await read(client, id, /已经解决/)).toBe(abuse);
});
