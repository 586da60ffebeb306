import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StaticCodeBatch } from '@haochaping/shared/contracts';
import { PublicHall } from '@haochaping/shared/contracts/directory';
import { expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// Many printed codes at once: made for a hall's windows, printed on sheets of twelve. FA-1-a FA-2.1.1-d.

const BASE = '/api/v1/staff/static-codes';

let system: System;
let center: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
}, 60_000);

const make = async (targetKind: string, targetCodes: string[]) =>
  StaticCodeBatch.parse(
    await expectStatus(await center.send('POST', `${BASE}/batch`, { targetKind, targetCodes }), 201),
  ).items;

/** What is written on each page, without blanks. */
async function pagesOf(codes: readonly string[]): Promise<string[]> {
  const answer = await center.get(`${BASE}/sheets.pdf?codes=${codes.join(',')}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const folder = mkdtempSync(join(tmpdir(), 'sheets-'));
  try {
    const file = join(folder, 'codes.pdf');
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
    return text
      .split('\f')
      .slice(0, -1)
      .map((page) => page.replace(/\s/g, ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const timesIn = (text: string, words: string) => text.split(words).length - 1;

test('all windows of a hall are made at once, and stand twelve a page with name, place, number and what to do', async () => {
  const hall = PublicHall.parse(
    await (await fetch(`${system.baseUrl}/api/v1/directory/halls/350400-H01`)).json(),
  );
  const windows = hall.institutions.flatMap((one) => one.windows);
  const made = await make(
    'window',
    windows.map(({ code }) => code),
  );
  expect(made.map(({ targetCode }) => targetCode)).toEqual(windows.map(({ code }) => code));
  // The same again: a sheet on the wall never goes stale.
  expect(
    await make(
      'window',
      windows.map(({ code }) => code),
    ),
  ).toEqual(made);

  const pages = await pagesOf(made.map(({ code }) => code));
  expect(pages).toHaveLength(Math.ceil(windows.length / 12));
  expect(pages.map((page) => timesIn(page, '码号'))).toEqual(
    pages.map((_, at) => Math.min(12, windows.length - 12 * at)),
  );
  const all = pages.join('');
  for (const { code, targetName } of made) {
    expect(all).toContain(`码号${code}`);
    expect(all).toContain(targetName.replace(/\s/g, ''));
  }
  expect(timesIn(all, '微信扫一扫')).toBe(windows.length);
  expect(timesIn(all, '三明市行政服务中心')).toBeGreaterThanOrEqual(windows.length);
});

test('every kind can be printed; of a person the number and the office, never the name', async () => {
  const made = [
    ...(await make('hall', ['350400-H01'])),
    ...(await make('platform', ['350400-PT01'])),
    ...(await make('item', ['11350400DM0000021D3000104001000'])),
    ...(await make('institution', ['350400-GAJ'])),
    ...(await make('staff', ['350400-P001'])),
  ];
  const [page = ''] = await pagesOf(made.map(({ code }) => code));
  for (const words of ['福建省网上办事大厅三明分厅', '固定资产投资项目节能审查', '工号350400-P001'])
    expect(page).toContain(words);
  expect(page).not.toContain('林志镕');
});

test('what is not in the directory, is no code or is too much is refused, and so is whoever may not', async () => {
  const batch = (targetKind: string, targetCodes: string[]) =>
    center.send('POST', `${BASE}/batch`, { targetKind, targetCodes });
  expect((await batch('window', ['350400-W999999'])).status).toBe(400);
  expect((await batch('package', ['350400-YJS01'])).status).toBe(400);
  expect((await batch('window', [])).status).toBe(400);
  expect(
    (
      await batch(
        'window',
        Array.from({ length: 121 }, (_, at) => `350400-W${at}`),
      )
    ).status,
  ).toBe(400);
  expect((await center.get(`${BASE}/sheets.pdf?codes=x`)).status).toBe(400);
  expect((await center.get(`${BASE}/sheets.pdf?codes=AAAAAAAA`)).status).toBe(404);
  const department = await signInStaff(system, 'department');
  expect((await department.get(`${BASE}/sheets.pdf?codes=AAAAAAAA`)).status).toBe(403);
});
