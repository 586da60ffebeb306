import { crc32, deflateRawSync } from 'node:zlib';
import exceljs from 'exceljs';
import { DirectoryPage, ImportReport } from '@haochaping/shared/contracts/directory';
import { expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// Tables as people really make them: every row is accounted for, and a cell is what a person sees in it. Previews only.

let system: System;
let center: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
});

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEAD = ['编码', '名称', '窗口号', '大厅编码', '责任部门编码', '生效日期'];
const row = (code: number, name = '收件窗口', number = 'Z01', from = '') => [
  `350400-W${code}`,
  name,
  number,
  '350400-H01',
  '350400-XZFW',
  from,
];

const upload = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
  fetch(`${system.baseUrl}/api/v1/staff/directory/windows/import?commit=false`, {
    method: 'POST',
    headers: { ...center.headers, 'content-type': type },
    body,
  });
const previewed = async (body: string | Uint8Array<ArrayBuffer>, type = 'text/csv') =>
  ImportReport.parse(await expectStatus(await upload(body, type), 200));
const problems = ({ errors }: ImportReport) => errors.map((one) => `${one.row} ${one.column} ${one.problem}`);

/** A workbook of one sheet whose second row was changed in a spreadsheet. */
async function workbook(change: (row: exceljs.Row) => void): Promise<Uint8Array<ArrayBuffer>> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('窗口');
  sheet.addRow(HEAD);
  change(sheet.addRow(row(901)));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

test('3 000 rows with two returns and a line feed behind each are 3 000 rows', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => row(10_000 + i));
  const report = await previewed([HEAD, ...rows].map((cells) => cells.join(',')).join('\r\r\n'));
  expect(report).toMatchObject({ rows: 3000, refusedRows: 0, counts: { create: 3000 } });
});

test('a file of millions of line ends is refused before it is read', async () => {
  const report = await previewed(`${HEAD.join(',')}${'\n'.repeat(2_000_000)}`);
  expect(problems(report)).toEqual(['0  行或格太多']);
});

test('empty lines are no rows, and are counted', async () => {
  const lines = [HEAD, [], row(902), ['', '', '', '', '', ''], [' '], row(903)];
  const report = await previewed(lines.map((cells) => cells.join(',')).join('\n'));
  expect(report).toMatchObject({ rows: 2, emptyRows: 3, errorCount: 0 });
});

test('a comma without quotes refuses its row, and says why', async () => {
  const report = await previewed([HEAD, row(904, '收件，受理'), row(905, '收件,受理')].join('\n'));
  expect(report).toMatchObject({ rows: 2, refusedRows: 1, counts: { create: 1 } });
  expect(problems(report)).toEqual(['3  这一行有 7 格，列名有 6 个']);
});

test('the preview shows every field of a new record', async () => {
  const { changes } = await previewed([HEAD, row(906)].join('\n'));
  expect(changes[0]?.changes.map(({ column, after }) => `${column} ${after}`)).toEqual([
    '名称 收件窗口',
    '窗口号 Z01',
    '大厅编码 350400-H01',
    '责任部门编码 350400-XZFW',
  ]);
});

test.each<[string, (row: exceljs.Row) => void, string]>([
  [
    'an error value',
    (row) => {
      row.getCell(2).value = { error: '#N/A' };
    },
    '2 名称 是表格软件的错误值 #N/A',
  ],
  [
    'a window number that became a date',
    (row) => {
      row.getCell(3).value = new Date('2026-01-02T00:00:00Z');
    },
    '2 窗口号 表格软件把它当成了日期 2026-01-02',
  ],
  [
    'a formula that was never calculated',
    (row) => {
      row.getCell(2).value = { formula: 'A1&B1' };
    },
    '2 名称 是公式，文件里没有它的结果',
  ],
  [
    'a cell that is covered by a merged one',
    (row) => {
      row.worksheet.mergeCells(2, 2, 2, 3);
    },
    '2 窗口号 和别的格合并了',
  ],
])('%s is refused with what to do', async (_what, change, problem) => {
  const report = await previewed(await workbook(change), XLSX);
  expect(problems(report)).toEqual([problem]);
  expect(report.errors[0]?.remedy).toMatch(/^请/);
});

