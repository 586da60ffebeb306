import fc from 'fast-check';
import {
  checkIdentityNumber,
  checkTaskCode,
  checkTaskHandleItem,
  checkUscc,
  identityCheckCharacter,
  isCalendarDay,
  ITEM_TYPES,
  organisationCheckCharacter,
  parseTaskCode,
  usccCheckCharacter,
  type CodeVerdict,
} from '@haochaping/shared/domain/codes';

const containing = (part: string): unknown => expect.stringContaining(part);
const USCC_ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const fromAlphabet = (length: number) =>
  fc
    .array(fc.constantFrom(...USCC_ALPHABET), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

const identityNumbers = fc
  .tuple(
    fc.integer({ min: 110000, max: 659999 }),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
    digits(3),
  )
  .map(([region, birthday, order]) => {
    const first17 = `${region}${birthday.toISOString().slice(0, 10).replaceAll('-', '')}${order}`;
    return first17 + identityCheckCharacter(first17);
  });

const usccs = fc
  .tuple(fc.constantFrom('11', '12', '13', '51', '91', '92'), digits(6), fromAlphabet(8))
  .map(([kind, region, first8]) => {
    const first17 = `${kind}${region}${first8}${organisationCheckCharacter(first8)}`;
    return first17 + usccCheckCharacter(first17);
  });

const taskCodes = fc
  .tuple(
    usccs,
    fc.integer({ min: 1, max: 6 }),
    digits(2),
    fc.constantFrom(...Object.keys(ITEM_TYPES)),
    digits(8),
  )
  .map((parts) => parts.join(''));

/** The value with the character at `at` replaced by the next one of the alphabet. */
function altered(value: string, at: number, alphabet: readonly string[], step: number): string {
  const next = alphabet[(alphabet.indexOf(value.charAt(at)) + step) % alphabet.length];
  return value.slice(0, at) + String(next) + value.slice(at + 1);
}

describe('identity numbers (GB 11643)', () => {
  test('the example printed in the standard is valid', () => {
    expect(checkIdentityNumber('11010519491231002X')).toEqual({ ok: true });
    expect(checkIdentityNumber('440524188001010014')).toEqual({ ok: true });
  });

  test('every generated number is valid, and its check character is the only one that is', () => {
    fc.assert(
      fc.property(identityNumbers, (number) => {
        expect(checkIdentityNumber(number).ok).toBe(true);
        const valid = [...'0123456789X'].filter(
          (check) => checkIdentityNumber(number.slice(0, 17) + check).ok,
        );
        expect(valid).toEqual([number.charAt(17)]);
      }),
    );
  });

  test('one wrong digit is always found', () => {
    fc.assert(
      fc.property(
        identityNumbers,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (number, at, step) => {
          expect(checkIdentityNumber(altered(number, at, [...'0123456789'], step)).ok).toBe(false);
        },
      ),
    );
  });

  test('two neighbouring digits the wrong way round are always found', () => {
    fc.assert(
      fc.property(identityNumbers, fc.integer({ min: 0, max: 15 }), (number, at) => {
        const [a, b] = [number.charAt(at), number.charAt(at + 1)];
        fc.pre(a !== b);
        expect(checkIdentityNumber(number.slice(0, at) + b + a + number.slice(at + 2)).ok).toBe(false);
      }),
    );
  });

  test('a birthday that never was, or is still to come, is refused by name', () => {
    const withBirthday = (day: string) => {
      const first17 = `350404${day}001`;
      return checkIdentityNumber(first17 + identityCheckCharacter(first17), '2026-11-23');
    };
    expect(withBirthday('20230229')).toMatchObject({
      ok: false,
      reason: containing('出生日期'),
    });
    expect(withBirthday('20261124')).toMatchObject({
      ok: false,
      reason: containing('出生日期'),
    });
    expect(withBirthday('20261123')).toEqual({ ok: true });
    expect(withBirthday('20240229')).toEqual({ ok: true });
  });

  test.each(['', '11010519491231002x', '1101051949123100', '11010519491231002XX', '０1010519491231002X'])(
    'the form of “%s” is refused',
    (value) => expect(checkIdentityNumber(value).ok).toBe(false),
  );
});

const isSound = (verdict: CodeVerdict) => verdict.ok && verdict.doubt === undefined;

describe('unified social credit codes (GB 32100)', () => {
  test('published codes are valid: the example of the standard, and one of a Shanghai authority', () => {
    expect(checkUscc('91350100M000100Y43')).toEqual({ ok: true });
    expect(checkUscc('11310000MB2F30661Y')).toEqual({ ok: true });
  });

  test('every generated code is valid, and its check character is the only one that is', () => {
    fc.assert(
      fc.property(usccs, (code) => {
        expect(checkUscc(code)).toEqual({ ok: true });
        const beyondDoubt = USCC_ALPHABET.filter((check) => isSound(checkUscc(code.slice(0, 17) + check)));
        expect(beyondDoubt).toEqual([code.charAt(17)]);
      }),
    );
  });

  test('one wrong character is always found: refused, or taken with a mark', () => {
    fc.assert(
      fc.property(
        usccs,
        fc.integer({ min: 0, max: 17 }),
        fc.integer({ min: 1, max: 30 }),
        (code, at, step) => {
          expect(isSound(checkUscc(altered(code, at, USCC_ALPHABET, step)))).toBe(false);
        },
      ),
    );
  });

  test('letters that are left out of the alphabet are refused with the rule', () => {
    for (const letter of 'IOSVZ')
      expect(checkUscc(`11350400${letter}M0000013J`)).toMatchObject({
        reason: containing('不含'),
      });
  });
});

describe('item codes (GB/T 39554.1)', () => {
  test('a code that Shanghai publishes comes apart as the standard says', () => {
    expect(parseTaskCode('11310000MB2F30661Y231200356400001')).toEqual({
      uscc: '11310000MB2F30661Y',
      level: '2',
      basicCode: '312003564000',
      type: '20',
      handle: '01',
    });
    expect(checkTaskCode('11310000MB2F30661Y2312003564000')).toEqual({ ok: true });
  });

  test('every generated code is valid, and comes apart into what it was made of', () => {
    fc.assert(
      fc.property(taskCodes, digits(2), (code, handle) => {
        expect(checkTaskCode(code)).toEqual({ ok: true });
        const parts = parseTaskCode(code + handle);
        expect(parts && parts.uscc + parts.level + parts.basicCode + String(parts.handle)).toBe(
          code + handle,
        );
        expect(parseTaskCode(code)?.handle).toBeNull();
        expect(checkTaskHandleItem(code + handle, code)).toEqual({ ok: true });
      }),
    );
  });

  test('a wrong character in the credit code inside is found: refused, or taken with a mark', () => {
    fc.assert(
      fc.property(
        taskCodes,
        fc.integer({ min: 0, max: 17 }),
        fc.integer({ min: 1, max: 30 }),
        (code, at, step) => {
          expect(isSound(checkTaskCode(altered(code, at, USCC_ALPHABET, step)))).toBe(false);
        },
      ),
    );
  });

  test('an unknown level, an unknown type, a wrong length and a foreign handling item are refused', () => {
    const code = '11350400DM0000021D3000104001000';
    expect(checkTaskCode(code)).toEqual({ ok: true });
    expect(checkTaskCode(`${code.slice(0, 18)}7${code.slice(19)}`).ok).toBe(false);
    expect(checkTaskCode(`${code.slice(0, 21)}99${code.slice(23)}`).ok).toBe(false);
    expect(checkTaskCode(code.slice(1)).ok).toBe(false);
    expect(checkTaskHandleItem(`${code.slice(0, 30)}101`, code).ok).toBe(false);
    expect(checkTaskHandleItem(`${code}1`, code).ok).toBe(false);
  });
});

test('days that exist, and no others', () => {
  expect(['2024-02-29', '2026-12-31'].map(isCalendarDay)).toEqual([true, true]);
  expect(['2023-02-29', '2026-13-01', '2026-1-1', '', '2026-00-10'].map(isCalendarDay)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
