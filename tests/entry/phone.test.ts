import { randomUUID } from 'node:crypto';
import { PhoneImportReport, StaffRatingPage, StaffRatingView } from '@haochaping/shared/contracts';
import { dayOf, dayPlus } from '@haochaping/shared/domain';
import { collection, errorOf } from '../support/evaluator.js';
import { eventually, expectStatus, signedFetch } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import { sheetIn } from '../support/workbooks.js';
import exceljs from 'exceljs';

// What the hotline was told: tables of the centre, all of it or nothing and once; and single ones of its system. FA-2.2.2-b.

const PHONE = '/api/v1/staff/phone-ratings';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let system: System;
let center: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
});

const BEFORE = dayPlus(dayOf(new Date()), -9);
const record = () => `12345-${randomUUID().slice(0, 8)}`;
const csv = (...rows: string[]) => ['工单号,来电时间,评价对象,满意度,来电内容', ...rows].join('\n');

async function send(body: BodyInit, commit = false, contentType = 'text/csv'): Promise<PhoneImportReport> {
  const answer = await fetch(`${system.baseUrl}${PHONE}/import?commit=${commit}`, {
    method: 'POST',
    headers: { ...center.headers, 'Content-Type': contentType },
    body,
  });
  return PhoneImportReport.parse(await expectStatus(answer, 200));
}

/** The ratings by telephone that carry these words. */
async function seen(recordNo: string): Promise<StaffRatingView[]> {
  const { items } = StaffRatingPage.parse(
    await expectStatus(await center.get('/api/v1/staff/ratings?channel=phone&pageSize=100'), 200),
  );
  const views = await Promise.all(
    items.map(async ({ id }) =>
      StaffRatingView.parse(await expectStatus(await center.get(`/api/v1/staff/ratings/${id}`), 200)),
    ),
  );
  return views.filter(({ entered }) => entered?.source === recordNo);
}

test('a table with one wrong row is told row by row, and nothing of it is kept', async () => {
  const good = record();
  const report = await send(
    csv(
      `${good},${BEFORE} 09:30,350400-W010,满意,`,
      `${record()},前天,没有这个窗口,还行,`,
      `${good},${BEFORE},350400-W010,满意,`,
    ),
    true,
  );
  expect(report.committed).toBe(false);
  expect(report.errors.map(({ row, column }) => [row, column])).toEqual([
    [3, '评价时间'],
    [3, '评价对象'],
    [3, '等级'],
    [4, '记录编号'],
  ]);
  expect(await seen(good)).toEqual([]);
});

test('a column nobody knows is told before anything is kept: words in it would be lost', async () => {
  const table = [
    '工单号,来电时间,评价对象,满意度,说的话',
    `${record()},${BEFORE},350400-W010,满意,等了很久`,
  ].join('\n');
  expect(await send(table)).toMatchObject({ committed: false, fresh: 1, unread: ['说的话'] });
});

