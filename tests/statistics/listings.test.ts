import {
  Candidates,
  ListingPage,
  ListingView,
  type ListingInput,
  type ListingMoveInput,
} from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import type { SheetRecord } from '../../server/src/modules/statistics/index.js';
import { packLevels } from '../../server/src/modules/statistics/packed.js';
import { poorRating } from '../support/cases.js';
import { audited, collection } from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { inboxOf, signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import { rowsOf } from '../support/workbooks.js';

// FA-2.4.2-b FA-2.4.2-c 奖惩名单 through the running system: candidates by the records, listed, heard, decided by two.

const BASE = '/api/v1/staff/listings';
/** Long ago: nothing else was rated then. */
const MONTH = '2024-03';
/** Counted on another day than the cases have: what changes a case has its day counted anew. */
const DAY = '2024-03-12';
const UNIT = '350400-FGW';

let system: System;
let first: StaffClient;
let second: StaffClient;
let reform: StaffClient;
let department: StaffClient;
let clerk: StaffClient;
let caseIds: string[];
let window: string;
/** When the cases began that this file moves into another year. */
let began: { _id: unknown; startedAt: Date }[];

/** A sheet that counts one subject: so many of the best level, so many of the worst. */
function counted(kind: 'window' | 'institution', code: string, good: number, poor: number): SheetRecord {
  const counts = { all_5: good, adopted_5: good, all_1: poor, adopted_1: poor };
  const entries = [{ code, name: code, institutionCode: UNIT, regionCode: '350400', counts }];
  const packed = packLevels(entries);
  return {
    _id: `full|${kind}|${DAY}`,
    book: 'full',
    kind,
    day: DAY,
    months: [],
    entries,
    packed,
    scored: '[]',
  };
}

beforeAll(async () => {
  system = await sharedSystem();
  [first, second, reform, department, clerk] = await Promise.all([
    signInStaff(system, 'efficiency_office'),
    signInStaff(system, 'efficiency_office', 1),
    signInStaff(system, 'reform_office'),
    signInStaff(system, 'department'),
    signInStaff(system, 'window_clerk'),
  ]);
  const center = await signInStaff(system, 'center');
  const poor = [
    await poorRating(system, center),
    await poorRating(system, center),
    await poorRating(system, center),
  ];
  caseIds = poor.map(({ id }) => id);
  window = await collection(system, 'cases', async (cases) => {
    const found = await cases.find({ _id: { $in: caseIds as never[] } }).toArray();
    began = found.map(({ _id, startedAt }) => ({ _id, startedAt: startedAt as Date }));
    await cases.updateMany(
      { _id: { $in: caseIds as never[] } },
      { $set: { startedAt: new Date('2024-03-11T02:00:00Z') } },
    );
    const one = await cases.findOne({ _id: caseIds[0] as never });
    return (one?.state as { rated: { windows: string[] } }).rated.windows[0] ?? '';
  });
  await collection(system, 'statistics_sheets', (sheets) =>
    sheets.insertMany([counted('window', window, 12, 3), counted('institution', UNIT, 400, 0)] as never[]),
  );
}, 60_000);
afterAll(async () => {
  await collection(system, 'statistics_sheets', (sheets) => sheets.deleteMany({ day: DAY }));
  // Others of the same system count cases by their day.
  await collection(system, 'cases', (cases) =>
    Promise.all(
      began.map(({ _id, startedAt }) => cases.updateOne({ _id: _id as never }, { $set: { startedAt } })),
    ),
  );
});

const candidates = async (list: string, client = first) =>
  Candidates.parse(
    await expectStatus(
      await client.get(`/api/v1/staff/listing-candidates?list=${list}&kind=month&period=${MONTH}`),
      200,
    ),
  );
const input = (more: Partial<ListingInput> = {}): ListingInput => ({
  list: 'questions',
  kind: 'month',
  period: MONTH,
  subject: 'window',
  code: window,
  ...more,
});
const put = (client: StaffClient, more?: Partial<ListingInput>) => client.send('POST', BASE, input(more));
const read = async (client: StaffClient, id: string) =>
  ListingView.parse(await expectStatus(await client.get(`${BASE}/${id}`), 200));
const move = (client: StaffClient, id: string, version: number, command: ListingMoveInput['command']) =>
  client.send('POST', `${BASE}/${id}/moves`, { version, command });
const done = async (answer: Promise<Response>, status = 200) =>
  ListingView.parse(await expectStatus(await answer, status));
const refused = async (answer: Promise<Response>, status: number) => {
  const given = await answer;
  const text = await given.text();
  expect([given.status, text]).toEqual([status, expect.any(String)]);
  return text;
};
const told = (client: StaffClient, id: string, kind: string) =>
  eventually(`${kind} is in the inbox`, async () =>
    (await inboxOf(client)).find((notice) => notice.listing?.id === id && notice.kind === kind),
  );

test('three poor ratings bring a window up with its cases, four hundred good ones its unit; nobody is on a list by it', async () => {
  const asked = await candidates('questions');
  expect(asked).toMatchObject({ over: true, periodName: '2024年3月' });
  const found = asked.items.find(({ subject, code }) => subject === 'window' && code === window);
  const repeated = found?.facts.find(({ id }) => id === 'repeated');
  expect(repeated).toMatchObject({ text: '3件', reached: true });
  expect(repeated?.cases.map(({ id }) => id).sort()).toEqual([...caseIds].sort());
  expect(found?.listing).toBeNull();
  const praised = (await candidates('praise')).items.find(({ code }) => code === UNIT);
  expect(praised?.facts.find(({ id }) => id === 'satisfied')).toMatchObject({
    text: '100.0%（400中400）',
    reached: true,
  });
  // Reports of coercion are the efficiency office's alone.
  const ids = (list: Candidates) => list.items.flatMap(({ facts }) => facts.map(({ id }) => id));
  expect(ids(await candidates('praise'))).toContain('coercion');
  expect(ids(await candidates('praise', reform))).not.toContain('coercion');
  for (const client of [department, clerk])
    await refused(client.get(`/api/v1/staff/listing-candidates?list=praise&kind=month&period=${MONTH}`), 403);
});

test('listed, heard, proposed by one and approved by another; each in its turn, by whom it is to do', async () => {
  await refused(put(department), 403);
  await refused(put(first, { period: dayOf(new Date()).slice(0, 7) }), 400);
  await refused(put(first, { list: 'praise' }), 400);
  const both = await Promise.all([put(first), put(reform)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  // Whoever of the two was first: it is done by the efficiency office from here on.
  const won = both[0].status === 201 ? first : reform;
  const listed = await done(Promise.resolve(both[0].status === 201 ? both[0] : both[1]), 201);
  if (won === reform) {
    await done(move(reform, listed.id, 1, { type: 'take_back', words: '由效能办来列' }));
  }
  const { id } = won === first ? listed : await done(put(first), 201);

  const seen = await read(clerk, id);
  expect(seen).toMatchObject({ mine: true, moves: ['answer'], decision: null });
  expect(seen.facts.flatMap(({ cases }) => cases)).toEqual([]);
  // Who looks every day would see whose rating changed, and when.
  expect(seen.facts.map((fact) => fact.now)).toEqual(seen.facts.map(() => null));
  expect(seen.facts.find((fact) => fact.id === 'repeated')?.text).toBe('3件');
  expect(JSON.stringify(seen)).not.toContain(caseIds[0]);
  await told(clerk, id, 'listing_listed');
  // Another's, even of the same house, is not there; the office answers for nobody.
  await refused(department.get(`${BASE}/${id}`), 404);
  await refused(move(department, id, 1, { type: 'answer', words: '替窗口说明一下' }), 404);
  await refused(move(first, id, 1, { type: 'answer', words: '替窗口说明一下' }), 409);
  await refused(move(clerk, id, 1, { type: 'take_back', words: '请把我去掉' }), 409);
  expect(
    await refused(
      move(first, id, 1, { type: 'decide', decision: 'adopt', words: '事实清楚' + '，采用' }),
      409,
    ),
  ).toContain('要等对方说明');

  await done(move(clerk, id, 1, { type: 'answer', words: '那几天系统停了，材料收不了' }));
  await refused(move(clerk, id, 2, { type: 'answer', words: '再补充说明一次' }), 409);
  await told(second, id, 'listing_answered');
  const decide = { type: 'decide', decision: 'drop', words: '系统停了查实，不是窗口的责任' } as const;
  const two = await Promise.all([move(first, id, 2, decide), move(second, id, 2, decide)]);
  expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
  const [proposer, other] = two[0].status === 200 ? [first, second] : [second, first];
  await refused(move(proposer, id, 3, { type: 'approve' }), 409);
  // What one proposed and nobody approved is no decision yet.
  expect(await read(clerk, id)).toMatchObject({ state: 'answered', decision: null });
  const sentBack = await done(move(other, id, 3, { type: 'send_back', words: '请把停机时间写上' }));
  expect(sentBack).toMatchObject({ state: 'answered', moves: ['decide', 'take_back'] });
  await done(move(proposer, id, 4, { ...decide, words: '三月十一日停机查实，不是窗口的责任' }));
  const final = await done(move(other, id, 5, { type: 'approve' }));
  expect(final).toMatchObject({ state: 'dropped', moves: [], decision: { name: '不采用', final: true } });
  await refused(move(proposer, id, 6, { type: 'take_back', words: '想了想还是收回' }), 409);

  const result = await read(clerk, id);
  expect(result.decision).toMatchObject({ words: '三月十一日停机查实，不是窗口的责任' });
  expect(result.events.map(({ what }) => what)).toEqual(['列入名单', '说明', '同意这个决定']);
  await told(clerk, id, 'listing_decided');
  const entries = await eventually('each step is in the audit log', async () => {
    const all = await audited(system, { 'subject.id': id });
    return all.length === 6 ? all : undefined;
  });
  expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(['listing.moved']));
  const rows = await rowsOf(await second.get(`${BASE}/export.xlsx?list=questions`));
  expect(rows.find((row) => row['编号'] === final.number)).toMatchObject({ 决定: '不采用' });
});

test('a unit that lets its days go by is decided on without its answer; its facts stay as they were, the records of today beside', async () => {
  const praise = { list: 'praise', subject: 'institution', code: UNIT } as const;
  const { id } = await done(put(first, praise), 201);
  await refused(clerk.get(`${BASE}/${id}`), 404);
  expect(await read(department, id)).toMatchObject({ mine: true, moves: ['answer'] });
  await collection(system, 'listings', (all) =>
    all.updateOne({ _id: id as never }, { $set: { answerBy: '2024-04-10' } }),
  );
  await refused(move(department, id, 1, { type: 'answer', words: '我们单位同意' }), 409);
  await collection(system, 'statistics_sheets', (sheets) =>
    sheets.replaceOne(
      { _id: `full|institution|${DAY}` as never },
      counted('institution', UNIT, 399, 0) as never,
    ),
  );
  const satisfied = (await read(first, id)).facts.find((fact) => fact.id === 'satisfied');
  expect(satisfied).toMatchObject({ text: '100.0%（400中400）', now: '100.0%（399中399）' });
  await done(move(first, id, 1, { type: 'decide', decision: 'adopt', words: '数字属实，予以推荐' }));
  await done(move(second, id, 2, { type: 'take_back', words: '先核对一遍再列' }));
  // Taken back, it may be listed anew.
  const again = await done(put(second, praise), 201);
  const mine = ListingPage.parse(await expectStatus(await department.get(`${BASE}?pageSize=100`), 200)).items;
  expect(mine.map((one) => [one.id, one.state])).toEqual(
    expect.arrayContaining([
      [again.id, 'listed'],
      [id, 'taken_back'],
    ]),
  );
  expect(mine.every((one) => one.mine)).toBe(true);
});
