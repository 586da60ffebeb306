import exceljs from 'exceljs';
import mongoose from 'mongoose';
import { ErrorBody, StaffSession } from '@haochaping/shared/contracts';
import {
  DirectoryHistory,
  DirectoryPage,
  ImportReport,
  PublicHall,
  PublicHalls,
  PublicRegions,
} from '@haochaping/shared/contracts/directory';
import { eventually, expectStatus } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';

const STAFF = '/api/v1/staff/directory';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEAD = '编码,名称,窗口号,大厅编码,责任部门编码';

// Its own: its directory is changed.
let system: OwnSystem;
let center: Session;
let county: Session;
let department: Session;

beforeAll(async () => {
  system = await startSystem();
  center = await signIn('zhongxin');
  county = await signIn('yongan');
  department = await signIn('bumen');
}, 90_000);
afterAll(() => system.stop());

interface Session {
  cookie: string;
  'x-csrf-token': string;
}

async function signIn(username: string): Promise<Session> {
  const password = system.accounts.find((account) => account.username === username)?.password ?? '';
  const response = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  const session = StaffSession.parse(await expectStatus(response, 200));
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { cookie, 'x-csrf-token': session.csrfToken };
}

const get = (path: string, session?: Session) =>
  fetch(system.baseUrl + path, session ? { headers: { ...session } } : {});

const post = (path: string, session: Session, body: string | Uint8Array<ArrayBuffer>, type = 'text/csv') =>
  fetch(system.baseUrl + path, { method: 'POST', headers: { ...session, 'content-type': type }, body });

const errorOf = async (response: Response) => ErrorBody.parse(await response.json()).error;

describe('a citizen without a code looks for where it was', () => {
  test('the regions are the city and its eleven', async () => {
    const { items } = PublicRegions.parse(await expectStatus(await get('/api/v1/directory/regions'), 200));
    expect(items).toHaveLength(12);
    expect(items[0]).toEqual({ code: '350400', name: '三明市', level: 'city', parentCode: null });
    expect(items.map(({ code }) => code)).not.toContain('350403');
  });

  test('a hall is found by its region, also by the code of before 2021', async () => {
    for (const code of ['350405', '350427']) {
      const { items } = PublicHalls.parse(
        await expectStatus(await get(`/api/v1/directory/halls?regionCode=${code}`), 200),
      );
      expect(items.map(({ name }) => name)).toEqual([
        '三明市沙县区行政服务中心',
        '沙县区凤岗街道便民服务中心',
      ]);
      expect(items[0]).toMatchObject({ regionName: '沙县区', typeName: '政务服务大厅', windowCount: 13 });
    }
  });

  test('in the hall are the institutions with their windows, and no person', async () => {
    const response = await get('/api/v1/directory/halls/350400-H01');
    const text = await response.clone().text();
    const hall = PublicHall.parse(await expectStatus(response, 200));
    expect(hall.operator.name).toBe('三明市行政服务中心管理委员会');
    const windows = hall.institutions.flatMap((institution) => institution.windows);
    expect(windows).toHaveLength(hall.windowCount);
    expect(windows.find(({ code }) => code === '350400-W001')?.serves.map(({ name }) => name)).toContain(
      '三明市发展和改革委员会',
    );
    const staff = DirectoryPage.parse(await (await get(`${STAFF}/staff?pageSize=100`, center)).json());
    expect(staff.items.length).toBeGreaterThan(50);
    for (const { name } of staff.items) expect(text).not.toContain(name);
  });

  test('an unknown hall and a malformed code are told apart', async () => {
    expect((await get('/api/v1/directory/halls/350400-H99')).status).toBe(404);
    const malformed = await get('/api/v1/directory/halls/%24where');
    expect(malformed.status).toBe(400);
    expect((await errorOf(malformed)).details).toMatchObject([{ field: 'code' }]);
  });
});

describe('staff look things up', () => {
  test('records are found by a part of their name, in pages, with whom they belong to', async () => {
    const path = `${STAFF}/items?search=${encodeURIComponent('公积金')}&regionCode=350400&pageSize=3&page=2`;
    const page = DirectoryPage.parse(await expectStatus(await get(path, department), 200));
    expect(page.total).toBeGreaterThan(5);
    expect(page.items).toHaveLength(3);
    for (const item of page.items) {
      expect(item.name).toContain('公积金');
      expect(item).toMatchObject({ regionName: '三明市', institutionName: '三明市住房公积金中心' });
      expect(item.values['实施编码']).toBe(item.code);
    }
    expect(page.columns.slice(0, 3)).toEqual(['实施编码', '业务办理项编码', '名称']);
  });

  test('a search is words, not a pattern', async () => {
    const page = DirectoryPage.parse(await (await get(`${STAFF}/windows?search=.*`, center)).json());
    expect(page.total).toBe(0);
  });

  test('what does not fit is refused by name', async () => {
    expect((await get(`${STAFF}/secrets`, center)).status).toBe(400);
    const response = await get(`${STAFF}/items?hallCode=350400-H01`, center);
    expect(response.status).toBe(400);
    expect((await errorOf(response)).details).toMatchObject([{ field: 'hallCode' }]);
  });

  test('nobody unknown reads the records, and a department imports nothing', async () => {
    for (const path of ['staff', 'staff/export.csv', 'staff/350400-P001/history', 'staff/template.csv'])
      expect((await get(`${STAFF}/${path}`)).status).toBe(401);
    expect((await post(`${STAFF}/windows/import?commit=true`, department, HEAD)).status).toBe(403);
    expect((await get(`${STAFF}/windows/template.csv`, department)).status).toBe(403);
  });
});

