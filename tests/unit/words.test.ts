import fc from 'fast-check';
import { writtenWords } from '@haochaping/shared/domain';

describe('what a person wrote', () => {
  test('stays as it is: rare characters, emoji, marks, line breaks', () => {
    const text = '窗口的镕、祎、堃、喆\n都很好 😀👍🏽\t<b>&amp;]]>';
    expect(writtenWords(text)).toBe(text);
  });

  test('loses only what nobody can have written', () => {
    expect(writtenWords('一\u0000二\u0007三\u009f四\ud800五\udc00六\ufffe')).toBe('一二三四五六');
    expect(writtenWords('一\r\n二\r三')).toBe('一\n二\n三');
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
