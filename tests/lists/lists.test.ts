import { randomUUID } from 'node:crypto';
import {
  AppealPage,
  AppealView,
  CasePage,
  OversightCasePage,
  type AppealRow,
  type CaseRow,
  type TransactionInput,
} from '@haochaping/shared/contracts';
import { dayOf, dayPlus, weekStart } from '@haochaping/shared/domain';
import { CALLED, poorRating, readCase, stepCase, type PoorRating } from '../support/cases.js';
import { audited, collection, errorOf } from '../support/evaluator.js';
import { eventually, expectStatus, randomIdentityNumber } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { rowsOf, type SheetRow } from '../support/workbooks.js';

// The lists of the console as tables to take along: what the same account sees on the page, nothing more, nothing less.

const STAFF = '/api/v1/staff';
const CASES = `${STAFF}/cases`;
const OVERSEEN = `${STAFF}/oversight/cases`;
const APPEALS = `${STAFF}/appeals`;
const STATEMENT = '当天系统停机两小时，不是窗口不办，有停机公告为证';
const FORMULA = '=HYPERLINK("http://example.com","不动产登记")';
const MOST = 5000;

const today = dayOf(new Date());
const days = (from: string, to: string) => `from=${from}&to=${to}`;
const period = days(dayPlus(today, -29), today);
const applicant: TransactionInput['applicant'] = {
  kind: 'person',
  userProp: '1',
  name: '欧阳云帆',
  certType: '111',
  certNumber: randomIdentityNumber(),
  phone: '13859123456',
};

// Its own: lists are filled until they are too long to be taken along.
let system: OwnSystem;
let staff: Record<'center' | 'department' | 'reform_office' | 'window_clerk', StaffClient>;
let revoked: PoorRating;
let late: PoorRating;
let other: PoorRating;

const setCase = ({ id }: PoorRating, to: Record<string, unknown>) =>
  collection(system, 'cases', (all) => all.updateOne({ _id: id as never }, { $set: to }));
const appeal = async ({ id }: PoorRating) =>
  AppealView.parse(
    await expectStatus(
      await staff.department.send('POST', `${CASES}/${id}/appeal`, { statement: STATEMENT }),
      201,
    ),
  );

beforeAll(async () => {
  system = await startSystem();
  const [center, department, reform_office, window_clerk] = await Promise.all([
    signInStaff(system, 'center'),
    signInStaff(system, 'department'),
    signInStaff(system, 'reform_office'),
    signInStaff(system, 'window_clerk'),
  ]);
  staff = { center, department, reform_office, window_clerk };
  const poor = () => poorRating(system, center, { applicant });
  [revoked, late, other] = [await poor(), await poor(), await poor()];
  await stepCase(center, revoked.id, CALLED);
  await stepCase(center, revoked.id, {
    type: 'verify',
    finding: 'mistaken',
    facts: '本人说是点错了，想点满意',
  });
  await stepCase(reform_office, revoked.id, { type: 'confirm_revocation', reason: '听了录音，确认点错了' });
  const taken = await appeal(other);
  await appeal(late);
  await expectStatus(
    await department.send('POST', `${APPEALS}/${taken.id}/moves`, {
      version: taken.version,
      command: { type: 'withdraw' },
    }),
    200,
  );
  await eventually('the worker has told the case of the appeal, and counted its days anew', async () => {
    const { timeline } = await readCase(center, late.id);
    return timeline.some(({ what }) => what.includes('申诉')) || undefined;
  });
  await setCase(late, { dueAt: new Date(Date.now() - 86_400_000), title: FORMULA });
}, 120_000);
afterAll(() => system?.stop());

const yes = (is: boolean | undefined) => (is ? '是' : '');

/** A case as its row of the table. */
function caseInSheet(row: CaseRow): SheetRow {
  const first = dayOf(weekStart(row.week));
  return {
    差评编号: row.number,
    等级: row.levelName,
    什么事: row.title,
    办到哪一步: row.phaseName,
    怎么办结的: row.outcomeName ?? '',
    承办部门: row.institutionName,
    经办人: row.officerName ?? '',
    期限: row.due?.day ?? '',
    期限暂定: yes(row.due?.provisional),
    超期: yes(row.due?.late),
    等谁: row.due?.waitsFor ?? '',
    评价的那一周: `${first}至${dayPlus(first, 6)}`,
  };
}

