import exceljs from 'exceljs';
import { DIRECTORY_KINDS, type DirectoryKind } from '@haochaping/shared/contracts/directory';
import { seedDirectory } from '../../server/src/modules/directory/index.js';
import { commitImport, previewImport } from '../../server/src/modules/directory/imports/import.js';
import { ImportModel } from '../../server/src/modules/directory/imports/register.js';
import { DIRECTORY_MODELS } from '../../server/src/modules/directory/model.js';
import { valuesOf } from '../../server/src/modules/directory/presenter.js';
import { listRecords, lookUp } from '../../server/src/modules/directory/service.js';
import { writeTable } from '../../server/src/modules/directory/tables/table.js';
import type { Found } from '../../server/src/modules/directory/types.js';
import { closeDatabase, containing, csv, importer, openDatabase, table } from './support.js';

const now = new Date('2026-11-16T01:00:00Z');
const GOOD = '350400-W801,便民窗口,Z01,350400-H01,350400-XZFW,350400-GAJ；350400-MZJ,,,';

beforeAll(async () => {
  await openDatabase();
  await seedDirectory(new Date('2026-11-01T00:00:00Z'));
});
afterAll(closeDatabase);

/** Everything the database holds of a kind, to tell whether an import touched it. */
const everything = (kind: DirectoryKind) => DIRECTORY_MODELS[kind].find().sort({ _id: 1 }).lean();

describe('a table with mistakes', () => {
  const wrong = table(
    'windows',
    GOOD,
    '350400-W802,,Z02,350400-H01,350400-XZFW,,,,',
    '350400-W803,甲,Z03,350400-H99,350400-XZFW,350400-GAJ；350400-NONE,,,',
    '350400-W801,乙,Z04,350400-H01,350400-XZFW,,,,',
    '350400-W804,=HYPERLINK(1),Z05,350400-H01,350400-XZFW,,,2026-02-30,',
    '350400-W805,丙,Z06,350400-H01,350400-XZFW,,,2027-01-01,',
    '350400-w806,丁,Z07,350400-H01,350400-XZFW,,,,',
  );

  test('names row, column, what is wrong and the remedy, for every row at once', async () => {
    const report = await previewImport('windows', wrong, importer(now));
    expect(report.committed).toBe(false);
    expect(report.errors.map(({ row, column, problem }) => `${row} ${column} ${problem}`)).toEqual([
      '3 名称 没有填',
      '4 大厅编码 没有编码为“350400-H99”的大厅和服务点，或已经失效',
      '4 可受理部门编码 没有编码为“350400-NONE”的机构，或已经失效',
      '5 编码 “350400-W801”在第2行已经有了',
      '6 名称 以“=”开头，表格软件会当成公式',
      '6 生效日期 “2026-02-30”不是日期',
      '7 生效日期 是将来的日期',
      '8 编码 “350400-w806”不对',
    ]);
    for (const { problem, remedy } of report.errors) {
      expect(remedy.length).toBeGreaterThan(5);
      expect(remedy).not.toBe(problem);
    }
    expect(report.errorCount).toBe(report.errors.length);
  });

  test('is not imported in part: the good first row stays out as well', async () => {
    const before = await everything('windows');
    const report = await commitImport('windows', wrong, importer(now));
    expect(report).toMatchObject({ committed: false, errorCount: 8 });
    expect(await everything('windows')).toEqual(before);
    expect(await lookUp('windows', '350400-W801', now)).toBeNull();
  });

  test.each([
    ['no rows', table('windows'), '只有列名'],
    ['nothing', csv(''), '表格是空的'],
    ['a column nobody knows', csv('编码,颜色\n1,红\n'), '不认识“颜色”'],
    ['a column too few', csv('编码,名称\nX1,红\n'), '缺少“窗口号”'],
    ['a column twice', csv('编码,编码\nX1,X1\n'), '“编码”出现了两次'],
    ['an open quote', csv('编码,名称\nX1,"红\n'), 'CSV 格式不对'],
    [
      'bytes that are no text',
      { bytes: Buffer.from([0xff, 0xfe, 0x00, 0xff]), format: 'csv' as const },
      '文字编码',
    ],
    ['an XLSX that is none', { bytes: Buffer.from('PK nothing'), format: 'xlsx' as const }, '打不开'],
  ])('with %s is told what it lacks', async (_, file, said) => {
    const report = await commitImport('windows', file, importer(now));
    expect(report.committed).toBe(false);
    expect(report.errors.some(({ problem }) => problem.includes(said))).toBe(true);
  });

  test('item codes, credit codes and time limits are checked by their own rules', async () => {
    const head =
      '实施编码,业务办理项编码,名称,事项类型,区划编码,实施部门编码,牵头部门编码,服务对象,法定办结时限,承诺办结时限,到场次数,可网办';
    const good = '11350400DM0000021D3000104001000';
    const line = (code: string, handle: string, type: string, promised: string) =>
      `${code},${handle},某事项,${type},350400,350400-FGW,,自然人；法人,20,${promised},1,是`;
    const report = await previewImport(
      'items',
      csv(
        [
          head,
          line('11350400DM0000022D3000104001000', '', '行政许可', '5'),
          line(good, '', '公共服务', '5'),
          line(good, '11350400DM0000021D300010400100X', '行政许可', '25'),
        ].join('\n'),
      ),
      importer(now),
    );
    expect(report.errors.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '2 实施编码',
      '3 事项类型',
      '4 业务办理项编码',
      '4 承诺办结时限',
    ]);
  });
});