test('looked at, then kept: with the time as told and who imported; again it changes nothing, and what says otherwise is told', async () => {
  const [poor, fine] = [record(), record()];
  const table = csv(
    `${poor},${BEFORE} 09:30,350400-W010,非常不满意,说话很冲`,
    `${fine},${BEFORE},三明市发展和改革委员会,5,`,
  );
  expect(await send(table)).toMatchObject({ committed: false, fresh: 2, poor: 1, known: 0, errorCount: 0 });
  expect(await seen(poor)).toEqual([]);
  expect(await send(table, true)).toMatchObject({ committed: true, fresh: 2 });
  const [rating] = await seen(poor);
  expect(rating).toMatchObject({
    level: 1,
    ratedOn: `${BEFORE}T01:30:00.000Z`,
    entered: { byName: center.session.displayName, daysLate: 9, photos: 0 },
    details: [{ text: '说话很冲' }],
  });
  expect(await send(table, true)).toMatchObject({ committed: true, fresh: 0, known: 2 });
  expect(await seen(poor)).toHaveLength(1);
  const changed = await send(
    csv(
      `${fine},${BEFORE},三明市发展和改革委员会,不满意,`,
      `${poor},${BEFORE} 09:30,350400-W010,非常不满意,说话很冲，还让我等`,
      `${record()},${BEFORE},350400-W010,满意,`,
    ),
    true,
  );
  expect(changed).toMatchObject({ committed: false, errorCount: 2, known: 0, fresh: 1 });
  expect(changed.errors).toMatchObject([
    { row: 2, column: '等级', problem: '这条已经导入过，内容不同：等级以前是“非常满意”' },
    { row: 3, column: '说明', problem: '这条已经导入过，内容不同：说明不一样' },
  ]);
  expect(await seen(poor)).toMatchObject([{ level: 1, details: [{ text: '说话很冲' }] }]);
  // The clocks of the case run from when it was said.
  const opened = await eventually('the case is opened', () =>
    collection(
      system,
      'cases',
      async (all) => (await all.findOne<{ startedAt: Date }>({ ratingId: rating?.id })) ?? undefined,
    ),
  );
  expect(opened.startedAt.toISOString()).toBe(`${BEFORE}T01:30:00.000Z`);
});

test.each([1001, 10_000])('a table of %i rows is refused by the one limit there is', async (count) => {
  const row = `${BEFORE},350400-W010,满意,`;
  const { errors, rows } = await send(csv(...Array.from({ length: count }, () => `${record()},${row}`)));
  expect({ errors, rows }).toEqual({
    rows: 0,
    errors: [{ row: 0, column: '', problem: '超过1000行', remedy: '请分成几个文件导入，每个最多1000行' }],
  });
});

test('the template is filled in as a spreadsheet does, with a time that is one', async () => {
  const sheet = await sheetIn(await (await center.get(`${PHONE}/template.xlsx`)).arrayBuffer());
  const headings = (sheet.getRow(1).values as string[]).filter(Boolean);
  expect(headings).toEqual(['记录编号', '评价时间', '类别', '评价对象', '等级', '说明']);
  const book = new exceljs.Workbook();
  const filled = book.addWorksheet('一');
  filled.addRow(headings);
  filled.addRow([record(), new Date(`${BEFORE}T14:05:00Z`), '窗口', '食品药品许可窗口', '基本满意', '']);
  const report = await send(await book.xlsx.writeBuffer(), false, XLSX);
  expect(report.errors).toEqual([]);
  expect(report.shown).toMatchObject([{ ratedAt: `${BEFORE}T06:05:00.000Z`, level: 3 }]);
});

test('the hotline’s system sends one: kept once, wrong ones told by field', async () => {
  const path = '/api/v1/phone-ratings';
  const post = (body: object) => signedFetch(system.baseUrl, system.businessSystem, 'POST', path, body);
  const told = {
    recordNo: record(),
    ratedAt: `${BEFORE}T09:30:00+08:00`,
    level: 2,
    target: { kind: 'window', code: '350400-W010' },
    text: '电话里说的',
  };
  const first = await expectStatus(await post(told), 201);
  expect(await expectStatus(await post(told), 200)).toEqual(first);
  expect((await post({ ...told, level: 5 })).status).toBe(409);
  const otherWords = await errorOf(await post({ ...told, text: '电话里又说了别的' }));
  expect(otherWords.message).toContain('这条已经导入过，内容不同：说明不一样');
  // The same record in a table is the same rating.
  expect(await send(csv(`${told.recordNo},${BEFORE},350400-W010,2,`))).toMatchObject({ known: 1, fresh: 0 });
  const wrong = await errorOf(
    await post({ ...told, recordNo: record(), target: { kind: 'window', code: 'X-1' } }),
  );
  expect(JSON.stringify(wrong)).toContain('target.code');
  expect((await fetch(`${system.baseUrl}${path}`, { method: 'POST' })).status).toBe(401);
});
