// FA-2.2.1-c FA-2.2.1-e FA-2.2.1-f: what a rating counts for is taken from the directory of that day.
import { seedDirectory } from '../../server/src/modules/directory/index.js';
import { describeTarget } from '../../server/src/modules/directory/describe.js';
import { commitImport } from '../../server/src/modules/directory/imports/import.js';
import { findRegion, findVersions, listRecords, lookUp } from '../../server/src/modules/directory/service.js';
import { closeDatabase, containing, importer, openDatabase, table } from './support.js';

const seededAt = new Date('2026-11-01T00:00:00Z');
const monday = new Date('2026-11-16T01:00:00Z');
const friday = new Date('2026-11-20T01:00:00Z');
const WINDOW = '350400-W001';
const windowRow = (name: string, rest = '350400-FGW,,2019-01-01,') =>
  `${WINDOW},${name},A01,350400-H01,350400-XZFW,${rest}`;

beforeAll(async () => {
  await openDatabase();
  await seedDirectory(seededAt);
});
afterAll(closeDatabase);

describe('a window is renamed on Monday, and again on Friday', () => {
  beforeAll(async () => {
    for (const [name, at] of [
      ['综合收件一号窗口', monday],
      ['综合服务窗口', friday],
    ] as const)
      expect(await commitImport('windows', table('windows', windowRow(name)), importer(at))).toMatchObject({
        committed: true,
        counts: { update: 1 },
      });
  });

  test('each instant gives the name of its time', async () => {
    const nameAt = async (at: Date) => (await lookUp('windows', WINDOW, at))?.data.name;
    expect(await nameAt(new Date(monday.getTime() - 1))).toBe('综合收件窗口1');
    expect(await nameAt(monday)).toBe('综合收件一号窗口');
    expect(await nameAt(new Date(friday.getTime() - 1))).toBe('综合收件一号窗口');
    expect(await nameAt(friday)).toBe('综合服务窗口');
    expect(await nameAt(new Date('2018-06-01'))).toBeUndefined();
  });

  test('a list of an earlier instant shows and searches the names of then', async () => {
    const find = async (search: string, at: Date) =>
      (await listRecords('windows', { search }, at)).items.map(({ code, data }) => `${code} ${data.name}`);
    expect(await find('综合收件一号', new Date('2026-11-18T00:00:00Z'))).toEqual([
      `${WINDOW} 综合收件一号窗口`,
    ]);
    expect(await find('综合收件一号', friday)).toEqual([]);
    expect(await find(WINDOW, seededAt)).toEqual([`${WINDOW} 综合收件窗口1`]);
  });

  test('the snapshot for an attribution keeps the name and the version of its instant', async () => {
    const at = async (instant: Date) => describeTarget({ kind: 'window', code: WINDOW }, instant);
    expect(await at(seededAt)).toMatchObject({ name: '综合收件窗口1', revision: 1 });
    expect(await at(friday)).toEqual({
      kind: 'window',
      code: WINDOW,
      name: '综合服务窗口',
      institutionCode: '350400-XZFW',
      institutionName: '三明市行政服务中心管理委员会',
      operatorCode: '350400-XZFW',
      operatorName: '三明市行政服务中心管理委员会',
      regionCode: '350400',
      regionName: '三明市',
      place: '三明市行政服务中心 A01 综合服务窗口',
      revision: 3,
    });
  });

  test('every version stays, with who wrote it and when; their times join without gap or overlap', async () => {
    const versions = (await findVersions('windows', WINDOW)) ?? [];
    expect(versions.map(({ revision, recordedBy }) => [revision, recordedBy])).toEqual([
      [1, 'seed'],
      [2, 'demo-admin'],
      [3, 'demo-admin'],
    ]);
    expect(versions.map(({ validTo }) => validTo)).toEqual([monday, friday, null]);
    expect(versions[1]?.validFrom).toEqual(monday);
    expect(versions[2]?.validFrom).toEqual(friday);
  });

  test('the same table once more changes nothing', async () => {
    const again = await commitImport(
      'windows',
      table('windows', windowRow('综合服务窗口')),
      importer(new Date('2026-11-21T00:00:00Z')),
    );
    expect(again).toMatchObject({ committed: true, counts: { update: 0, unchanged: 1 } });
    expect(await findVersions('windows', WINDOW)).toHaveLength(3);
  });
});

describe('regions before and after 2021', () => {
  test('an old code is known at its time, and leads to the region of today', async () => {
    expect(await findRegion('350403', new Date('2020-06-01'))).toMatchObject({ code: '350403' });
    expect(await findRegion('350403', seededAt)).toMatchObject({ code: '350404', name: '三元区' });
    expect(await findRegion('350427', seededAt)).toMatchObject({ code: '350405', name: '沙县区' });
    expect(await findRegion('350404', new Date('2020-06-01'))).toBeNull();
  });

  test('today there are the city and its eleven, in 2020 the city and its twelve', async () => {
    const codes = async (at: Date) => (await listRecords('regions', {}, at)).items.map(({ code }) => code);
    expect(await codes(seededAt)).toHaveLength(12);
    expect(await codes(new Date('2020-06-01'))).toEqual(
      expect.arrayContaining(['350402', '350403', '350427']),
    );
    expect(await codes(new Date('2020-06-01'))).toHaveLength(13);
  });

  test('a list asked for by an old code gives what is there today', async () => {
    const byOld = await listRecords('windows', { regionCode: '350402' }, seededAt);
    const byNew = await listRecords('windows', { regionCode: '350404' }, seededAt);
    expect(byOld.total).toBeGreaterThan(10);
    expect(byOld.items.map(({ code }) => code)).toEqual(byNew.items.map(({ code }) => code));
  });
});

describe('who answers for what', () => {
  test('a package counts for its lead department, an item with a lead for the lead', async () => {
    const bundle = await describeTarget({ kind: 'package', code: '350400-YJS04' }, seededAt);
    const joint = await describeTarget({ kind: 'item', code: await jointItem() }, seededAt);
    expect(bundle).toMatchObject({ institutionCode: '350400-BDC', lead: true });
    expect(joint).toMatchObject({ institutionCode: '350400-ZJJ', lead: true });
  });

  test('a person counts for the employer, wherever the window stands', async () => {
    const { items } = await listRecords('staff', { institutionCode: '350400-GJJ' }, seededAt);
    const person = items[0];
    expect(person).toBeDefined();
    expect(await describeTarget({ kind: 'staff', code: String(person?.code) }, seededAt)).toMatchObject({
      institutionCode: '350400-GJJ',
      regionCode: '350400',
      place: containing('三明市住房公积金中心服务大厅'),
    });
  });

  test('a code the directory does not know describes nothing', async () => {
    expect(await describeTarget({ kind: 'window', code: '350400-W999' }, seededAt)).toBeNull();
    expect(await describeTarget({ kind: 'staff', code: '350400-P999' }, seededAt)).toBeNull();
  });
});

async function jointItem(): Promise<string> {
  const { items } = await listRecords('items', { search: '工程建设项目联合验收' }, seededAt);
  return String(items[0]?.code);
}