const inBeijing = (iso: string) =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** An appeal as its row of the table. */
const appealInSheet = (row: AppealRow): SheetRow => ({
  申诉编号: row.number,
  申诉的结果: row.stateName,
  等级: row.levelName,
  评的什么事: row.title,
  申诉的单位: row.institutionName,
  为谁提出: row.appellantName,
  提出时间: inBeijing(row.submittedAt),
  期限: row.due?.day ?? '',
  期限暂定: yes(row.due?.provisional),
  超期: yes(row.due?.late),
  等您决定: yes(row.mine),
});

const LISTS = {
  cases: { path: CASES, read: (body: unknown) => CasePage.parse(body).items.map(caseInSheet) },
  overseen: { path: OVERSEEN, read: (body: unknown) => OversightCasePage.parse(body).items.map(caseInSheet) },
  appeals: { path: APPEALS, read: (body: unknown) => AppealPage.parse(body).items.map(appealInSheet) },
} as const;

const table = (client: StaffClient, list: keyof typeof LISTS, filters: string) =>
  client.get(`${LISTS[list].path}/export.xlsx?${filters}`);

/** What the page lists, and what the table holds. */
async function both(client: StaffClient, list: keyof typeof LISTS, filters: string) {
  const page = await client.get(`${LISTS[list].path}?${filters}&pageSize=100`);
  return {
    listed: LISTS[list].read(await expectStatus(page, 200)),
    saved: await rowsOf(await table(client, list, filters)),
  };
}

test.each<[keyof typeof staff, keyof typeof LISTS, string, number]>([
  ['center', 'cases', 'list=mine', 1],
  ['center', 'cases', 'list=late', 1],
  ['department', 'cases', 'list=others', 2],
  ['reform_office', 'cases', 'list=closed', 1],
  ['reform_office', 'overseen', `list=revoked&${period}`, 1],
  ['reform_office', 'overseen', `list=overdue&${period}`, 1],
  ['reform_office', 'overseen', `list=unsatisfied&${period}`, 0],
  ['center', 'appeals', '', 1],
  ['center', 'appeals', 'state=withdrawn', 1],
  ['department', 'appeals', 'state=reviewing', 1],
  ['reform_office', 'appeals', 'state=withdrawn', 1],
])('%s saves of %s (%s) the rows of the page, in their order', async (role, list, filters, least) => {
  const { listed, saved } = await both(staff[role], list, filters);
  expect(saved).toEqual(listed);
  expect(saved.length).toBeGreaterThanOrEqual(least);
});

test('the filters are kept: words, list, period and state', async () => {
  const numbered = async (filters: string) =>
    (await rowsOf(await table(staff.center, 'cases', filters))).map((row) => row.什么事);
  expect(await numbered(`list=late&search=${encodeURIComponent('不动产')}`)).toEqual([FORMULA]);
  expect(await numbered(`list=late&search=${encodeURIComponent('没有这件事')}`)).toEqual([]);
  const before = days(dayPlus(today, -60), dayPlus(today, -30));
  expect(await rowsOf(await table(staff.reform_office, 'overseen', `list=revoked&${before}`))).toEqual([]);
  expect(await rowsOf(await table(staff.center, 'appeals', 'state=upheld'))).toEqual([]);
});

test('nothing in them leads to the evaluator', async () => {
  const saved = await Promise.all([
    table(staff.center, 'cases', 'list=late').then(rowsOf),
    table(staff.reform_office, 'overseen', `list=revoked&${period}`).then(rowsOf),
    table(staff.center, 'appeals', '').then(rowsOf),
    table(staff.department, 'appeals', 'state=withdrawn').then(rowsOf),
  ]);
  const text = JSON.stringify(saved);
  expect(text).toContain('HYPERLINK');
  for (const { receipt } of [revoked, late, other]) expect(text).not.toContain(receipt.number);
  for (const secret of [applicant.name, applicant.certNumber, applicant.phone])
    expect(text).not.toContain(secret);
});

