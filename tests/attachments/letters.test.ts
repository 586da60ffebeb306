import { randomUUID } from 'node:crypto';
import { readOwnCase, sayOnCase, withReceipt } from '../support/cases.js';
import { complaintInHand } from '../support/complaints.js';
import { collection } from '../support/evaluator.js';
import { signInStaff, staffAccount } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import {
  answerWith,
  casePath,
  openOffice,
  ownHeaders,
  step,
  verified,
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

/** Somebody at the education bureau, for as long as it takes to give a case there. */
async function atEducation<T>(work: () => Promise<T>): Promise<T> {
  const { username } = staffAccount(system, 'department');
  const accounts = <R>(of: Parameters<typeof collection<R>>[2]) => collection(system, 'staff_accounts', of);
  const known = await accounts((all) => all.findOne({ username }));
  const _id = randomUUID() as never;
  const there = { ...known, _id, username: `jyj-${String(_id)}`, institutionCode: '350400-JYJ' };
  await accounts((all) => all.insertOne(there));
  try {
    return await work();
  } finally {
    await accounts((all) => all.deleteOne({ _id }));
  }
}

test('it is signed by the institution that answered, also when another has the case since', async () => {
  const poor = await verifiedRating(office);
  await step(office.department, poor.id, answerWith([]));
  await sayOnCase(system, poor.receipt, { type: 'reply', satisfied: false, reason: '' });
  const reason = '材料清单归教育局管';
  await atEducation(() => step(office.center, poor.id, { type: 'reassign', to: '350400-JYJ', reason }));
  const letter = await letterOf(poor);
  expect(letter).toContain('发展和改革委员会');
  expect(letter).not.toContain('教育局');
});

test('the first answer may lead to supervision, the one after it to an end: letter and page say which', async () => {
  const poor = await verifiedRating(office);
  await step(office.department, poor.id, answerWith([]));
  expect(await letterOf(poor)).toContain('不满意的，由审改办、效能办督办。');
  expect(await readOwnCase(system, poor.receipt)).toMatchObject({ moves: ['reply'], lastAnswer: false });
  await sayOnCase(system, poor.receipt, { type: 'reply', satisfied: false, reason: '' });
  const oversight = await signInStaff(system, 'reform_office');
  await step(oversight, poor.id, { type: 'supervise', instruction: '请到现场再对一遍清单' });
  await step(office.department, poor.id, answerWith([]));
  const letter = await letterOf(poor);
  expect(letter).toContain('仍不满意的，如实记下并办结，不再重新办理。');
  expect(letter).not.toContain('由审改办、效能办督办');
  expect(await readOwnCase(system, poor.receipt)).toMatchObject({ moves: ['reply'], lastAnswer: true });
  const said = await sayOnCase(system, poor.receipt, { type: 'reply', satisfied: false, reason: '' });
  expect(said).toMatchObject({ closed: true, moves: [], lastAnswer: false });
});

test('a complaint is spoken of as one, in its letter and on its case sheet', async () => {
  const { receipt, id } = await complaintInHand(system, office.center);
  await verified(office, id);
  await step(office.department, id, answerWith([], '电话改好了，现在有人接。'));
  const own = await wordsOf(await withReceipt(system, 'complaints', receipt, '/case/letter.pdf'));
  for (const said of ['尊敬的投诉人', '的投诉，我们已经核实', '到“我的投诉”里告诉我们', '与“我的投诉”里的'])
    expect(own).toContain(said);
  expect(own.replace('“好差评”', '')).not.toMatch(/评价|差评/);
  const letter = await wordsOf(await office.center.get(`${casePath(id)}/letter.pdf`));
  expect(letter).toContain('投诉编号TS-');
  const sheet = await office.center.get(`${casePath(id)}/case.pdf`);
  expect(decodeURIComponent(sheet.headers.get('content-disposition') ?? '')).toContain('投诉办理单 TS-');
  const words = await wordsOf(sheet);
  for (const said of ['投诉办理单', '投诉的人说', `投诉回执${receipt.number}`, '投诉时间'])
    expect(words).toContain(said);
  expect(words).not.toMatch(/评价|差评/);
});
