import { randomUUID } from 'node:crypto';
import { FeedbackPage, FeedbackReceipt, Overview, PublicFeedbackPage } from '@haochaping/shared/contracts';
import { DEPARTMENT, provenPhone, wayOfComplaint } from '../support/complaints.js';
import { openedCase } from '../support/cases.js';
import { atSandbox, audited, collection, errorOf } from '../support/evaluator.js';
import {
  ABOUT_DEPARTMENT,
  asAuthor,
  feedbackInput,
  idOfFeedback,
  OPINION,
  ownFeedback,
  PASS_ON,
  readFeedback,
  REPLY,
  sendFeedback,
  SORT,
  stepFeedback,
  tryFeedback,
  writeFeedback,
} from '../support/feedback.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import { rowsOf } from '../support/workbooks.js';

// A comprehensive feedback on its whole way, through the running system: written without an account, sorted, answered, and where
// its author agrees, public. FA-2.2.3-a.

let system: System;
let center: StaffClient;
let department: StaffClient;
let county: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
  county = await signInStaff(system, 'center', 1);
});

const publicItems = async (narrowed = '') =>
  PublicFeedbackPage.parse(
    await expectStatus(await fetch(`${system.baseUrl}/api/v1/feedback-answers?pageSize=100${narrowed}`), 200),
  ).items;

test('written without an account or a number, sorted, answered: its author reads each step with the receipt', async () => {
  const receipt = await writeFeedback(system);
  expect(receipt).toMatchObject({ text: OPINION, contactable: false, warnings: [] });
  expect(await ownFeedback(system, receipt)).toMatchObject({ state: 'received', answer: null });
  const id = await idOfFeedback(center, receipt.number);
  await stepFeedback(center, id, SORT);
  const view = await stepFeedback(center, id, { type: 'answer', words: REPLY });
  expect(view).toMatchObject({ state: 'answered', moves: [] });
  expect(await ownFeedback(system, receipt)).toMatchObject({
    state: 'answered',
    next: null,
    answer: { words: REPLY, by: '三明市行政服务中心管理委员会' },
  });
  await eventually('each step is in the audit log, with none of the words', async () => {
    const entries = await audited(system, { 'subject.id': id });
    expect(JSON.stringify(entries)).not.toContain('叫号');
    return entries.length === 3 ? true : undefined;
  });
});

test('sent again it is the same, with the same receipt; another key opens nothing', async () => {
  const input = feedbackInput();
  const first = FeedbackReceipt.parse(await expectStatus(await sendFeedback(system, input), 201));
  const again = FeedbackReceipt.parse(await expectStatus(await sendFeedback(system, input), 200));
  expect(again).toEqual(first);
  expect(await errorOf(await sendFeedback(system, { ...input, text: '换了一句话再送一次' }))).toMatchObject({
    status: 409,
  });
  const other = await writeFeedback(system);
  expect((await asAuthor(system, { ...first, accessKey: other.accessKey })).status).toBe(404);
});

test('what is wrong is said in words, and nothing is kept', async () => {
  const short = await errorOf(await sendFeedback(system, feedbackInput({ text: '好' })));
  expect(JSON.stringify(short)).toContain('至少5个字');
  const place = { kind: 'place', place: { kind: 'hall', code: 'NOWHERE' } } as const;
  const nowhere = await errorOf(await sendFeedback(system, feedbackInput({ about: place })));
  expect(JSON.stringify(nowhere)).toContain('没有找到这个地方');
  const abroad = await errorOf(await sendFeedback(system, feedbackInput({ regionCode: '110000' })));
  expect(JSON.stringify(abroad)).toContain('三明市');
});

test('the number is sealed, called by nobody but a message that there is an answer', async () => {
  const phone = await provenPhone(system);
  const receipt = await writeFeedback(system, { phone });
  expect(receipt.contactable).toBe(true);
  const stored = await collection(system, 'feedback', (all) => all.findOne({ number: receipt.number }));
  expect(JSON.stringify(stored)).not.toContain(phone.number);
  const id = await idOfFeedback(center, receipt.number);
  expect(JSON.stringify(await readFeedback(center, id))).not.toContain(phone.number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, { type: 'answer', words: REPLY });
  const sent = await eventually('a message goes out', async () => {
    const all = await atSandbox<{ text?: string }[]>(
      system.peers.sms,
      'GET',
      `messages?phone=${phone.number}`,
    );
    return all.length > 1 ? all : undefined;
  });
  expect(JSON.stringify(sent)).not.toContain('大屏');
});

