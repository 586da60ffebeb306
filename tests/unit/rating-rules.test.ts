import fc from 'fast-check';
import {
  answeringInstitutions,
  canonicalJson,
  foreignOptions,
  invitationState,
  isPoor,
  LEVELS,
  NATIONAL_OPTIONS,
  optionSetOf,
  targetSetKey,
  weekOf,
  type Attribution,
  type Canonical,
  type RatingTarget,
} from '@haochaping/shared/domain';

const target = (
  kind: RatingTarget['kind'],
  code: string,
  institutionCode: string,
  lead?: boolean,
): RatingTarget => ({
  kind,
  code,
  name: code,
  institutionCode,
  regionCode: '350400',
  ...(lead ? { lead } : {}),
});

describe('levels (FA-2.1.2-b)', () => {
  test('exactly the last two of five are poor', () => {
    expect(LEVELS.filter(isPoor)).toEqual([2, 1]);
  });

  test('every option code begins with its level and stands in one level only', () => {
    const codes = LEVELS.flatMap((level) =>
      NATIONAL_OPTIONS.byLevel[level].map(({ code }) => ({ level, code })),
    );
    expect(codes).toHaveLength(40);
    expect(new Set(codes.map(({ code }) => code)).size).toBe(40);
    for (const { level, code } of codes) expect(code).toMatch(new RegExp(`^${level}\\d\\d$`));
  });

  test('an option of another level is named, once, and those that fit are not', () => {
    expect(foreignOptions(NATIONAL_OPTIONS, 1, ['108', '517', '517', '115', '999'])).toEqual(['517', '999']);
    expect(foreignOptions(NATIONAL_OPTIONS, 5, ['510', '517'])).toEqual([]);
  });

  test('a rating stays readable by the version of its options; a version never had is unknown', () => {
    expect(optionSetOf('national-2020')).toBe(NATIONAL_OPTIONS);
    expect(optionSetOf('national-1999')).toBeUndefined();
  });
});

describe('invitation (FA-2.2.1-a)', () => {
  const expiresAt = new Date('2026-11-30T00:00:00Z');

  test.each([
    ['the last instant of its life still counts', '2026-11-30T00:00:00.000Z', 'open'],
    ['a millisecond later it is expired', '2026-11-30T00:00:00.001Z', 'expired'],
  ])('%s', (_, now, state) => {
    expect(invitationState({ expiresAt }, new Date(now))).toBe(state);
  });
});

describe('attribution (FA-2.2.1-c FA-2.2.1-f)', () => {
  const batch: Attribution = {
    scope: 'batch',
    targets: [target('institution', 'A', 'A'), target('institution', 'B', 'B'), target('item', 'I', 'A')],
  };

  test('parallel approval counts for every department', () => {
    expect(answeringInstitutions(batch)).toEqual(['A', 'B']);
  });

  test('where a lead department is named, the rating counts for it alone', () => {
    const led = {
      ...batch,
      targets: [target('institution', 'A', 'A'), target('institution', 'L', 'L', true)],
    };
    expect(answeringInstitutions(led)).toEqual(['L']);
  });

  test('the same targets in another order are the same right; one target more is another', () => {
    expect(targetSetKey({ ...batch, targets: [...batch.targets].reverse() })).toBe(targetSetKey(batch));
    expect(targetSetKey({ ...batch, targets: batch.targets.slice(1) })).not.toBe(targetSetKey(batch));
    expect(targetSetKey({ ...batch, scope: 'event' })).not.toBe(targetSetKey(batch));
  });
});

describe('week in Shanghai', () => {
  test.each([
    ['Sunday 23:59:59 in Shanghai is still the old week', '2026-11-22T15:59:59Z', '2026-W47'],
    ['one second later it is Monday there', '2026-11-22T16:00:00Z', '2026-W48'],
    ['1 January 2027 lies in the last week of 2026', '2027-01-01T00:00:00Z', '2026-W53'],
    ['29 December 2025 lies in the first week of 2026', '2025-12-29T00:00:00Z', '2026-W01'],
  ])('%s', (_, at, week) => {
    expect(weekOf(new Date(at))).toBe(week);
  });

  test('a later instant never has an earlier week, and seven days later is always another', () => {
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 400 * 86_400_000 }), (at, later) => {
        expect(weekOf(new Date(at.getTime() + later)) >= weekOf(at)).toBe(true);
        expect(weekOf(new Date(at.getTime() + 7 * 86_400_000))).not.toBe(weekOf(at));
      }),
    );
  });
});

describe('canonical text', () => {
  test('the order of keys does not matter, everything else does', () => {
    expect(canonicalJson({ b: 1, a: [true, null, '中'] })).toBe('{"a":[true,null,"中"],"b":1}');
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
  });

  test('it reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Canonical;
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });

  test('a number that JSON cannot carry is refused', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
  });
});