describe('a good table', () => {
  test('is first shown, and changes nothing by that', async () => {
    const before = await everything('windows');
    const report = await previewImport('windows', table('windows', GOOD), importer(now));
    expect(report).toMatchObject({
      committed: false,
      errorCount: 0,
      counts: { create: 1, update: 0, end: 0, reopen: 0, unchanged: 0 },
      changes: [{ row: 2, code: '350400-W801', action: 'create' }],
    });
    expect(await everything('windows')).toEqual(before);
  });

  test('is written as a whole, and the register says who did it, to be sealed into the audit chain', async () => {
    const report = await commitImport('windows', table('windows', GOOD), importer(now));
    expect(report).toMatchObject({ committed: true, counts: { create: 1 } });
    expect((await lookUp('windows', '350400-W801', now))?.data.servesCodes).toEqual([
      '350400-GAJ',
      '350400-MZJ',
    ]);
    const [record] = await ImportModel.find({ source: 'import' }).sort({ at: -1 }).lean();
    expect(record).toMatchObject({ kind: 'windows', by: 'demo-admin', rows: 1, changed: 1 });
    expect(record?.pending.map(({ kind }) => kind)).toEqual(['audit']);
    expect(record?.audit).toMatchObject([{ action: 'directory.imported', actor: { id: 'demo-admin' } }]);
  });

  test('in GB18030, as Chinese spreadsheets save it, reads the same', async () => {
    // “编码,名称” and a person whose name GB2312 lacks, as bytes of GB18030
    const bytes = Buffer.concat([
      Buffer.from('b1e0c2eb2cc3fbb3c62cb4b0bfdabac52cb4f3ccfcb1e0c2eb2cd4f0c8ceb2bfc3c5b1e0c2eb0a', 'hex'),
      Buffer.from('3335303430302d573830322c', 'hex'),
      Buffer.from('e946', 'hex'), // 镕
      Buffer.from('2c5a30322c3335303430302d4830312c3335303430302d585a46570a', 'hex'),
    ]);
    const report = await previewImport('windows', { bytes, format: 'csv' }, importer(now));
    expect(report.errors).toEqual([]);
    expect(report.changes).toMatchObject([{ code: '350400-W802', name: '镕' }]);
  });

  test('ends a record on its day, and a later one takes it up again', async () => {
    const ended = await commitImport('windows', table('windows', `${GOOD}2026-11-18`), importer(now));
    expect(ended).toMatchObject({ committed: true, counts: { end: 1 } });
    const during = new Date('2026-11-17T15:59:59Z');
    const after = new Date('2026-11-17T16:00:00Z');
    expect(await lookUp('windows', '350400-W801', during)).not.toBeNull();
    expect(await lookUp('windows', '350400-W801', after)).toBeNull();
    const again = new Date('2026-11-25T00:00:00Z');
    const reopened = await commitImport('windows', table('windows', GOOD), importer(again));
    expect(reopened).toMatchObject({ committed: true, counts: { reopen: 1 } });
    expect(await lookUp('windows', '350400-W801', new Date('2026-11-20T00:00:00Z'))).toBeNull();
    expect(await lookUp('windows', '350400-W801', again)).not.toBeNull();
  });

  test('cannot end what others still count on', async () => {
    const stored = await lookUp('halls', '350400-H02', now);
    const values = stored && valuesOf('halls', stored.code, stored);
    const hall = Object.values({ ...values, 失效日期: '2026-11-20' }).join(',');
    const report = await commitImport('halls', table('halls', hall), importer(now));
    expect(report.committed).toBe(false);
    expect(report.errors).toMatchObject([
      {
        row: 2,
        column: '失效日期',
        problem: containing('还有6条窗口记录的“大厅编码”是“350400-H02”'),
      },
    ]);
  });
});

