import { dayPlus, dayRanges, yearAfter, type Day } from '@haochaping/shared/domain';
import fc from 'fast-check';

const days = fc.array(fc.integer({ min: 0, max: 60 }).map((after) => dayPlus('2026-12-10', after)));

/** The days of ranges, one by one. */
const written = (ranges: ReturnType<typeof dayRanges>): Day[] =>
  ranges.flatMap(({ first, last }) => {
    const all = [first];
    for (let day = first; day < last; day = dayPlus(day, 1)) all.push(dayPlus(day, 1));
    return all;
  });

test('days that follow one another are one range, over the end of a year too', () => {
  expect(dayRanges(['2027-01-01', '2026-12-31', '2027-01-03', '2027-01-01'])).toEqual([
    { first: '2026-12-31', last: '2027-01-01' },
    { first: '2027-01-03', last: '2027-01-03' },
  ]);
});

test('ranges hold each day once, ascending, and never touch', () => {
  fc.assert(
    fc.property(days, (some) => {
      const ranges = dayRanges(some);
      expect(written(ranges)).toEqual([...new Set(some)].sort());
      for (const [index, { first }] of ranges.entries()) {
        const before = ranges[index - 1];
        if (before) expect(first > dayPlus(before.last, 1)).toBe(true);
      }
    }),
  );
});

test('a year after a day is the same day of the next year, of 29 February the 28th', () => {
  expect(yearAfter('2026-12-31')).toBe('2027-12-31');
  expect(yearAfter('2028-02-29')).toBe('2029-02-28');
});
