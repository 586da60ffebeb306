import { randomUUID } from 'node:crypto';
import { CasePage, ComplaintReceipt, MyComplaintPage } from '@haochaping/shared/contracts';
import { z } from 'zod';
import {
  ANSWER,
  CALLED,
  FOUND,
  giveToDepartment,
  readCase,
  stepCase,
  withReceipt,
} from '../support/cases.js';
import {
  caseOfComplaint,
  complain,
  complaintInHand,
  complaintInput,
  provenPhone,
  sayOnComplaint,
  sendComplaint,
  TEXT,
  wayOfComplaint,
} from '../support/complaints.js';
import { audited, collection, errorOf, signInEvaluator } from '../support/evaluator.js';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// A complaint on its whole way, through the running system: told without an account, handled like a poor rating. FA-2.3.1-a.

let system: System;
let center: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
});

test('told with a telephone number, called back, answered, and satisfied: no account anywhere', async () => {
  const { receipt, id } = await complaintInHand(system, center);
  expect(receipt).toMatchObject({ text: TEXT, contactable: true, warnings: [] });
  expect((await wayOfComplaint(system, receipt)).next).toMatch(/打电话回访您、核实情况，最晚\d+月\d+日/);
  await stepCase(center, id, CALLED);
  await stepCase(center, id, FOUND);
  await stepCase(department, id, ANSWER);
  const closed = await sayOnComplaint(system, receipt, { type: 'reply', satisfied: true, reason: '' });
  expect(closed).toMatchObject({ number: receipt.number, closed: true });
  expect(await readCase(center, id)).toMatchObject({ phase: 'closed', outcome: 'satisfied' });
});

test('the work list shows it beside the levels, as 投诉', async () => {
  const { id } = await complaintInHand(system, center);
  const { number } = await readCase(center, id);
  expect(number).toMatch(/^TS-/);
  const answer = await center.get(`/api/v1/staff/cases?list=mine&search=${number}`);
  const { items } = CasePage.parse(await expectStatus(answer, 200));
  expect(items).toMatchObject([{ id, level: null, levelName: '投诉' }]);
});

test('the officer reads the words, and nothing of who or exactly when', async () => {
  const secret = '我叫林小满，电话13900000001，电话没有人接';
  const receipt = await complain(system, { text: secret });
  expect(receipt.warnings.length).toBeGreaterThan(0);
  const { id } = await caseOfComplaint(system, receipt.number);
  await giveToDepartment(system, center, id);
  const view = await readCase(department, id);
  expect(view).toMatchObject({ rating: null, exact: null });
  const text = JSON.stringify(view);
  for (const one of ['13900000001', receipt.number]) expect(text).not.toContain(one);
  expect(text).toContain('没有人接');
  expect((await readCase(center, id)).details[0]?.text).toBe(secret);
  const clerk = await signInStaff(system, 'window_clerk');
  expect((await clerk.get(`/api/v1/staff/cases/${id}`)).status).toBe(403);
});

test('words that a check finds fault with wait for the centre; the department reads them once they are shown', async () => {
  const receipt = await complain(system, { text: '等了两小时，这帮人都是王八蛋' });
  expect(receipt.shown).toBe('waiting');
  const { id } = await caseOfComplaint(system, receipt.number);
  await giveToDepartment(system, center, id);
  const wordsFor = async (client: StaffClient) => (await readCase(client, id)).details[0];
  expect((await wordsFor(department))?.text).toContain('暂不显示');
  expect(await wordsFor(center)).toMatchObject({ review: { state: 'waiting', seen: 1 } });
  const decision = { decision: 'show', reason: '话难听，事情要办', seen: 1 };
  const path = `/api/v1/staff/cases/${id}/words/review`;
  expect((await department.send('POST', path, decision)).status).toBe(403);
  await expectStatus(await center.send('POST', path, decision), 200);
  expect((await center.send('POST', path, decision)).status).toBe(409);
  expect(await wordsFor(department)).toMatchObject({ text: '等了两小时，这帮人都是王八蛋', review: null });
});

test('sent again it is the same complaint, one case and no second code; with other words it is refused', async () => {
  const input = complaintInput({ phone: await provenPhone(system) });
  const first = ComplaintReceipt.parse(await expectStatus(await sendComplaint(system, input), 201));
  const again = ComplaintReceipt.parse(await expectStatus(await sendComplaint(system, input), 200));
  expect(again).toEqual(first);
  const other = await errorOf(await sendComplaint(system, { ...input, text: '换了一句话再送一次' }));
  expect(other).toMatchObject({ status: 409 });
  const { complaintId } = await caseOfComplaint(system, first.number);
  const cases = await collection(system, 'cases', (all) => all.countDocuments({ complaintId }));
  expect(cases).toBe(1);
  await eventually('it is in the audit log, once', async () =>
    (await audited(system, { 'subject.id': complaintId })).length === 1 ? true : undefined,
  );
});