describe('a centre imports for its own regions only', () => {
  const own = ['350428'];
  const row = (code: string, hall: string, by: string) => `${code},新窗口,Z09,${hall},${by},,,,`;

  test('its own window is written', async () => {
    const file = table('windows', row('350428-W801', '350428-H01', '350428-XZFW'));
    expect(await commitImport('windows', file, importer(now, own))).toMatchObject({ committed: true });
  });

  test('another region’s window, and moving one of them over, are refused', async () => {
    const foreign = table(
      'windows',
      row('350400-W899', '350400-H01', '350400-XZFW'),
      row('350430-W001', '350428-H01', '350428-XZFW'),
    );
    const report = await commitImport('windows', foreign, importer(now, own));
    expect(report.errors.map(({ row: at, problem }) => `${at} ${problem}`)).toEqual([
      '2 “350400-W899”不在您管理的区划内',
      '3 “350430-W001”不在您管理的区划内',
    ]);
    expect(await lookUp('windows', '350400-W899', now)).toBeNull();
  });

  test('the city’s centre keeps the records of the districts and counties as well', async () => {
    const file = table('windows', row('350430-W801', '350430-H01', '350430-XZFW'));
    expect(await commitImport('windows', file, importer(now, ['350400']))).toMatchObject({ committed: true });
  });

  test('regions are kept by the system administrator alone', async () => {
    const file = table('regions', '350428,将乐新县,县,350400,,,,');
    const report = await commitImport('regions', file, importer(now, own));
    expect(report.committed).toBe(false);
  });
});

describe('export and import speak the same', () => {
  const at = new Date('2026-11-30T00:00:00Z');
  test.each(DIRECTORY_KINDS.flatMap((kind) => [[kind, 'csv'] as const, [kind, 'xlsx'] as const]))(
    'what is exported of %s as %s changes nothing when it comes back',
    async (kind, format) => {
      const items: Found<DirectoryKind>[] = (await listRecords(kind, {}, at)).items;
      const rows = items.map((record) => valuesOf(kind, record.code, record));
      const bytes = await writeTable(kind, rows, format);
      const report = await previewImport(kind, { bytes, format }, importer(at));
      expect(report.errors).toEqual([]);
      expect(report.counts).toEqual({ create: 0, update: 0, end: 0, reopen: 0, unchanged: rows.length });
    },
  );

  test('the XLSX template says what belongs in each column', async () => {
    const book = new exceljs.Workbook();
    const bytes = await writeTable('staff', [], 'xlsx');
    await book.xlsx.load(bytes as unknown as exceljs.Buffer);
    expect(book.worksheets[0]?.getRow(1).values).toEqual(
      expect.arrayContaining(['工号', '姓名', '职务', '所在部门编码', '窗口编码']),
    );
    const hints = book.worksheets[1]?.getColumn(3).values ?? [];
    expect(hints).toContain('固定在哪个窗口，没有就不填');
  });
});

describe('two people import the same record in the same moment', () => {
  test.each([
    ['a window that is there', '350400-W010', 1],
    ['a window that is new', '350400-W899', 0],
  ])('%s: whoever comes too late is told so, and nothing is lost', async (_, code, before) => {
    const files = ['甲', '乙', '丙'].map((name) =>
      table('windows', `${code},${name}窗口,B01,350400-H01,350400-SCJG,,,2019-01-01,`),
    );
    const results = await Promise.allSettled(
      files.map((file) => commitImport('windows', file, importer(now))),
    );
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBeGreaterThanOrEqual(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
    const record = await DIRECTORY_MODELS.windows
      .findById(code)
      .lean<{ revision: number; history: unknown[] }>();
    expect(record?.revision).toBe(done + before);
    expect(record?.history).toHaveLength(done + before - 1);
  });
});
