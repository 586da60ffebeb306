import { execFileSync } from 'node:child_process';
import { ReportPage, ReportView } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import {
  draftReport,
  isPeriod,
  lastPeriod,
  optionAdopted,
  periodBefore,
  periodOf,
  periodsToReport,
  ratingsIn,
  reportFigures,
  reportFrom,
  sumCounts,
  toldUntil,
} from '@haochaping/shared/domain/figures/index';
import yauzl from 'yauzl';
import { disconnectDatabase } from '../../server/src/database.js';
import { headLines } from '../../server/src/modules/statistics/reports/blocks.js';
import { draftNextDue, readEntries } from '../../server/src/modules/statistics/index.js';
import { besideServer } from '../identity/rights-support.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

// FA-2.4.2-a 定期报告并反馈: drafted from figures alone, edited, signed by a second of the office, handed back, and on paper. Its own: it has a city.

const month = lastPeriod('month', dayOf(new Date()));
/** The last month a unit can be told of: in a month's first days the one before, whose last week is opened. */
const opened = reportFrom(month, 'shown', 7) <= new Date() ? month : periodBefore(month);
const REPORTS = '/api/v1/staff/reports';
const RARE = '镕祎堃喆𠮷';

let system: OwnSystem;
let center: StaffClient;
let second: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await startSystem({ worker: false, env: { DEMO_DAYS: '60' } });
  await besideServer(system);
  [center, second, department] = await Promise.all([
    signInStaff(system, 'center'),
    signInStaff(system, 'center', 2),
    signInStaff(system, 'department'),
  ]);
}, 120_000);
afterAll(async () => {
  await disconnectDatabase();
  await system?.stop();
});

const pageOf = async (client: StaffClient) =>
  ReportPage.parse(await expectStatus(await client.get(`${REPORTS}?pageSize=100`), 200));
const read = async (client: StaffClient, id: string) =>
  ReportView.parse(await expectStatus(await client.get(`${REPORTS}/${id}`), 200));
const send = (client: StaffClient, { id, version }: Pick<ReportView, 'id' | 'version'>, command: object) =>
  client.send('POST', `${REPORTS}/${id}/moves`, { version, command });
const move = async (client: StaffClient, seen: ReportView, command: object) =>
  ReportView.parse(await expectStatus(await send(client, seen, command), 200));

test('in the first days of a month a unit is offered no month that would be refused, the city is', () => {
  const offered = (subject: 'city' | 'institution', at: string) =>
    periodsToReport('month', subject, { delayDays: 7, now: new Date(`${at}+08:00`), most: 2 }).map(
      ({ key }) => key,
    );
  expect(offered('city', '2026-12-01T00:30')).toEqual(['2026-11', '2026-10']);
  expect(offered('institution', '2026-12-01T00:30')).toEqual(['2026-10', '2026-09']);
  // The last week that ends in November ends on the 29th, and is opened seven days later; the next morning the month is told.
  expect(offered('institution', '2026-12-08T07:59')).toEqual(['2026-10', '2026-09']);
  expect(offered('institution', '2026-12-08T08:00')).toEqual(['2026-11', '2026-10']);
});

test('a period of another century is none, and a report says the day it was signed as the clock here does', () => {
  expect(['1990-01', '9999-12', '2026-11'].map((key) => isPeriod('month', key))).toEqual([
    false,
    false,
    true,
  ]);
  const view = {
    state: 'signed',
    events: [{ at: '2026-11-30T22:50:00.000Z', by: '甲', what: '签发', words: '' }],
  } as unknown as ReportView;
  expect(headLines(view)[0]).toContain('甲 2026-12-01 签发');
});

