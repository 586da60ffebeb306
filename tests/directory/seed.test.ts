import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIRECTORY_KINDS } from '@haochaping/shared/contracts/directory';
import { checkTaskCode, checkUscc } from '@haochaping/shared/domain/codes';
import { seedDirectory, SeedError } from '../../server/src/modules/directory/index.js';
import { commitImport } from '../../server/src/modules/directory/imports/import.js';
import { DIRECTORY_MODELS } from '../../server/src/modules/directory/model.js';
import { listRecords, lookUp } from '../../server/src/modules/directory/service.js';
import { closeDatabase, importer, openDatabase, table } from './support.js';

const SANMING = join(import.meta.dirname, '../../server/data/sanming');
const first = new Date('2026-11-01T00:00:00Z');
const later = new Date('2026-11-02T00:00:00Z');
let folder: string;

beforeAll(async () => {
  await openDatabase();
  folder = await mkdtemp(join(tmpdir(), 'haochaping-seed-'));
  await cp(SANMING, folder, { recursive: true });
  await seedDirectory(first, folder);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await closeDatabase();
});

async function edit(kind: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, `${kind}.csv`);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
}

const everything = () =>
  Promise.all(DIRECTORY_KINDS.map((kind) => DIRECTORY_MODELS[kind].find().sort({ _id: 1 }).lean()));

test('the Sanming set is the whole city', async () => {
  const count = async (kind: (typeof DIRECTORY_KINDS)[number], regionCode?: string) =>
    (await listRecords(kind, { regionCode }, later)).total;
  const regions = (await listRecords('regions', {}, later)).items.map(({ code }) => code);
  expect(regions).toHaveLength(12);
  for (const code of regions) {
    expect(await count('institutions', code)).toBeGreaterThanOrEqual(15);
    expect(await count('windows', code)).toBeGreaterThanOrEqual(12);
    expect(await count('items', code)).toBeGreaterThanOrEqual(12);
    expect(await count('staff', code)).toBeGreaterThanOrEqual(5);
  }
});

test('every place has a centre, a reform office and an efficiency office, and every code is valid', async () => {
  const institutions = (await listRecords('institutions', {}, later)).items;
  for (const type of ['center', 'reform_office', 'efficiency_office'])
    expect(institutions.filter(({ data }) => data.type === type)).toHaveLength(12);
  const usccs = institutions.flatMap(({ data }) => (data.uscc === null ? [] : [data.uscc]));
  expect(new Set(usccs).size).toBe(usccs.length);
  expect(usccs.filter((uscc) => !checkUscc(uscc).ok)).toEqual([]);
  const items = (await listRecords('items', {}, later)).items;
  expect(items.filter(({ data }) => !checkTaskCode(data.taskCode).ok)).toEqual([]);
  const ownCode = new Map(institutions.map(({ code, data }) => [code, data.uscc]));
  expect(
    items.filter(({ data }) => !data.taskCode.startsWith(ownCode.get(data.institutionCode) ?? '?')),
  ).toEqual([]);
});

test('running it again changes nothing, not even after an import', async () => {
  const row = '350400-W002,二号收件窗口,A02,350400-H01,350400-XZFW,,,2019-01-01,';
  await commitImport('windows', table('windows', row), importer(later));
  const before = await everything();
  const summary = await seedDirectory(new Date('2026-11-03T00:00:00Z'), folder);
  expect(summary.map(({ read, created, changed }) => ({ read, created, changed }))).toEqual(
    DIRECTORY_KINDS.map(() => ({ read: false, created: 0, changed: 0 })),
  );
  expect(await everything()).toEqual(before);
});

test('a changed file makes new versions of what it changed, and of nothing else', async () => {
  await edit('platforms', (text) => text.replace('闽政通APP三明市专区', '闽政通三明专区'));
  const at = new Date('2026-11-04T00:00:00Z');
  const summary = await seedDirectory(at, folder);
  expect(summary.filter(({ changed }) => changed > 0)).toEqual([
    { kind: 'platforms', read: true, created: 0, changed: 1 },
  ]);
  expect((await lookUp('platforms', '350400-PT02', first))?.data.name).toBe('闽政通APP三明市专区');
  expect(await lookUp('platforms', '350400-PT02', at)).toMatchObject({
    revision: 2,
    data: { name: '闽政通三明专区' },
  });
});

test('a file with a mistake stops the seed with file, row and remedy, and leaves the records alone', async () => {
  await edit('halls', (text) => text.replace('350400-H03,', '350400-H03,"",').replace('专业分厅', '专业厅'));
  const before = await everything();
  const seeding = seedDirectory(new Date('2026-11-05T00:00:00Z'), folder);
  await expect(seeding).rejects.toThrow(SeedError);
  await expect(seedDirectory(new Date('2026-11-05T00:00:00Z'), folder)).rejects.toThrow(/halls\.csv 第\d+行/);
  expect(await everything()).toEqual(before);
});
