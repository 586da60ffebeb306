import { OwnCaseView } from '@haochaping/shared/contracts';
import {
  ANSWER,
  CALLED,
  FOUND,
  poorRating,
  readCase,
  readOwnCase,
  stepCase,
  withReceipt,
  type PoorRating,
} from '../support/cases.js';
import { errorOf, signInEvaluator } from '../support/evaluator.js';
import { demoTransaction, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { caseOfComplaint, complain } from '../support/complaints.js';
import { sharedSystem, type System } from '../support/system.js';

// Duplicates through the running system: merged only into what the list offers, or a poor rating would get no answer. domain.md §4.

let system: System;
let center: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
});

const merge = async (id: string, into: string) => {
  const { version } = await readCase(center, id);
  const command = { type: 'merge', into, reason: '同一个人说的同一件事' };
  return center.send('POST', `/api/v1/staff/cases/${id}/moves`, { version, command });
};
const offered = async (id: string): Promise<string[]> => {
  const answer = await center.get(`/api/v1/staff/cases/${id}/similar`);
  const { items } = (await expectStatus(answer, 200)) as { items: { id: string }[] };
  return items.map((one) => one.id);
};
const refused = { status: 400, details: [{ field: 'command.into' }] };

test('never into itself: it would be closed, and nobody would answer', async () => {
  const { id } = await poorRating(system, center);
  expect(await errorOf(await merge(id, id))).toMatchObject(refused);
  expect(await readCase(center, id)).toMatchObject({ phase: 'verifying' });
});

test('never into the case of another person, however alike', async () => {
  const [first, second] = [await poorRating(system, center), await poorRating(system, center)];
  expect(await offered(second.id)).toEqual([]);
  expect(await errorOf(await merge(second.id, first.id))).toMatchObject(refused);
  expect(await readOwnCase(system, second.receipt)).toMatchObject({ closed: false });
});

test('nor one complaint into another: nobody can tell that one person told both', async () => {
  const [first, second] = [await complain(system), await complain(system)];
  const [into, id] = [
    await caseOfComplaint(system, first.number),
    await caseOfComplaint(system, second.number),
  ];
  expect(await errorOf(await merge(id.id, into.id))).toMatchObject(refused);
});

test('two of one applicant about one item: the younger into the older alone, while that is open', async () => {
  const { applicant } = await demoTransaction();
  const [first, second] = [
    await poorRating(system, center, { applicant }),
    await poorRating(system, center, { applicant }),
  ];
  expect(await errorOf(await merge(first.id, second.id))).toMatchObject(refused);
  expect(await offered(second.id)).toEqual([first.id]);
  await expectStatus(await merge(second.id, first.id), 200);
  const whyMerged = async (client: StaffClient) =>
    (await readCase(client, second.id)).timeline.find(({ what }) => what === '并入另一件')?.words;
  expect(await readCase(center, second.id)).toMatchObject({ phase: 'closed', outcome: 'merged' });
  // Written by the centre for itself: it may speak of who gave both.
  expect(await whyMerged(center)).toBe('同一个人说的同一件事');
  expect(await whyMerged(department)).toBeNull();
  expect(await errorOf(await merge(first.id, second.id))).toMatchObject(refused);
  for (const move of [CALLED, FOUND]) await stepCase(center, first.id, move);
  await stepCase(department, first.id, ANSWER);
  expect((await readOwnCase(system, first.receipt)).moves).toEqual(['reply']);
});

test('the merged one tells what it is handled with, the number only to whoever may follow both; 追评 waits for that answer', async () => {
  const { applicant } = await demoTransaction();
  const [first, second] = [
    await poorRating(system, center, { applicant }),
    await poorRating(system, center, { applicant }),
  ];
  await expectStatus(await merge(second.id, first.id), 200);
  const own = await readOwnCase(system, second.receipt);
  expect(own).toMatchObject({ closed: true, again: { may: false } });
  expect(own.handledWith).toEqual({ number: null, commitment: first.receipt.commitment });
  expect((await readOwnCase(system, first.receipt)).handledWith).toBeNull();
  const again = { intakeId: crypto.randomUUID(), level: 1 };
  const early = await withReceipt(system, 'ratings', second.receipt, '/again', again);
  expect(await errorOf(early)).toMatchObject({ status: 409 });

  const person = await signInEvaluator(system);
  const claim = ({ receipt: { number, accessKey } }: PoorRating) =>
    person.send('POST', '/api/v1/me/ratings/claims', { number, accessKey });
  const seen = async () => {
    const answer = await person.get(`/api/v1/me/ratings/${second.receipt.number}/case`);
    return OwnCaseView.parse(await expectStatus(answer, 200)).handledWith;
  };
  await expectStatus(await claim(second), 200);
  expect(await seen()).toEqual({ number: null, commitment: null });
  await expectStatus(await claim(first), 200);
  expect(await seen()).toEqual({ number: first.receipt.number, commitment: null });

  for (const move of [CALLED, FOUND]) await stepCase(center, first.id, move);
  await stepCase(department, first.id, ANSWER);
  expect((await readOwnCase(system, second.receipt)).again.may).toBe(true);
});