test('a draft says few as counts, and compares only what can be compared', () => {
  const about = {
    name: '沙县区',
    period: periodOf('month', '2026-10'),
    before: periodOf('month', '2026-09'),
  };
  const drafted = (now: Record<string, number>, before: Record<string, number>) => {
    const figures = reportFigures({ now, before, spans: [], parts: [], sore: [], tasks: [] });
    return draftReport({ subject: 'region', book: 'full', ...about }, figures);
  };
  const few = drafted({ all_5: 7, adopted_5: 7, adopted_1: 1, all_1: 2, [optionAdopted('113')]: 1 }, {});
  expect(few.general).toContain('好评率8中7。');
  expect(few.general).toContain('另外1条按规定不计');
  expect(Object.values(few).join('')).not.toContain('%');
  expect(few.next).toBe('');

  // 90 of 100 after 88 of 100 is chance; 900 of 1 000 after 700 of 1 000 is none.
  const chance = drafted(
    { adopted_5: 90, adopted_1: 10, all_5: 90, all_1: 10 },
    { adopted_5: 88, adopted_1: 12, all_5: 100 },
  );
  expect(chance.general).toContain('看不出是真有变化还是碰巧');
  const real = drafted(
    { adopted_5: 900, adopted_1: 100, all_5: 900, all_1: 100 },
    { adopted_5: 700, adopted_1: 300, all_5: 1000 },
  );
  expect(real.general).toContain(
    '好评率90.0%（1000中900），2026年9月70.0%（1000中700），高了20.0个百分点，不像是碰巧，是变好了。',
  );
  // No invitation, no case: no sentence about either.
  expect(real.general).not.toContain('主动评价率');
  expect(real.handling).toBe('这段时间的评价里没有差评要办理。');
  expect(drafted({}, { all_5: 3 }).general).toBe('2026年10月，沙县区没有收到评价。');

  const point = {
    code: 'item',
    reasonCode: '113',
    reason: '跑多次',
    count: 6,
    before: 2,
    rose: true,
    ratings: 40,
  };
  const task = { number: 'ZG1', itemName: '开餐馆', reason: '跑多次', institutionName: '甲局' };
  const figures = reportFigures({
    now: { adopted_1: 6, all_1: 6 },
    before: { adopted_5: 3, all_5: 3 },
    spans: [],
    parts: [{ name: '甲局', counts: { adopted_1: 6 } }],
    sore: [{ ...point, itemName: '开餐馆', institutionName: '甲局' }],
    tasks: [{ ...task, asked: true, done: true, late: false, changed: '一个窗口办完。' }],
  });
  const told = draftReport({ subject: 'region', book: 'full', ...about }, figures);
  expect(told.sore).toContain('“开餐馆”（甲局）：');
  expect(told.sore).toContain('，6次，2026年9月2次，多了一半以上。');
  expect(told.improved).toContain('交办限期整改1件，看过、改好了1件');
  expect(told.improved).toContain('“开餐馆”的跑多次：一个窗口办完。');
  // Six ratings are too few to be ranked by, and to be a percentage.
  expect(told.ratings).not.toContain('甲局');
  expect(told.ratings).toContain('差评率6中6，2026年9月3中0，条数太少，不比高低。');
  expect(periodBefore(periodOf('quarter', '2026-Q1'))).toMatchObject({ key: '2025-Q4', from: '2025-10-01' });
});

test('the month that is over is reported on once, for the city and each region, with the numbers of the records and no others', async () => {
  while (await draftNextDue(new Date()));
  const { items } = await pageOf(center);
  const months = items.filter(({ kind }) => kind === 'month');
  expect(new Set(months.map(({ subjectName }) => subjectName)).size).toBe(months.length);
  expect(months.length).toBeGreaterThan(10);
  expect(await draftNextDue(new Date())).toBe(false);
  expect((await pageOf(center)).total).toBe(items.length);
  const again = { kind: 'month', period: month.key, subject: 'city', code: '350400' };
  expect((await center.send('POST', REPORTS, again)).status).toBe(409);

  const city = await read(center, months.find(({ subjectName }) => subjectName === '全市')?.id ?? '');
  const entries = await readEntries({ book: 'full', kind: 'city', from: month.from, to: month.to });
  const counts = sumCounts(entries.map((entry) => entry.counts));
  expect(city.tables.all.now).toBe(ratingsIn(counts, 'all'));
  expect(city.tables.trend.reduce((sum, { adopted }) => sum + adopted, 0)).toBe(ratingsIn(counts, 'adopted'));
  expect(city.tables.parts.reduce((sum, { adopted }) => sum + adopted, 0)).toBe(ratingsIn(counts, 'adopted'));
  expect(city.sections[0]?.text).toContain(`收到评价${ratingsIn(counts, 'all')}条`);
  expect(city.invented).toBe(true);

  // What is written down comes from the tables: a number there, or the difference of two.
  const numbers = (text: string) => text.match(/[0-9]+(?:[.][0-9]+)?/g) ?? [];
  const differences = [city.tables.all, ...city.tables.levels].map((one) => Math.abs(one.now - one.before));
  const uncounted = city.tables.all.now - city.tables.adopted.now;
  const tasks = (['asked', 'done', 'late'] as const).map((of) => city.tables.tasks.filter((one) => one[of]));
  const known = new Set([
    ...numbers(JSON.stringify([city.tables, differences, uncounted, tasks.map(({ length }) => length)])),
    ...numbers(`${city.periodName}${periodBefore(month).name}`),
    ...['10', '3'], // so many at least, for a ranking and for a sore point
  ]);
  const told = city.sections.flatMap(({ text }) => numbers(text.replace(/[高低]了[0-9.]+个百分点/g, '')));
  expect(told.length).toBeGreaterThan(20);
  expect(told.filter((number) => !known.has(number))).toEqual([]);
});