test('passed on: the unit reads it without what tells who wrote it, answers, or hands it back with a reason', async () => {
  const text = '我叫林小满，电话13900000001，办事指南上的电话没有人接';
  const receipt = await writeFeedback(system, { text, about: ABOUT_DEPARTMENT });
  const id = await idOfFeedback(center, receipt.number);
  expect((await department.get(`/api/v1/staff/feedback/${id}`)).status).toBe(404);
  await stepFeedback(center, id, { ...SORT, institution: DEPARTMENT.code });
  await stepFeedback(center, id, PASS_ON);
  const seen = await readFeedback(department, id);
  for (const secret of ['13900000001', '林小满', receipt.number])
    expect(JSON.stringify(seen)).not.toContain(secret);
  expect(seen).toMatchObject({ number: null, files: [] });
  expect(seen.text).toContain('没有人接');
  expect(seen.came).toMatch(/W/);
  expect(seen.timeline.map(({ what }) => what)).toEqual(['转给三明市发展和改革委员会']);
  expect(await stepFeedback(department, id, { type: 'hand_back', words: '电话是中心的总机' })).toBeNull();
  expect((await department.get(`/api/v1/staff/feedback/${id}`)).status).toBe(404);
  await stepFeedback(center, id, PASS_ON);
  await stepFeedback(department, id, { type: 'answer', words: '电话专人接听了，号码不变。' });
  expect(await ownFeedback(system, receipt)).toMatchObject({
    answer: { by: '三明市发展和改革委员会' },
  });
});

test('answered by the department and agreed to by its author, an editor of the centre lets it into public, freed', async () => {
  const mark = randomUUID().slice(0, 8);
  const text = `我叫林小满，建议${mark}号窗口加一把椅子`;
  const receipt = await writeFeedback(system, {
    text,
    agreed: true,
    about: { kind: 'person', name: '王丽' },
  });
  const id = await idOfFeedback(center, receipt.number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, PASS_ON);
  await stepFeedback(department, id, { type: 'answer', words: '椅子加好了。' });
  const view = await readFeedback(center, id);
  expect(view).toMatchObject({ toPublish: true });
  expect(view.draft?.words).not.toContain('林小满');
  // The editor sends the words as they were: they are freed all the same.
  await stepFeedback(center, id, { type: 'publish', words: text, answer: '椅子加好了。' });
  const shown = (await publicItems()).find(({ words }) => words.includes(mark));
  expect(shown).toMatchObject({ title: '一位工作人员', answer: '椅子加好了。' });
  expect(JSON.stringify(shown)).not.toContain('林小满');
  expect((await ownFeedback(system, receipt)).published?.words).toBe(shown?.words);
  for (const [narrowed, there] of [
    ['&regionCode=350400&topic=facilities', true],
    ['&topic=praise', false],
    ['&regionCode=350481', false],
  ] as const)
    expect((await publicItems(narrowed)).some(({ id: one }) => one === id)).toBe(there);

  await expectStatus(await asAuthor(system, receipt, '/consent', { agreed: false }), 200);
  expect((await publicItems()).some(({ words }) => words.includes(mark))).toBe(false);
  expect((await tryFeedback(center, id, { type: 'publish', words: text, answer: '好了' })).status).toBe(409);
});

test('whoever answered does not publish; words that are listed never go out', async () => {
  const receipt = await writeFeedback(system, { agreed: true });
  const id = await idOfFeedback(center, receipt.number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, { type: 'answer', words: REPLY });
  const own = await errorOf(
    await tryFeedback(center, id, { type: 'publish', words: OPINION, answer: REPLY }),
  );
  expect(own).toMatchObject({ status: 409, message: expect.stringContaining('另一位同事') as string });
  const second = await signInStaff(system, 'center', 2);
  expect(await readFeedback(second, id)).toMatchObject({ toPublish: true });
  const rude = await tryFeedback(second, id, {
    type: 'publish',
    words: '这帮人都是王八蛋',
    answer: REPLY,
  });
  expect(rude.status).toBe(400);
  const shown = await stepFeedback(second, id, { type: 'publish', words: OPINION, answer: REPLY });
  expect(shown).toMatchObject({ publication: 'published' });
});

