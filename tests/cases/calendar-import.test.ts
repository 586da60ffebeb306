import {
  AuditEntryPage,
  CalendarView,
  ErrorBody,
  NoticePreview,
  Overview,
} from '@haochaping/shared/contracts';
import { SEED_YEARS } from '@haochaping/shared/domain';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { inventedNotice } from './notices.js';

// The working-day calendar is extended by pasting the State Council's yearly notice: read, looked at, confirmed. FA-2.3.1-b

const CALENDAR = '/api/v1/staff/calendar';
/** The first year that did not come with the system. */
const YEAR = Math.max(...SEED_YEARS.map(({ year }) => year)) + 1;
const SOURCE = '国办发明电〔2099〕1号';

// Its own: its working days are changed.
let system: OwnSystem;
let admin: StaffClient;
let clerk: StaffClient;

beforeAll(async () => {
  system = await startSystem();
  admin = await signInStaff(system, 'system_admin');
  clerk = await signInStaff(system, 'window_clerk');
}, 90_000);
afterAll(() => system.stop());

const calendar = async (client = admin) =>
  CalendarView.parse(await expectStatus(await client.get(CALENDAR), 200));
const preview = async (text: string, year = YEAR) =>
  NoticePreview.parse(
    await expectStatus(await admin.send('POST', `${CALENDAR}/preview`, { year, text }), 200),
  );
const importing = (input: object) =>
  admin.send('POST', `${CALENDAR}/years`, {
    year: YEAR,
    text: inventedNotice(YEAR),
    source: SOURCE,
    seen: 0,
    ...input,
  });
const faults = async (response: Response) =>
  (ErrorBody.parse(await expectStatus(response, 400)).error.details ?? []).map(
    ({ field, message }) => `${field}: ${message}`,
  );

test('a new installation knows the years it came with, and a clerk may read them', async () => {
  const { years } = await calendar(clerk);
  expect(years.map(({ year }) => year)).toEqual(SEED_YEARS.map(({ year }) => year).reverse());
  expect(years[0]).toMatchObject({ revision: 0, importedAt: null, importedByName: null });
});

test('a preview shows each day with its sentence and keeps nothing', async () => {
  const shown = await preview(inventedNotice(YEAR));
  expect(shown.problems).toEqual([]);
  expect(shown.replaces).toBeNull();
  expect(shown.daysOff.filter(({ holiday }) => holiday === '国庆节')).toHaveLength(7);
  expect(shown.workdays).toEqual([
    {
      day: expect.stringMatching(`^${YEAR}-04-`) as string,
      weekdayName: '周六',
      holiday: '元旦',
      phrase: expect.stringMatching(/上班$/) as string,
    },
  ]);
  expect(shown.changed).toContain(shown.workdays[0]?.day);
  expect((await calendar()).years.map(({ year }) => year)).not.toContain(YEAR);
});

test.each([
  [
    'a sentence that says nothing known',
    (text: string) => text.replace('放假1天，不调休', '大家休息'),
    /没有看懂这一句/,
  ],
  ['a holiday that is missing', (text: string) => text.replace(/五、端午节.*\n/, ''), /没有找到端午节的安排/],
  ['a notice for another year', () => inventedNotice(YEAR + 1), new RegExp(`这份通知说的是${YEAR + 1}年`)],
])('%s is named, and nothing is imported', async (_, change, told) => {
  const text = change(inventedNotice(YEAR));
  expect((await preview(text)).problems.join('\n')).toMatch(told);
  expect((await faults(await importing({ text }))).join('\n')).toMatch(told);
  expect((await calendar()).years.map(({ year }) => year)).not.toContain(YEAR);
});

test.each([
  ['source', { source: '' }, '文号'],
  ['year', { year: 1999 }, '2020'],
  ['text', { text: '' }, '粘贴'],
  ['text', { text: '一'.repeat(20_001) }, '太长'],
])('%s that cannot be is refused by name', async (field, input, remedy) => {
  const [fault = ''] = await faults(await importing(input));
  expect(fault).toMatch(new RegExp(`^${field}: .*${remedy}`));
});

test('an import holds at once, is told in the audit log, and a corrected notice takes its place', async () => {
  const [first, second] = await Promise.all([importing({}), importing({})]);
  expect([first.status, second.status].sort()).toEqual([200, 409]);
  const { years, missing } = await calendar();
  expect(years[0]).toMatchObject({ year: YEAR, source: SOURCE, revision: 1 });
  expect(years[0]?.importedByName).not.toBeNull();
  expect(missing?.year).not.toBe(YEAR);

  const corrected = inventedNotice(YEAR).replace(/五、端午节：6月20日（周.）/, '五、端午节：6月21日');
  const shown = await preview(corrected);
  expect(shown.replaces).toMatchObject({ revision: 1 });
  const stale = await importing({ text: corrected, seen: 0 });
  expect(ErrorBody.parse(await expectStatus(stale, 409)).error.message).toMatch(/刚刚有人导入过/);
  await expectStatus(await importing({ text: corrected, seen: 1 }), 200);
  const after = (await calendar()).years[0];
  expect(after).toMatchObject({ revision: 2 });
  expect(after?.daysOff).toContain(`${YEAR}-06-21`);
  expect(after?.daysOff).not.toContain(`${YEAR}-06-20`);

  const auditor = await signInStaff(system, 'audit_admin');
  const told = await eventually('both imports are sealed', async () => {
    const answer = await auditor.get('/api/v1/staff/audit/entries?action=calendar.imported');
    const { items } = AuditEntryPage.parse(await expectStatus(answer, 200));
    return items.length >= 2 ? items : undefined;
  });
  expect(told.map(({ detail }) => detail)).toEqual([
    { source: SOURCE, version: 2 },
    { source: SOURCE, version: 1 },
  ]);
});

test('the first page of the administrator asks for what is missing, and only theirs', async () => {
  const { missing } = await calendar();
  const overview = Overview.parse(await expectStatus(await admin.get('/api/v1/staff/overview'), 200));
  expect(overview.missingCalendar).toEqual(missing);
  const center = await signInStaff(system, 'center');
  const theirs = Overview.parse(await expectStatus(await center.get('/api/v1/staff/overview'), 200));
  expect(theirs.missingCalendar).toBeNull();
});
