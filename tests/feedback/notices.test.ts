import { NoticePage, Overview } from '@haochaping/shared/contracts';
import {
  ABOUT_DEPARTMENT,
  idOfFeedback,
  PASS_ON,
  SORT,
  stepFeedback,
  writeFeedback,
} from '../support/feedback.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// The unit hears in its inbox that something was passed on to it, and the office that the unit is done with it. FA-2.2.3-a.

let system: System;
let center: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
});

const noticesOf = async (client: StaffClient, id: string) =>
  NoticePage.parse(
    await expectStatus(await client.get('/api/v1/staff/notices?list=all&pageSize=100'), 200),
  ).items.filter(({ feedback }) => feedback?.id === id);
const untilTold = (client: StaffClient, id: string, kind: string) =>
  eventually(`told of ${kind}`, async () =>
    (await noticesOf(client, id)).find((notice) => notice.kind === kind),
  );
const waiting = async (client: StaffClient) =>
  Overview.parse(await expectStatus(await client.get('/api/v1/staff/overview'), 200)).feedbackWaiting ?? 0;

test('passed on, handed back, passed on again and answered: each side is told what is theirs, without who wrote it', async () => {
  const text = '我叫林小满，办事指南上的电话没有人接';
  const { number } = await writeFeedback(system, { text, about: ABOUT_DEPARTMENT });
  const id = await idOfFeedback(center, number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, PASS_ON);
  const told = await untilTold(department, id, 'feedback_passed_on');
  expect(told).toMatchObject({ read: false, case: null, feedback: { number: null } });
  for (const secret of [number, '林小满']) expect(JSON.stringify(told)).not.toContain(secret);
  const before = await waiting(center);

  await stepFeedback(department, id, { type: 'hand_back', words: '电话是中心的总机' });
  expect(await untilTold(center, id, 'feedback_handed_back')).toMatchObject({ feedback: { number } });
  // What is theirs no more is named no more.
  expect(await noticesOf(department, id)).toEqual([]);
  expect(await waiting(center)).toBe(before + 1);

  await stepFeedback(center, id, PASS_ON);
  await stepFeedback(department, id, { type: 'answer', words: '电话专人接听了，号码不变。' });
  const second = await signInStaff(system, 'center', 2);
  for (const one of [center, second]) await untilTold(one, id, 'feedback_answered');
  const elsewhere = await signInStaff(system, 'center', 1);
  expect(await noticesOf(elsewhere, id)).toEqual([]);
});

test('what the office answers itself is told to nobody', async () => {
  const { number } = await writeFeedback(system);
  const id = await idOfFeedback(center, number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, PASS_ON);
  const second = await signInStaff(system, 'center', 2);
  await untilTold(department, id, 'feedback_passed_on');
  await stepFeedback(center, id, { type: 'answer', words: '中心自己办好了，谢谢您。' });
  expect((await noticesOf(second, id)).map(({ kind }) => kind)).toEqual([]);
});
