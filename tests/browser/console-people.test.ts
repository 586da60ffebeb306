import { STAFF_ROLE_NAMES, STAFF_ROLES } from '@haochaping/shared/domain';
import type { Page } from 'playwright-core';
import { accountsFile } from '../support/accounts-file.js';
import { accountOf, deskOf, wcagFindings } from './console-support.js';
import { visits } from './support/visits.js';

// Security administrators find the accounts of staff and see how each one stands. FA-3.3-c

const SEAT = { role: 'department', institutionCode: '350400-FGW' } as const;
const CLERKS = Array.from({ length: 25 }, (_, n) => `chuangkou-${String(n + 1).padStart(2, '0')}`);
const place = visits({
  worker: false,
  env: { ACCOUNTS_FILE: await accountsFile(...CLERKS.map((username) => ({ username, ...SEAT }))) },
});

const rows = (page: Page) => page.locator('tr[data-row]');
const said = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

test('accounts are found by words, by role and by unit; page and filters stand in the address', async () => {
  const page = await deskOf(place, 'security_admin', '/');
  const all = CLERKS.length + place.system.accounts.length;
  await said(page, `${all} 个账号`);
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '下一页' }).click();
  await said(page, '第 2 页');
  await rows(page)
    .nth(all - 20)
    .waitFor({ state: 'detached' });
  await page.reload();
  await said(page, '第 2 页');
  expect(await rows(page).count()).toBe(all - 20);
  await page.getByLabel('查找').fill('chuangkou-07');
  await page
    .getByRole('status')
    .filter({ hasText: /^1 个账号$/ })
    .waitFor();
  await page.keyboard.press('Escape');
  expect(await page.getByLabel('查找').inputValue()).toBe('chuangkou-07');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'chuangkou-07' }).waitFor();
  await said(page, '等首次登录');
  expect(await wcagFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.waitForURL(/search=chuangkou-07/);
  await page.getByLabel('查找').fill('没有这样的人');
  await said(page, '没有符合这些条件的账号。');
  await page.getByRole('button', { name: '清除筛选' }).last().click();
  await page.getByRole('combobox', { name: '角色' }).click();
  await page.getByTitle(STAFF_ROLE_NAMES.audit_admin).last().click();
  await page.waitForURL(/role=audit_admin/);
  const { username } = accountOf(place.system, 'audit_admin');
  await rows(page).getByText(username).waitFor();
  await rows(page).nth(1).waitFor({ state: 'detached' });
}, 180_000);

test('an account that lies elsewhere or nowhere is said to be none', async () => {
  const page = await deskOf(place, 'security_admin', '/people/nobody', 768);
  await said(page, '没有这个账号');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
}, 120_000);

test('no other role is led here, and the address tells them so', async () => {
  for (const role of STAFF_ROLES.filter((one) => one !== 'security_admin')) {
    const page = await deskOf(place, role, '/people');
    await said(page, /不归您的账号看/);
    expect(await page.getByRole('link', { name: '人员', exact: true }).count()).toBe(0);
  }
}, 240_000);
