import type { CaseCommandInput, OwnCaseCommandInput, Receipt } from '@haochaping/shared/contracts';
import {
  ANSWER,
  CALLED,
  FOUND,
  poorRating as aPoorRating,
  readCase as read,
  readOwnCase,
  sayOnCase,
  stepCase as step,
} from '../support/cases.js';
import { errorOf } from '../support/evaluator.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// A poor rating on its whole way, through the running system: opened by the worker, called back, verified, answered, judged.

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

const poorRating = () => aPoorRating(system, center);
const send = (client: StaffClient, id: string, version: number, command: CaseCommandInput) =>
  client.send('POST', `/api/v1/staff/cases/${id}/moves`, { version, command });

const say = (receipt: Receipt, command: OwnCaseCommandInput) => sayOnCase(system, receipt, command);
const own = (receipt: Receipt) => readOwnCase(system, receipt);

test('opened, called back, verified, answered, and the one who gave it says satisfied', async () => {
  const { receipt, id } = await poorRating();
  expect(await own(receipt)).toMatchObject({
    closed: false,
    next: expect.stringMatching(/^行政服务中心会打电话回访您、核实情况，最晚\d+月\d+日/) as string,
    moves: ['settle'],
  });
  await step(center, id, CALLED);
  expect((await step(center, id, FOUND)).phase).toBe('rectifying');
  expect((await own(receipt)).next).toMatch(/发展和改革委员会负责整改，并答复您，最晚/);
  await step(department, id, ANSWER);
  const answered = await own(receipt);
  expect(answered.timeline.at(-1)).toMatchObject({ words: ANSWER.text });
  expect(answered.moves).toEqual(['reply']);
  const closed = await say(receipt, { type: 'reply', satisfied: true, reason: '这次说清楚了' });
  expect(closed).toMatchObject({ closed: true, next: null, moves: [] });
  expect(await read(center, id)).toMatchObject({ phase: 'closed', outcome: 'satisfied', due: null });
});

test('unsatisfied goes to the oversight offices, and the second answer may satisfy', async () => {
  const { receipt, id } = await poorRating();
  await step(center, id, CALLED);
  await step(center, id, FOUND);
  await step(department, id, ANSWER);
  await say(receipt, { type: 'reply', satisfied: false, reason: '还是要跑两趟' });
  await step(oversight, id, { type: 'supervise', instruction: '请分管领导出面，七天内再答复一次。' });
  await step(department, id, { ...ANSWER, text: '已改成一趟办好，欢迎再来办。' });
  await say(receipt, { type: 'reply', satisfied: true, reason: '' });
  expect(await read(center, id)).toMatchObject({ outcome: 'satisfied' });
});

test('revoked by two people, contested, and the contest upheld', async () => {
  const { receipt, id } = await poorRating();
  await step(center, id, CALLED);
  await step(center, id, { type: 'verify', finding: 'mistaken', facts: '本人说是点错了，想点满意' });
  const { version } = await read(center, id);
  const alone = await errorOf(
    await send(center, id, version, { type: 'confirm_revocation', reason: '本人确认点错了' }),
  );
  expect(alone).toMatchObject({ status: 403, message: expect.stringContaining('另一个人') as string });
  await step(oversight, id, { type: 'confirm_revocation', reason: '听了录音，确认点错了' });
  expect(await own(receipt)).toMatchObject({
    moves: ['contest'],
    next: expect.stringMatching(/不同意可以提异议，最晚\d+月\d+日$/) as string,
  });
  await say(receipt, { type: 'contest', reason: '我没有说过点错了' });
  const efficiency = await signInStaff(system, 'efficiency_office');
  await step(efficiency, id, { type: 'uphold_contest', reason: '录音里没有这句话，恢复评价' });
  expect(await read(center, id)).toMatchObject({ phase: 'rectifying' });
});

test('the officer reads the words, and nothing of who, when or at which window', async () => {
  const { receipt, id } = await poorRating();
  await step(center, id, CALLED);
  const view = await read(department, id);
  expect(view.rating).toBeNull();
  const text = JSON.stringify(view);
  for (const secret of [receipt.number, receipt.place, CALLED.said]) expect(text).not.toContain(secret);
  expect(view.week).toMatch(/^\d{4}-W\d\d$/);
  const clerk = await signInStaff(system, 'window_clerk');
  expect((await clerk.get(`/api/v1/staff/cases/${id}`)).status).toBe(403);
});

test('of two officers at once the second is told what the first did, and nothing is lost', async () => {
  const { id } = await poorRating();
  const { version } = await read(center, id);
  const answers = await Promise.all([
    send(center, id, version, CALLED),
    send(center, id, version, { ...CALLED, outcome: 'no_answer', said: '' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await read(center, id)).version).toBe(version + 1);
});

test('a refused move names what is missing, in the words of the rules', async () => {
  const { id } = await poorRating();
  const { version } = await read(center, id);
  const early = await errorOf(await send(center, id, version, FOUND));
  expect(early).toMatchObject({
    status: 400,
    message: expect.stringContaining('还没有回访到评价人') as string,
  });
  const notTheirs = await errorOf(await send(department, id, version, CALLED));
  expect(notTheirs).toMatchObject({ status: 403 });
});

test('a case is not sent where no account could see to it: the refusal says what to do', async () => {
  const { id } = await poorRating();
  const { version } = await read(center, id);
  const reassign = { type: 'reassign', to: '350400-GXJ', reason: '这件事归那个部门办理' } as const;
  const refused = await send(center, id, version, reassign);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('请安全管理员先给它建“审批部门”的账号');
  expect((await read(center, id)).version).toBe(version);
});
