import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  amendingProblems,
  dayPlus,
  isWorkday,
  parseHolidayNotice,
  SEED_YEARS,
  workCalendar,
  yearFromNotice,
} from '@haochaping/shared/domain';
import { HOLIDAY_DATA, yearsFrom } from '../../server/launch/lib/calendar-seed.js';
import { NOTICES } from './notices.js';

const notice = (year: number) => NOTICES[year] ?? '';

test('the seed is what the pinned package gives', () => {
  const path = createRequire(import.meta.url).resolve(HOLIDAY_DATA);
  const data = JSON.parse(readFileSync(path, 'utf8')) as Parameters<typeof yearsFrom>[0];
  expect(SEED_YEARS).toEqual(yearsFrom(data));
});

test.each([2024, 2025, 2026])('the notice for %i and the seed agree on every day', (year) => {
  const read = parseHolidayNotice(notice(year), year);
  expect(read.problems).toEqual([]);
  const imported = workCalendar([yearFromNotice(read, '通知')!]);
  const seed = workCalendar(SEED_YEARS.filter((one) => one.year === year));
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = dayPlus(day, 1))
    expect([day, isWorkday(day, imported)]).toEqual([day, isWorkday(day, seed)]);
});

test('every day that was read stands beside its sentence', () => {
  const { daysOff, workdays } = parseHolidayNotice(notice(2025), 2025);
  expect(daysOff.filter(({ holiday }) => holiday === '国庆节、中秋节')).toHaveLength(8);
  expect(workdays.find(({ day }) => day === '2025-10-11')).toEqual({
    day: '2025-10-11',
    holiday: '国庆节、中秋节',
    phrase: '9月28日（周日）、10月11日（周六）上班',
  });
});

test('a New Year that begins in the old year is read with its years', () => {
  const text = notice(2024).replace(
    '1月1日放假，与周末连休',
    '2023年12月30日至2024年1月1日放假，共3天。2023年12月24日（星期日）上班',
  );
  const read = parseHolidayNotice(text, 2024);
  expect(read.problems).toEqual([]);
  expect(read.daysOff.slice(0, 3).map(({ day }) => day)).toEqual(['2023-12-30', '2023-12-31', '2024-01-01']);
  expect(read.workdays[0]?.day).toBe('2023-12-24');
});

test.each([
  ['another weekday', '9月20日（周日）', '9月20日（周六）', '2026-09-20是周日，通知里写的是周六'],
  ['another number of days', '放假调休，共7天', '放假调休，共8天', '写的是8天，起止日期算出来是7天'],
  ['a worked day that is no weekend', '5月9日（周六）上班', '5月8日上班', '2026-05-08不是周末'],
  ['a day that is not', '6月19日（周五）至21日', '6月31日至32日', '日历上没有6月31日'],
  ['words it does not know', '5月9日（周六）上班', '5月9日（周六）照常办公', '没有看懂这一句'],
  ['a holiday that is missing', '六、中秋节', '六、重阳节', '没有找到中秋节的安排'],
  ['a holiday without days', '9月25日（周五）至27日（周日）放假，共3天。', '', '中秋节没有写哪几天放假'],
  ['a day off that is worked', '10月10日（周六）上班', '10月3日（周六）上班', '2026-10-03又写放假又写上班'],
  ['a day outside its item', '2026年部分节假日安排如下：', '另外，12月31日放假。', '条目之外说到了日期'],
  ['another year', '2026年部分节假日', '2027年部分节假日', '这份通知说的是2027年，不是2026年'],
  ['a range without its count', '至7日（周三）放假调休，共7天', '至7日（周三）放假调休', '没有写共几天'],
  ['a range backwards', '5月1日（周五）至5日（周二）', '5月5日至1日', '起止日期前后不对'],
])('%s is a problem that is named', (_, from, to, said) => {
  const text = notice(2026);
  expect(text).toContain(from);
  const read = parseHolidayNotice(text.replace(from, to), 2026);
  expect(read.problems.join('\n')).toContain(said);
  expect(yearFromNotice(read, '通知')).toBeUndefined();
});

const AMENDING = `关于调整2026年劳动节假期安排的通知

各地区、各部门：
  现将调整2026年劳动节假期安排通知如下：
  一、2026年5月1日至6日放假调休，共6天。4月26日（星期日）、5月10日（星期日）上班。
  二、请及早安排值班，保证窗口不断档。
                                   2026年3月22日`;

test('a notice that amends one holiday changes its days and no other', () => {
  const before = SEED_YEARS.find(({ year }) => year === 2026)!;
  const read = parseHolidayNotice(AMENDING, 2026);
  expect([read.problems, read.amends]).toEqual([[], ['劳动节']]);
  const after = yearFromNotice(read, '通知', before)!;
  expect(after.daysOff.filter((day) => !before.daysOff.includes(day))).toEqual(['2026-05-06']);
  expect(before.daysOff.filter((day) => !after.daysOff.includes(day))).toEqual([]);
  expect(after.workdays.filter((day) => !before.workdays.includes(day))).toEqual([
    '2026-04-26',
    '2026-05-10',
  ]);
  expect(before.workdays.filter((day) => !after.workdays.includes(day))).toEqual(['2026-05-09']);
  expect(yearFromNotice(read, '通知')).toBeUndefined();
});

test.each([
  ['中秋节', 2025, '10月6日（周一）放假1天。', '国庆节'],
  ['国庆节', 2023, '10月1日至6日放假调休，共6天。', '中秋节'],
  ['劳动节', 2026, '5月20日（周三）放假1天。', '离原来的劳动节太远'],
  ['中秋节', 2026, '9月25日（周五）放假1天。', '分不清是为哪个节'],
])('a notice for %s in %i that would need guessing is refused, and says why', (holiday, year, days, why) => {
  const before = SEED_YEARS.find((one) => one.year === year)!;
  const read = parseHolidayNotice(`关于调整${year}年${holiday}放假安排的通知\n${days}`, year);
  expect(amendingProblems(before, read).join()).toContain(why);
  expect(yearFromNotice(read, '通知', before)).toBeUndefined();
});

test('a notice of one headed holiday amends it as well; one for another year is refused', () => {
  const one = parseHolidayNotice('一、元旦：1月1日至4日放假调休，共4天。1月10日（周六）上班。', 2026);
  expect([one.problems, one.amends]).toEqual([[], ['元旦']]);
  expect(parseHolidayNotice(AMENDING, 2027).problems.join()).toContain('说的是2026年');
});

test('any text is answered with problems, never with an exception', () => {
  for (const text of ['', '今天天气不错', notice(2026).slice(0, 200), notice(2026).repeat(2)])
    expect(parseHolidayNotice(text, 2026).problems).not.toEqual([]);
});