test.each<[string, (row: exceljs.Row) => void, string]>([
  [
    'a calculated formula by its result',
    (row) => {
      row.getCell(2).value = { formula: 'A1&B1', result: '算出来的窗口' };
    },
    '名称 算出来的窗口',
  ],
  [
    'a link whose words are partly bold by its words',
    (row) => {
      row.getCell(2).value = {
        text: { richText: [{ text: '收件' }, { text: '窗口', font: { bold: true } }] },
        hyperlink: 'https://example.com',
      } as unknown as exceljs.CellHyperlinkValue;
    },
    '名称 收件窗口',
  ],
  [
    'a sum by what a spreadsheet counts',
    (row) => {
      row.getCell(3).value = 0.1 + 0.2;
    },
    '窗口号 0.3',
  ],
  [
    'a number by its digits',
    (row) => {
      row.getCell(3).value = 12;
    },
    '窗口号 12',
  ],
])('%s is read', async (_what, change, seen) => {
  const report = await previewed(await workbook(change), XLSX);
  expect(problems(report)).toEqual([]);
  expect(report.changes[0]?.changes.map(({ column, after }) => `${column} ${after}`)).toContain(seen);
});

test('a day in a column of days is that day', async () => {
  const report = await previewed(
    await workbook((row) => {
      row.getCell(6).value = new Date('2026-01-02T00:00:00Z');
    }),
    XLSX,
  );
  expect(problems(report)).toEqual([]);
  expect(report.changes[0]?.effectiveFrom).toBe('2026-01-01T16:00:00.000Z');
});

test('the sheet that is seen is read, not a hidden one before it', async () => {
  const book = new exceljs.Workbook();
  book.addWorksheet('隐藏的', { state: 'hidden' }).addRow(['别的']);
  const sheet = book.addWorksheet('窗口');
  sheet.addRow(HEAD);
  sheet.addRow(row(907));
  const report = await previewed(new Uint8Array(await book.xlsx.writeBuffer()), XLSX);
  expect(report).toMatchObject({ rows: 1, errorCount: 0 });
});

test('a table without a column leaves what is stored there as it is', async () => {
  const { items } = DirectoryPage.parse(
    await expectStatus(await center.get('/api/v1/staff/directory/windows?pageSize=100'), 200),
  );
  const window = items.find(({ code }) => code === '350400-W003');
  const head = HEAD.slice(0, 5);
  const cells = [window!.code, '改了名的窗口', ...[2, 3, 4].map((i) => window!.values[head[i]!])];
  const { changes, errorCount } = await previewed([head, cells].map((line) => line.join(',')).join('\n'));
  expect(errorCount).toBe(0);
  expect(changes[0]?.changes.map(({ column }) => column)).toEqual(['名称']);
});

/** A ZIP of one file. @param told the size its directory tells, which may be a lie */
function zipOf(name: string, content: Buffer, told = content.length): Uint8Array<ArrayBuffer> {
  const packed = deflateRawSync(content);
  const sizes = Buffer.alloc(30);
  sizes.writeUInt16LE(20, 0); // version
  sizes.writeUInt16LE(8, 4); // deflate
  sizes.writeUInt32LE(crc32(content), 10);
  sizes.writeUInt32LE(packed.length, 14);
  sizes.writeUInt32LE(told, 18);
  sizes.writeUInt16LE(name.length, 22);
  const shared = sizes.subarray(0, 26);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002\u0014\u0000'),
    shared,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return new Uint8Array(Buffer.concat([local, central, end]));
}

test.each([
  ['unpacks to too much', 150 * 1024 * 1024, '展开后太大'],
  ['lies about what it unpacks to', 1024, '打不开'],
])('a workbook that %s is refused while everybody else is served', async (_what, told, said) => {
  const bomb = zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(150 * 1024 * 1024), told);
  const answers: string[] = [];
  const [report] = await Promise.all([
    previewed(bomb, XLSX).finally(() => answers.push('table')),
    fetch(`${system.baseUrl}/api/v1/directory/regions`).then(() => answers.push('regions')),
  ]);
  expect(problems(report).join()).toContain(said);
  expect(answers).toEqual(['regions', 'table']);
});