test('who may not see a list may not take it along', async () => {
  const refused = async (role: keyof typeof staff, list: keyof typeof LISTS, filters: string) =>
    expect((await table(staff[role], list, filters)).status).toBe(403);
  for (const list of ['cases', 'appeals'] as const) await refused('window_clerk', list, '');
  for (const role of ['window_clerk', 'department', 'center'] as const)
    await refused(role, 'overseen', `list=revoked&${period}`);
});

test('filters that the list would refuse are refused here', async () => {
  const wrong = async (list: keyof typeof LISTS, filters: string) =>
    expect((await table(staff.reform_office, list, filters)).status).toBe(400);
  await wrong('overseen', `list=revoked&${days('2024-01-01', '2026-01-01')}`);
  await wrong('overseen', `list=repeated&${period}`);
  await wrong('appeals', 'state=lost');
  await wrong('cases', 'page=2');
});

test('the audit log tells who took which list along, and how many rows', async () => {
  await rowsOf(await table(staff.reform_office, 'overseen', `list=overdue&${period}`));
  await rowsOf(await table(staff.department, 'appeals', 'state=withdrawn'));
  await rowsOf(await table(staff.center, 'cases', 'list=late'));
  // Earlier tests took the same lists along.
  const told = async (action: string, kind: string, id: string) =>
    (await audited(system, { action, 'subject.kind': kind, 'subject.id': id }))
      .sort((a, b) => Number(a.at) - Number(b.at))
      .at(-1);
  const detail = { format: 'xlsx', entries: 1 };
  const { username } = staff.reform_office.session;
  const account = await collection(system, 'staff_accounts', (all) => all.findOne({ username }));
  expect(await told('case.exported', 'oversight_list', 'overdue')).toMatchObject({
    actor: { kind: 'staff', id: String(account?._id) },
    detail,
  });
  expect(await told('appeal.exported', 'appeal_list', 'withdrawn')).toMatchObject({ detail });
  expect(await told('case.exported', 'case_list', 'late')).toMatchObject({ detail });
});

/** So many more of one record, each with marks of its own. */
async function more(name: 'cases' | 'appeals', id: string, count: number, changes: Record<string, unknown>) {
  await collection(system, name, async (all) => {
    const one = await all.findOne({ _id: id as never });
    for (let made = 0; made < count; made += 1000) {
      const batch = Array.from({ length: Math.min(1000, count - made) }, () => {
        const _id = randomUUID();
        return {
          ...one,
          _id,
          ratingId: randomUUID(),
          number: _id,
          pending: [],
          dead: [],
          trail: [],
          ...changes,
        };
      });
      await all.insertMany(batch as never);
    }
  });
}

test('a list as long as a table may be is saved whole; one row more is refused, with how many and what to do', async () => {
  const refusal = (count: number, unit: string) => ({
    status: 400,
    message: `有${count}${unit}，一个表格最多存${MOST}${unit}，请加筛选条件，少一些再存`,
  });
  const earlier = dayPlus(today, -60);
  const startedAt = new Date(`${earlier}T10:00:00+08:00`);
  await more('cases', revoked.id, MOST - 1, { startedAt });
  const whole = `list=revoked&${days(earlier, today)}`;
  expect(await rowsOf(await table(staff.reform_office, 'overseen', whole))).toHaveLength(MOST);
  await more('cases', revoked.id, 2, { startedAt });
  expect(await errorOf(await table(staff.reform_office, 'overseen', whole))).toMatchObject(
    refusal(MOST + 2, '件'),
  );
  expect(await errorOf(await table(staff.center, 'cases', 'list=closed'))).toMatchObject(
    refusal(MOST + 2, '件'),
  );
  expect(await rowsOf(await table(staff.reform_office, 'overseen', `list=revoked&${period}`))).toHaveLength(
    1,
  );

  const { id } = AppealPage.parse(
    await expectStatus(await staff.center.get(`${APPEALS}?state=withdrawn`), 200),
  ).items[0]!;
  await more('appeals', id, MOST, {});
  expect(await errorOf(await table(staff.center, 'appeals', 'state=withdrawn'))).toMatchObject(
    refusal(MOST + 1, '份'),
  );
  expect(await rowsOf(await table(staff.center, 'appeals', 'state=reviewing'))).toHaveLength(1);
}, 120_000);
