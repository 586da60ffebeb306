import type { DataExport } from '@haochaping/shared/contracts';
import { exportPdf } from '../../server/src/modules/rights/export/pdf.js';
import { runsOf } from '../../server/src/paper/glyphs.js';

// The PDF of one's own data shows what the person wrote, and no empty boxes.

test('words stay words, and what the Chinese font has not is drawn as a picture', () => {
  expect(runsOf('等太久😡，没人理👍🏽。')).toEqual([
    { font: 'text', text: '等太久' },
    { font: 'pictures', text: '😡' },
    { font: 'text', text: '，没人理' },
    { font: 'pictures', text: '👍🏽' },
    { font: 'text', text: '。' },
  ]);
});

test.each(['❤️', '1️⃣', '👨‍👩‍👧', '🇨🇳'])('%s is one picture', (picture) => {
  expect(runsOf(picture)).toEqual([{ font: 'pictures', text: picture }]);
});

test.each(['䶮', '©', '€', '①', '第一行\n第二行'])('%s is text', (text) => {
  expect(runsOf(text)).toEqual([{ font: 'text', text }]);
});

test('a tab is blanks', () => {
  expect(runsOf('甲\t乙')).toEqual([{ font: 'text', text: '甲    乙' }]);
});

test('a character in neither font is named by its number, and its neighbours stay', () => {
  expect(runsOf('名字里的𠮷')).toEqual([{ font: 'text', text: '名字里的〔U+20BB7〕' }]);
});

test('the file holds both fonts, of each only what is used', async () => {
  const pdf = await exportPdf(exported('等太久😡'));
  const fonts = [...pdf.toString('latin1').matchAll(/\/FontName \/[A-Z]{6}\+([\w]+)/g)].map(
    ([, name]) => name,
  );
  expect(new Set(fonts)).toEqual(new Set(['NotoSansSC', 'NotoEmoji']));
  expect(pdf.length).toBeLessThan(100_000);
});

const exported = (value: string): DataExport =>
  ({
    madeAt: '2026-11-29T02:00:00.000Z',
    noticeVersion: '2',
    sections: [
      { title: '评价', explanation: '', entries: [{ title: 'HP1', fields: [{ label: '说明', value }] }] },
    ],
  }) as unknown as DataExport;
