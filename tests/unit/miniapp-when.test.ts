import { dayOf, justNow, momentOf } from '../../miniapp/src/lib/when.js';

// Beijing is eight hours ahead of UTC, whatever the phone believes.
const now = new Date('2026-11-23T15:30:00Z');

test.each([
  ['2026-11-23T01:05:00Z', '今天 09:05'],
  ['2026-11-22T16:00:00Z', '今天 00:00'],
  ['2026-11-22T15:59:00Z', '昨天 23:59'],
  ['2026-11-21T02:00:00Z', '11月21日 10:00'],
  ['2025-12-31T16:00:00Z', '1月1日 00:00'],
  ['2025-12-31T15:59:00Z', '2025年12月31日 23:59'],
  ['2026-12-01T00:00:00Z', '12月1日 08:00'],
])('%s is %s', (instant, said) => {
  expect(momentOf(instant, now)).toBe(said);
});

test('a day is named without its year while that is this year', () => {
  expect(dayOf('2026-10-14T16:00:00Z', now)).toBe('10月15日');
  expect(dayOf('2027-01-01T00:00:00Z', now)).toBe('2027年1月1日');
});

test('one says 刚才 for less than a day', () => {
  expect(justNow('2026-11-22T15:30:01Z', now)).toBe(true);
  expect(justNow('2026-11-22T15:30:00Z', now)).toBe(false);
});
