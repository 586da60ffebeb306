import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { ModeratedTextPage, RatingDetailsAnswer, type Receipt } from '@haochaping/shared/contracts';
import { withReceipt } from '../support/cases.js';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { postJson, signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { openToRatedSide } from '../support/veil.js';

// What happens to words: warned about, masked, hidden until somebody looked, never changed. FA-3.3-c.

let system: OwnSystem;
let center: StaffClient;
let department: StaffClient;

beforeAll(async () => {
  system = await startSystem({ province: true, env: { RATED_SIDE_DELAY_DAYS: '0' } });
  [center, department] = await Promise.all([
    signInStaff(system, 'center'),
    signInStaff(system, 'department'),
  ]);
}, 60_000);
afterAll(() => system?.stop());

interface Said {
  receipt: Receipt;
  projectNo: string;
  answer: RatingDetailsAnswer;
}

async function say(text: string): Promise<Said> {
  const projectNo = `TEXT-${randomUUID()}`;
  const { token } = await issueInvitation(system, { projectNo, institutionCode: '350400-FGW' });
  const receipt = await rate(system.baseUrl, token, 2);
  const response = await postJson(`${system.baseUrl}/api/v1/ratings/${receipt.number}/details`, {
    accessKey: receipt.accessKey,
    detailsId: randomUUID(),
    text,
  });
  return { receipt, projectNo, answer: RatingDetailsAnswer.parse(await expectStatus(response, 200)) };
}

async function idOf(number: string): Promise<string> {
  const list = await expectStatus(await center.get(`/api/v1/staff/ratings?search=${number}`), 200);
  return (list as { items: { id: string }[] }).items[0]!.id;
}

async function textFor(who: StaffClient, id: string): Promise<string | undefined> {
  await openToRatedSide(system.mongoUri);
  const view = await expectStatus(await who.get(`/api/v1/staff/ratings/${id}`), 200);
  return (view as { details: { text: string }[] }).details[0]?.text;
}

async function texts(state = 'waiting') {
  return ModeratedTextPage.parse(
    await expectStatus(await center.get(`/api/v1/staff/texts?state=${state}&pageSize=100`), 200),
  ).items;
}

const review = (who: StaffClient, path: string, decision: string, seen: number, reason = '核对过了') =>
  who.send('POST', `/api/v1/staff/texts/${path}/review`, { decision, reason, seen });

test('the author is told what tells who wrote it; the rated side reads bars in its place, the centre the words', async () => {
  const text = '我叫王小明，电话138-1234-5678，窗口态度不好。';
  const { receipt, answer } = await say(text);
  expect(answer.warnings).toEqual(['name', 'phone']);
  expect(answer.details).toMatchObject([{ text, shown: 'shown' }]);
  const id = await idOf(receipt.number);
  expect(await textFor(center, id)).toBe(text);
  expect(await textFor(department, id)).toBe('我叫▇▇▇（已隐去姓名），电话▇▇▇（已隐去电话），窗口态度不好。');
  const oversight = await signInStaff(system, 'efficiency_office');
  expect(await textFor(oversight, id)).not.toContain('王小明');
});

test('listed words hide a text until it was reviewed; the level counts, the author sees the words, the province gets them', async () => {
  const text = '傻 * 逼窗口，等了三小时。';
  const { receipt, projectNo, answer } = await say(text);
  expect(answer.details).toMatchObject([{ text, shown: 'waiting' }]);
  const id = await idOf(receipt.number);
  expect(await textFor(department, id)).toBe('▇▇▇（这段话待核对，暂不显示）');
  expect(await textFor(center, id)).toBe(text);
  const sent = await eventually('the province has it', async () => {
    const answered = await fetch(`${system.provinceUrl}/__sandbox/ratings?projectNo=${projectNo}`);
    return ((await answered.json()) as { fields: Record<string, string> }[])[0];
  });
  expect(JSON.stringify(sent.fields)).toContain('等了三小时');

  const [item] = (await texts()).filter(({ ratingId }) => ratingId === id);
  expect(item).toMatchObject({
    text,
    state: 'waiting',
    may: ['show', 'hide'],
    history: [{ byName: '本地词表', categoryName: '辱骂' }],
  });
  const path = `${id}/${item!.detailsId}`;
  await expectStatus(await review(center, path, 'show', 1, '气话，留着'), 200);
  expect(await textFor(department, id)).toBe(text);
  await expectStatus(await review(center, path, 'undo', 2, '看错了'), 200);
  expect(await textFor(department, id)).toBe('▇▇▇（这段话待核对，暂不显示）');
  await expectStatus(await review(center, path, 'hide', 3, '辱骂他人'), 200);
  expect(await textFor(department, id)).toBe('▇▇▇（这段话经核对，不予显示）');
  const own = await withReceipt(system, 'ratings', receipt);
  expect(await expectStatus(own, 200)).toMatchObject({
    level: 2,
    standing: 'adopted',
    details: [{ text, shown: 'hidden' }],
  });

  const [decided] = (await texts('hidden')).filter(({ ratingId }) => ratingId === id);
  expect(decided).toMatchObject({ may: ['show', 'undo'] });
  expect(decided!.history.map(({ state, byName }) => [state, byName])).toEqual([
    ['flagged', '本地词表'],
    ['cleared', '您'],
    ['flagged', '您'],
    ['hidden', '您'],
  ]);
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  const stored = await connection
    .collection<{ _id: string; details: { text: string }[] }>('ratings')
    .findOne({ _id: id });
  expect(stored?.details[0]?.text).toBe(text);
  const audited = await eventually('the decisions are audited', async () => {
    const found = await connection
      .collection('audit_entries')
      .find({ 'subject.id': id, action: /text/ })
      .toArray();
    return found.length === 4 ? found : undefined;
  });
  expect(JSON.stringify(audited)).not.toContain('三小时');
  await connection.close();
});

test('a decision on what somebody else decided meanwhile is refused, and so is one without a reason', async () => {
  const { receipt } = await say('王八蛋才这样办事。');
  const id = await idOf(receipt.number);
  const [item] = (await texts()).filter(({ ratingId }) => ratingId === id);
  const path = `${id}/${item!.detailsId}`;
  await expectStatus(await review(center, path, 'hide', 1, ' '), 400);
  const both = await Promise.all([review(center, path, 'show', 1), review(center, path, 'hide', 1)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  await expectStatus(await review(center, path, 'undo', 1), 409);
  await expectStatus(await review(center, `${id}/${randomUUID()}`, 'show', 1), 404);
  await expectStatus(await review(department, path, 'show', 2), 403);
});

test('the overview counts what waits', async () => {
  const waiting = new Set((await texts()).map(({ ratingId }) => ratingId)).size;
  await say('你们等着，弄死你信不信');
  const overview = await expectStatus(await center.get('/api/v1/staff/overview'), 200);
  expect(overview).toMatchObject({ textsWaiting: waiting + 1 });
});

test('five hundred pictures are five hundred characters, one more is refused, and unseen signs do not count', async () => {
  const { answer } = await say(`${'👍🏽'.repeat(500)}\u200b\u202e`);
  expect(answer.details[0]?.text).toBe('👍🏽'.repeat(500));
  const { receipt } = await say('好');
  const response = await postJson(`${system.baseUrl}/api/v1/ratings/${receipt.number}/details`, {
    accessKey: receipt.accessKey,
    detailsId: randomUUID(),
    text: '长'.repeat(501),
  });
  expect(await expectStatus(response, 400)).toMatchObject({
    error: { details: [{ field: 'text', message: '最多500字' }] },
  });
});