test('made a complaint it becomes a case, which the same receipt follows', async () => {
  const phone = await provenPhone(system);
  const receipt = await writeFeedback(system, { phone, about: { kind: 'policy', name: '电价补贴' } });
  const id = await idOfFeedback(center, receipt.number);
  await stepFeedback(center, id, SORT);
  expect(await errorOf(await tryFeedback(center, id, { type: 'make_complaint' }))).toMatchObject({
    status: 400,
  });
  const view = await stepFeedback(center, id, { type: 'make_complaint', place: DEPARTMENT });
  const own = await ownFeedback(system, receipt);
  expect(own.complaint).toBe(view?.complaint);
  const number = own.complaint ?? '';
  const complaint = await eventually('the complaint is there', async () =>
    collection(system, 'complaints', async (all) => (await all.findOne({ number })) ?? undefined),
  );
  expect(complaint).toMatchObject({ text: OPINION, assurance: 'phone' });
  await openedCase(system, { complaintId: String(complaint._id) });
  const way = await wayOfComplaint(system, { number, accessKey: receipt.accessKey });
  expect(way.next).toMatch(/打电话回访您/);
});

test('the same matter twice: joined to the first, its author reads the answer of that, and nothing else of it', async () => {
  const first = await writeFeedback(system, { text: '停车场出口太窄，两辆车会不过' });
  const second = await writeFeedback(system, { text: '停车场的出口能不能改宽一点' });
  const [a, b] = [await idOfFeedback(center, first.number), await idOfFeedback(center, second.number)];
  const itself = await tryFeedback(center, b, { type: 'duplicate', of: second.number });
  expect(itself.status).toBe(400);
  await stepFeedback(center, b, { type: 'duplicate', of: first.number });
  await stepFeedback(center, a, SORT);
  await stepFeedback(center, a, { type: 'answer', words: '出口下个月改宽。' });
  const own = await ownFeedback(system, second);
  expect(own).toMatchObject({ state: 'duplicate', answer: { words: '出口下个月改宽。' }, next: null });
  expect(JSON.stringify(own)).not.toContain('会不过');
});

test('a county’s is its centre’s, and the centre itself is judged by those who oversee it', async () => {
  const ofCounty = await writeFeedback(system, { regionCode: '350481' });
  const id = await idOfFeedback(county, ofCounty.number);
  expect((await center.get(`/api/v1/staff/feedback/${id}`)).status).toBe(404);
  const center0 = { kind: 'institution', code: '350400-XZFW' } as const;
  const ofCenter = await writeFeedback(system, { about: { kind: 'place', place: center0 } });
  const reform = await signInStaff(system, 'reform_office');
  const own = await idOfFeedback(reform, ofCenter.number);
  expect((await center.get(`/api/v1/staff/feedback/${own}`)).status).toBe(404);
});

test('two at once: the second is told, and keeps what it wrote', async () => {
  const { number } = await writeFeedback(system);
  const id = await idOfFeedback(center, number);
  const move = { version: 1, command: SORT };
  const both = await Promise.all(
    [1, 2].map(() => center.send('POST', `/api/v1/staff/feedback/${id}/moves`, move)),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('what waits is counted beside the navigation, and the list goes along as a table', async () => {
  const waiting = async () =>
    Overview.parse(await expectStatus(await county.get('/api/v1/staff/overview'), 200)).feedbackWaiting ?? 0;
  const before = await waiting();
  const { number } = await writeFeedback(system, { regionCode: '350481', text: '=1+1 请把表格做对' });
  expect(await waiting()).toBe(before + 1);
  const list = FeedbackPage.parse(
    await expectStatus(await county.get(`/api/v1/staff/feedback?search=${number.toLowerCase()}`), 200),
  );
  expect(list.items).toMatchObject([{ number, topicName: '大厅环境和设施', wayName: '小程序或网页' }]);
  const rows = await rowsOf(await county.get(`/api/v1/staff/feedback/export.xlsx?search=${number}`));
  expect(rows).toMatchObject([{ 回执号: number, 意见开头: '=1+1 请把表格做对' }]);
});