test('neither signed in nor reachable: told what to do, and nothing is kept', async () => {
  const input = complaintInput({ text: `没有留电话的一次投诉 ${randomUUID()}` });
  const refused = await errorOf(await sendComplaint(system, input));
  expect(refused).toMatchObject({ status: 400 });
  const wrong = { ...(await provenPhone(system)), code: '000000' };
  expect((await sendComplaint(system, { ...input, phone: wrong })).status).toBeGreaterThanOrEqual(400);
  const kept = await collection(system, 'complaints', (all) => all.countDocuments({ text: input.text }));
  expect(kept).toBe(0);
});

test('the number is sealed: it stands in clear nowhere', async () => {
  const phone = await provenPhone(system);
  const receipt = await complain(system, { phone });
  const stored = await collection(system, 'complaints', (all) => all.findOne({ number: receipt.number }));
  const contact = await collection(system, 'applicants', (all) =>
    all.findOne({ _id: stored?.contactId as never }),
  );
  expect(contact).not.toBeNull();
  for (const document of [stored, contact]) expect(JSON.stringify(document)).not.toContain(phone.number);
});

test('signed in it is found again under 我的投诉; another person, or another key, finds nothing', async () => {
  const person = await signInEvaluator(system);
  const other = await signInEvaluator(system);
  const sent = await person.send('POST', '/api/v1/complaints', complaintInput());
  const receipt = ComplaintReceipt.parse(await expectStatus(sent, 201));
  const mine = MyComplaintPage.parse(await expectStatus(await person.get('/api/v1/me/complaints'), 200));
  expect(mine.items.map(({ number }) => number)).toEqual([receipt.number]);
  expect((await other.get(`/api/v1/me/complaints/${receipt.number}`)).status).toBe(404);
  const { accessKey } = await complain(system);
  expect((await withReceipt(system, 'complaints', { number: receipt.number, accessKey })).status).toBe(404);
});

test('told from a rating’s page it is about the same, and the rating counts as it did', async () => {
  const { token } = await issueInvitation(system);
  const rating = await rate(system.baseUrl, token, 5);
  const about = { rating: rating.number, accessKey: rating.accessKey };
  const receipt = await complain(system, { about });
  expect(receipt.title).toBe(rating.title);
  const { id } = await caseOfComplaint(system, receipt.number);
  expect(await readCase(center, id)).toMatchObject({ level: null });
  const stored = await collection(system, 'ratings', (all) => all.findOne({ number: rating.number }));
  expect(stored).toMatchObject({ level: 5, standing: 'adopted' });
  const stolen = complaintInput({
    about: { rating: rating.number, accessKey: 'a'.repeat(40) },
    phone: await provenPhone(system),
  });
  expect((await sendComplaint(system, stolen)).status).toBe(404);
});

test('the department that wants to appeal is told what to do instead of waiting for ever', async () => {
  const { id } = await complaintInHand(system, center);
  const path = `/api/v1/staff/cases/${id}/appeal`;
  const offer = await expectStatus(await department.get(path), 200);
  expect(offer).toMatchObject({ mayFile: false, why: expect.stringContaining('说明情况') as string });
  const filed = await errorOf(
    await department.send('POST', path, { statement: '我们认为说的不是事实，请核查' }),
  );
  expect(filed).toMatchObject({ status: 409, message: expect.stringContaining('说明情况') as string });
});

test('found to be no matter of ours it is misunderstood, not mistyped', async () => {
  const { receipt, id } = await complaintInHand(system, center);
  await stepCase(center, id, CALLED);
  await stepCase(center, id, { type: 'verify', finding: 'mistaken', facts: '本人说是误会，电话是通的' });
  const { timeline } = await wayOfComplaint(system, receipt);
  expect(timeline.at(-1)?.text).toBe('核实认为可能是弄错了，正在请另一个人再核实');
});

test('places, platforms and items are found by a part of their name', async () => {
  const answer = await fetch(
    `${system.baseUrl}/api/v1/complaint-subjects?search=${encodeURIComponent('发展和改革')}`,
  );
  const { items } = z
    .object({ items: z.array(z.object({ kind: z.string(), code: z.string() })) })
    .parse(await expectStatus(answer, 200));
  expect(items).toContainEqual(expect.objectContaining({ kind: 'institution', code: '350400-FGW' }));
});
