import { MOST_ROWS, refuseTooMany, sheetOf, wholeList, workbook } from '../../server/src/paper/workbook.js';
import { rowsIn, sheetIn } from '../support/workbooks.js';

// What every list is like that one takes along.

interface Row {
  words: string | null;
  day: string | null;
  at: string | null;
}
const bytesOf = async (rows: Row[]): Promise<ArrayBuffer> => {
  const made = await workbook(
    sheetOf(
      '清单',
      [
        { heading: '写的', width: 20, text: ({ words }) => words },
        { heading: '哪天', width: 12, day: ({ day }) => day },
        { heading: '什么时候', width: 18, time: ({ at }) => at },
      ],
      rows,
    ),
  );
  return new Uint8Array(made).buffer;
};
const NOTHING: Row = { words: null, day: null, at: null };

test.each(['=HYPERLINK("http://example.com","点我")', '+8613800000000', '-1+1', '@SUM(A1:A9)', "'=1", '007'])(
  '%s stays the words somebody wrote, also when the cell is edited',
  async (words) => {
    const bytes = await bytesOf([{ ...NOTHING, words }]);
    expect(await rowsIn(bytes)).toEqual([{ 写的: words, 哪天: '', 什么时候: '' }]);
    const cell = (await sheetIn(bytes)).getCell('A2');
    // Text, in the form of text: a spreadsheet would else read it anew after a change.
    expect({ text: typeof cell.value, formula: cell.formula, form: cell.numFmt }).toEqual({
      text: 'string',
      formula: undefined,
      form: '@',
    });
  },
);

test('an instant is written as Beijing’s clocks showed it, a day as that day', async () => {
  const row = { words: '夜里', day: '2026-12-01', at: '2026-11-30T16:05:00.000Z' };
  expect(await rowsIn(await bytesOf([row]))).toEqual([
    { 写的: '夜里', 哪天: '2026-12-01', 什么时候: '2026-12-01 00:05' },
  ]);
});

test('the headings are bold and stay in sight, the columns are as wide as was said', async () => {
  const sheet = await sheetIn(await bytesOf([NOTHING, NOTHING]));
  expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
  expect(['A1', 'B1', 'C1'].map((at) => sheet.getCell(at).font?.bold)).toEqual([true, true, true]);
  expect(sheet.getCell('A2').font?.bold).toBeFalsy();
  expect(['A', 'B', 'C'].map((at) => sheet.getColumn(at).width)).toEqual([20, 12, 18]);
});

test('one row too many is refused, with how many there are and what to do', async () => {
  expect(() => refuseTooMany(MOST_ROWS, '件')).not.toThrow();
  expect(() => refuseTooMany(MOST_ROWS + 1, '份')).toThrow(
    '有5001份，一个表格最多存5000份，请加筛选条件，少一些再存',
  );
  const read = (total: number) => wholeList(() => Promise.resolve({ items: ['一'], total }), '件');
  expect(await read(MOST_ROWS)).toEqual(['一']);
  await expect(read(MOST_ROWS + 1)).rejects.toMatchObject({ code: 'invalid_input' });
});
