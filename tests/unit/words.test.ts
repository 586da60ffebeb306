import fc from 'fast-check';
import { writtenBeginning, writtenLength, writtenWords } from '@haochaping/shared/domain';

describe('what a person wrote', () => {
  test('stays as it is: rare characters, emoji, marks, line breaks', () => {
    const text = '窗口的镕、祎、堃、喆\n都很好 😀👍🏽\t<b>&amp;]]>';
    expect(writtenWords(text)).toBe(text);
  });

  test('loses only what nobody can have written', () => {
    expect(writtenWords('一\u0000二\u0007三\u009f四\ud800五\udc00六\ufffe')).toBe('一二三四五六');
    expect(writtenWords('一\r\n二\r三')).toBe('一\n二\n三');
  });

  test('loses signs that nobody sees, and keeps the joints of pictures', () => {
    expect(writtenWords('1\u200b3\u200d8\u2060\ufeff\u202e00\u2069\u00ad\u200f')).toBe('13800');
    expect(writtenWords('👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈')).toBe('👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈');
  });

  test('is counted as a person counts: a picture is one', () => {
    expect(
      ['长', '😀', '👍🏽', '👨‍👩‍👧', '❤️', '🇨🇳', '1️⃣', 'é', '𠮷', '\u200b', 'a\r\nb'].map(writtenLength),
    ).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 3]);
    expect(writtenLength('👍🏽'.repeat(500))).toBe(500);
  });

  test('its beginning has as many characters as asked for, and none cut in two', () => {
    expect(writtenBeginning('长'.repeat(510), 500)).toHaveLength(500);
    expect(writtenBeginning('好😀好', 2)).toBe('好😀');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: 0, max: 30 }),
        (text, most) => {
          const beginning = writtenBeginning(text, most);
          expect(writtenLength(beginning)).toBeLessThanOrEqual(most);
          expect(writtenWords(text).startsWith(beginning) || beginning === text).toBe(true);
          if (writtenLength(text) <= most) expect(beginning).toBe(text);
        },
      ),
    );
  });

  test('is well formed afterwards, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 0xd800, max: 0xdfff }),
        (text, half) => {
          const cleaned = writtenWords(text + String.fromCharCode(half) + text);
          expect(Buffer.from(cleaned, 'utf8').toString('utf8')).toBe(cleaned);
          expect(writtenWords(cleaned)).toBe(cleaned);
        },
      ),
    );
  });
});
