import { SEED_YEARS } from '@haochaping/shared/domain';
import type { StaffRole } from '@haochaping/shared/domain';
import type { Page } from 'playwright-core';
import { inventedNotice } from '../cases/notices.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visits } from './support/visits.js';

// The State Council's notice pasted in the console: read, compared with its sentences, imported; a clerk looks it up. FA-2.3.1-b

/** The first year that did not come with the system. */
const YEAR = Math.max(...SEED_YEARS.map(({ year }) => year)) + 1;
const SOURCE = '国办发明电〔2099〕1号';

// Its own: its working days are changed.
const place = visits({ worker: false });
let page: Page;
beforeEach(async () => {
  ({ page } = await place.come({ width: 1280, height: 900, touch: false }));
});

const as = (role: StaffRole) => signIn(page, place.system, accountOf(place.system, role), '/calendar');
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const year = (number: number) =>
  page.getByRole('group').filter({ has: page.getByRole('heading', { name: `${number}年`, exact: true }) });

async function read(text: string): Promise<void> {
  await page.getByLabel('通知全文').fill(text);
  await press('读一读，先不导入');
}

test('a clerk looks up which days are worked, and finds nothing to import', async () => {
  await as('window_clerk');
  await year(YEAR - 1)
    .getByText('随系统带来的，取自')
    .waitFor();
  expect(await year(2025).getByText('随系统带来的，取自').isVisible()).toBe(false);
  await page.getByRole('heading', { name: '2025年' }).click();
  await year(2025).getByText('10月1日（周三）至8日（周三），共8天').waitFor();
  await year(2025).getByText('10月11日（周六）', { exact: true }).waitFor();
  expect(await page.getByLabel('通知全文').count()).toBe(0);
  expect(await wcagFindings(page)).toEqual([]);
});

test('a sentence that contradicts itself is named, and what was typed stays', async () => {
  await as('system_admin');
  const text = inventedNotice(YEAR).replace('共8天', '共9天');
  await read(text);
  await page.getByRole('alert').getByText('写的是9天，起止日期算出来是8天').waitFor();
  expect(await page.getByLabel('通知全文').inputValue()).toBe(text);
  expect(await page.getByRole('button', { name: '核对无误，导入' }).count()).toBe(0);
  expect(await wcagFindings(page)).toEqual([]);
});

test('a notice for another year than the one chosen is refused in words', async () => {
  await as('system_admin');
  await page.getByLabel('哪一年').fill(String(YEAR + 1));
  await read(inventedNotice(YEAR));
  await page
    .getByRole('alert')
    .getByText(`这份通知说的是${YEAR}年，不是${YEAR + 1}年`)
    .waitFor();
});

test('what was read is compared, given its number, asked about and imported; correcting it tells the change', async () => {
  await as('system_admin');
  await read(inventedNotice(YEAR));
  await page.getByText(`${YEAR}年还没有导入过，现在只按周一至周五算。`).waitFor();
  await press('核对无误，导入');
  await page.getByText('请先写文号').waitFor();
  await page.getByLabel('通知的文号').fill(SOURCE);
  await press('核对无误，导入');
  await page
    .getByRole('dialog', { name: `导入${YEAR}年的放假安排？` })
    .getByText('已经开始的也重新算')
    .waitFor();
  await press('导入');
  await page.getByText(`${YEAR}年的放假安排导入好了`).waitFor();
  await year(YEAR).getByText(SOURCE).waitFor();

  await page.reload();
  await page.getByLabel('哪一年').fill(String(YEAR));
  await read(`${inventedNotice(YEAR).replace(/4月\d+日（周六）上班。/, '')}\n${SOURCE}`);
  await page.getByText(`现在用的是${SOURCE}。导入后，这 1 天上不上班会变`).waitFor();
  expect(await page.getByLabel('通知的文号').inputValue()).toBe(SOURCE);
  expect(await wcagFindings(page)).toEqual([]);
});