describe('the centre imports windows', () => {
  const one = (name: string) => `${HEAD}\n350400-W701,${name},Z01,350400-H01,350400-XZFW\n`;
  const run = async (commit: boolean, session: Session, body: string) =>
    ImportReport.parse(
      await expectStatus(await post(`${STAFF}/windows/import?commit=${commit}`, session, body), 200),
    );
  const named = async (search: string) =>
    DirectoryPage.parse(
      await (await get(`${STAFF}/windows?search=${encodeURIComponent(search)}`, center)).json(),
    );

  test('looks first, then commits; the record has a history, and the audit chain an entry', async () => {
    expect(await run(false, center, one('新窗口'))).toMatchObject({
      committed: false,
      counts: { create: 1 },
    });
    expect((await named('新窗口')).total).toBe(0);
    expect(await run(true, center, one('新窗口'))).toMatchObject({ committed: true, counts: { create: 1 } });
    expect(await run(true, center, one('更新的窗口'))).toMatchObject({
      committed: true,
      counts: { update: 1 },
    });
    const history = DirectoryHistory.parse(
      await expectStatus(await get(`${STAFF}/windows/350400-W701/history`, department), 200),
    );
    expect(history.versions.map(({ revision, recordedBy }) => [revision, recordedBy])).toEqual([
      [2, 'zhongxin'],
      [1, 'zhongxin'],
    ]);
    expect(history.versions[0]?.changes).toEqual([{ column: '名称', before: '新窗口', after: '更新的窗口' }]);
    const database = await mongoose.createConnection(system.mongoUri).asPromise();
    const sealed = () =>
      database
        .collection('audit_entries')
        .countDocuments({ action: 'directory.imported', 'actor.id': 'zhongxin' });
    expect(
      await eventually('both imports are sealed', async () => ((await sealed()) === 2 ? 2 : undefined)),
    ).toBe(2);
    await database.close();
  });

  test('one wrong row: nothing is written, and the report says where', async () => {
    const report = await run(
      true,
      center,
      `${one('没写进去的窗口')}350400-W702,坏的,Z02,350400-H98,350400-XZFW\n`,
    );
    expect(report).toMatchObject({
      committed: false,
      errorCount: 1,
      errors: [{ row: 3, column: '大厅编码' }],
    });
    expect((await named('没写进去的窗口')).total).toBe(0);
  });

  test('another place’s centre is refused the city’s window', async () => {
    const report = await run(true, county, one('永安来的'));
    expect(report).toMatchObject({ committed: false, errors: [{ row: 2 }] });
    expect((await named('永安来的')).total).toBe(0);
  });

  test('without the page’s token, of another type, or too large: refused before anything is read', async () => {
    const path = `${STAFF}/windows/import?commit=true`;
    expect((await post(path, { ...center, 'x-csrf-token': 'x' }, one('甲'))).status).toBe(403);
    expect((await post(path, center, '{}', 'application/json')).status).toBe(415);
    expect((await post(path, center, 'x'.repeat(5 * 1024 * 1024 + 1))).status).toBe(413);
  });

  test('an exported XLSX, with one name changed in a spreadsheet, comes back as one change', async () => {
    const exported = await get(`${STAFF}/windows/export.xlsx`, center);
    expect(exported.headers.get('content-type')).toBe(XLSX);
    const book = new exceljs.Workbook();
    await book.xlsx.load(await exported.arrayBuffer());
    const sheet = book.worksheets[0];
    const row = sheet?.getColumn(1).values.indexOf('350400-W003') ?? 0;
    expect(row).toBeGreaterThan(1);
    if (sheet) sheet.getRow(row).getCell(2).value = '综合收件窗口（三）';
    const changed = new Uint8Array(await book.xlsx.writeBuffer());
    const report = ImportReport.parse(
      await expectStatus(await post(`${STAFF}/windows/import?commit=true`, center, changed, XLSX), 200),
    );
    expect(report).toMatchObject({
      committed: true,
      errorCount: 0,
      counts: { update: 1, create: 0, end: 0 },
    });
    expect(report.changes).toMatchObject([
      { row, code: '350400-W003', changes: [{ before: '综合收件窗口3', after: '综合收件窗口（三）' }] },
    ]);
  });

  test('the CSV export opens in a spreadsheet: it says it is UTF-8', async () => {
    const response = await get(`${STAFF}/regions/export.csv`, department);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/regions-\d{4}-\d\d-\d\d\.csv/);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});
