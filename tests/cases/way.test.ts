import {
  CaseOfficers,
  CasePage,
  CaseView,
  OwnCaseView,
  type CaseCommandInput,
  type OwnCaseCommandInput,
  type Receipt,
} from '@haochaping/shared/contracts';
import { errorOf } from '../support/evaluator.js';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
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

const headers = ({ accessKey }: Receipt) => ({
  'x-receipt-key': accessKey,
  'Content-Type': 'application/json',
});
const wayOf = ({ number }: Receipt) => `${system.baseUrl}/api/v1/ratings/${number}/case`;

/** A poor rating whose case the worker has opened, as the one who gave it sees it. */
async function poorRating(): Promise<{ receipt: Receipt; id: string }> {
  const { token } = await issueInvitation(system);
  const receipt = await rate(system.baseUrl, token, 1);
  await eventually('the case is open', async () => {
    const answer = await fetch(wayOf(receipt), { headers: headers(receipt) });
    return answer.status === 200 ? answer : undefined;
  });
  const found = await caseIn(center, receipt.number);
  await give(found.id);
  return { receipt, id: found.id };
}

/** Gives a case to the department's account of the demo, as the centre does where so few were served that nobody was named. */
async function give(id: string): Promise<void> {
  const officers = CaseOfficers.parse(
    await expectStatus(await center.get(`/api/v1/staff/cases/${id}/officers?side=department`), 200),
  );
  const officer = officers.items.find(({ displayName }) => displayName === department.session.displayName);
  if (!officer) throw new Error('the department has no officer');
  const { officerName } = await read(center, id);
  if (officerName === officer.displayName) return;
  await step(center, id, { type: 'name_officer', side: 'department', officer: officer.id });
}

/** The case of a receipt, looked for through the newest of the list: the centre's own view tells the receipt. */
async function caseIn(client: StaffClient, number: string): Promise<CaseView> {
  for (let page = 1; ; page++) {
    const { items } = await listed(client, `list=mine&pageSize=100&page=${page}`);
    for (const { id } of items) {
      const view = await read(client, id);
      if (view.rating?.number === number) return view;
    }
    if (items.length < 100) throw new Error(`no case of ${number}`);
  }
}

const listed = async (client: StaffClient, query: string) =>
  CasePage.parse(await expectStatus(await client.get(`/api/v1/staff/cases?${query}`), 200));
const read = async (client: StaffClient, id: string) =>
  CaseView.parse(await expectStatus(await client.get(`/api/v1/staff/cases/${id}`), 200));
const send = (client: StaffClient, id: string, version: number, command: CaseCommandInput) =>
  client.send('POST', `/api/v1/staff/cases/${id}/moves`, { version, command });

/** A step on the version of now. */
async function step(client: StaffClient, id: string, command: CaseCommandInput): Promise<CaseView> {
  const { version } = await read(client, id);
  return CaseView.parse(await expectStatus(await send(client, id, version, command), 200));
}

const say = (receipt: Receipt, command: OwnCaseCommandInput) =>
  fetch(`${wayOf(receipt)}/moves`, {
    method: 'POST',
    headers: headers(receipt),
    body: JSON.stringify(command),
  });
const own = async (receipt: Receipt) =>
  OwnCaseView.parse(await expectStatus(await fetch(wayOf(receipt), { headers: headers(receipt) }), 200));

const CALLED = { type: 'call', outcome: 'reached', said: '窗口让跑了三趟，材料一次没说清' } as const;
const FOUND = { type: 'verify', finding: 'true', facts: '查了收件记录，确实补正了三次' } as const;
const ANSWER = {
  type: 'answer',
  kind: 'rectified',
  text: '已经把材料清单一次告知，窗口人员已培训。',
} as const;

test('opened, called back, verified, answered, and the one who gave it says satisfied', async () => {
  const { receipt, id } = await poorRating();
  expect(await own(receipt)).toMatchObject({
    closed: false,
    next: expect.stringMatching(/^行政服务中心会打电话回访您、核实情况，最晚\d+月\d+日/) as string,
    moves: ['settle'],
  });
  await step(center, id, CALLED);
  expect((await step(center, id, FOUND)).phase).toBe('rectifying');
  expect((await own(receipt)).next).toMatch(/发展和改革委员会会整改并答复您，最晚/);
  await step(department, id, ANSWER);
  const answered = await own(receipt);
  expect(answered.timeline.at(-1)).toMatchObject({ words: ANSWER.text });
  expect(answered.moves).toEqual(['reply']);
  const closed = OwnCaseView.parse(
    await expectStatus(await say(receipt, { type: 'reply', satisfied: true, reason: '这次说清楚了' }), 200),
  );
  expect(closed).toMatchObject({ closed: true, next: null, moves: [] });
  expect(await read(center, id)).toMatchObject({ phase: 'closed', outcome: 'satisfied', due: null });
});

test('unsatisfied goes to the oversight offices, and the second answer may satisfy', async () => {
  const { receipt, id } = await poorRating();
  await step(center, id, CALLED);
  await step(center, id, FOUND);
  await step(department, id, ANSWER);
  await expectStatus(await say(receipt, { type: 'reply', satisfied: false, reason: '还是要跑两趟' }), 200);
  await step(oversight, id, { type: 'supervise', instruction: '请分管领导出面，七天内再答复一次。' });
  await step(department, id, { ...ANSWER, text: '已改成一趟办好，欢迎再来办。' });
  await expectStatus(await say(receipt, { type: 'reply', satisfied: true, reason: '' }), 200);
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
  expect((await own(receipt)).moves).toEqual(['contest']);
  await expectStatus(await say(receipt, { type: 'contest', reason: '我没有说过点错了' }), 200);
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