test('a report is written by one, signed by another of the office, unchangeable after that, and then its department’s', async () => {
  const input = { kind: 'month', period: opened.key, subject: 'institution', code: '350400-FGW' };
  expect((await department.send('POST', REPORTS, input)).status).toBe(403);
  const early = { ...input, period: dayOf(new Date()).slice(0, 7) };
  expect((await center.send('POST', REPORTS, early)).status).toBe(400);
  let report = ReportView.parse(await expectStatus(await center.send('POST', REPORTS, input), 201));
  const drafted = report.sections[0]?.text;
  report = await move(center, report, { type: 'save', sections: [{ id: 'general', text: `请${RARE}看` }] });
  expect(report.versions[0]?.sections).toEqual([{ title: '总的情况', text: drafted }]);
  report = await move(center, report, { type: 'submit' });
  expect((await send(center, report, { type: 'sign' })).status).toBe(409);
  const reform = await signInStaff(system, 'reform_office');
  expect((await send(reform, report, { type: 'sign' })).status).toBe(409);
  expect((await department.get(`${REPORTS}/${report.id}`)).status).toBe(404);
  report = await move(second, report, { type: 'sign' });
  const late = { type: 'save', sections: [{ id: 'next', text: '再改一点' }] };
  expect((await send(center, report, late)).status).toBe(409);
  report = await move(center, report, { type: 'return' });

  expect((await pageOf(department)).items.map(({ id }) => id)).toEqual([report.id]);
  const theirs = await read(department, report.id);
  expect(theirs).toMatchObject({ moves: ['read'], versions: [], stateName: '已反馈' });
  await move(department, theirs, { type: 'read' });
  expect((await read(center, report.id)).readers).toMatchObject([{ by: department.session.displayName }]);
});

test('a unit is told of what was opened to it and nothing else, and nobody reports on their own institution', async () => {
  const input = { kind: 'month', period: opened.key, subject: 'institution', code: '350400-XZFW' };
  expect((await center.send('POST', REPORTS, input)).status).toBe(400);
  const reform = await signInStaff(system, 'reform_office');
  const report = ReportView.parse(await expectStatus(await reform.send('POST', REPORTS, input), 201));
  const shown = await readEntries({
    book: 'shown',
    kind: 'institution',
    codes: [input.code],
    from: opened.from,
    to: toldUntil(opened, 'shown'),
  });
  expect(shown.length).toBeGreaterThan(0);
  expect(report.tables.all.now).toBe(ratingsIn(sumCounts(shown.map(({ counts }) => counts)), 'all'));
  // Of whom was asked to rate, and through which channel, the rated side reads nothing.
  expect(report.tables.shares.map(({ id }) => id)).not.toContain('invited_rated_share');
  expect((await center.get(`${REPORTS}/${report.id}`)).status).toBe(404);
  expect((await pageOf(center)).items.map(({ id }) => id)).not.toContain(report.id);
});

/** A file inside an archive, as text. */
const inArchive = (bytes: Buffer, name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, archive) => {
      if (!archive) return reject(error ?? new Error('no archive'));
      archive.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName !== name) return archive.readEntry();
        archive.openReadStream(entry, (failed, stream) => {
          if (!stream) return reject(failed ?? new Error('no stream'));
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        });
      });
      archive.on('end', () => reject(new Error(`no ${name}`)));
      archive.readEntry();
    });
  });

test('on paper, PDF and DOCX say the same, every character of a rare name among it', async () => {
  const { items } = await pageOf(department);
  const path = `${REPORTS}/${items[0]?.id}`;
  const bytes = async (file: string) => {
    const answered = await department.get(`${path}/${file}`);
    expect(answered.status).toBe(200);
    return Buffer.from(await answered.arrayBuffer());
  };
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], {
    input: await bytes('report.pdf'),
  }).toString();
  const xml = await inArchive(await bytes('report.docx'), 'word/document.xml');
  for (const said of [items[0]?.number ?? 'none', '一、总的情况', '六、下一步', '主要数字', '镕祎堃喆']) {
    expect(text).toContain(said);
    expect(xml).toContain(said);
  }
  expect(xml).toContain(RARE);
  // The font of the paper has no 𠮷: it stands as its number, never as an empty box.
  expect(text).toContain('〔U+20BB7〕');
});
