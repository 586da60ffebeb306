import type { InitialPassword, StaffAccountPage } from '@haochaping/shared/contracts';
import type { Page } from 'playwright-core';
import { accountsFile, FIRST_PASSWORD } from '../support/accounts-file.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff, signInThrough } from '../support/staff.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visits } from './support/visits.js';

// Somebody administers an account: its owner sees it on every page, says that it was asked for, or reports it. FA-3.3-b

const OWN_PASSWORD = '竹影斜过城墙根-2026';
const LATER_PASSWORD = '石板路上听雨声-2026';
const THIRD_PASSWORD = '渡口边的老樟树下-2026';
const USERNAME = 'fagai-yi';

const seats = await accountsFile({
  username: USERNAME,
  role: 'department',
  institutionCode: '350400-FGW',
});
const place = visits({ env: { ACCOUNTS_FILE: seats } });

async function come(username: string, password: string, path = '/'): Promise<Page> {
  const { page } = await place.come({ width: 1280, height: 900, touch: false });
  const account = { ...accountOf(place.system, 'department'), username, password };
  await signIn(page, place.system, account, path);
  return page;
}

const as = async (role: string, path: string): Promise<Page> => {
  const { username, password } = accountOf(place.system, role);
  return come(username, password, path);
};

/** An administrator resets the password; whoever is told it signs in and chooses another. */
async function reset(next: string): Promise<void> {
  const admin = await signInStaff(place.system, 'security_admin');
  const accounts = '/api/v1/staff/accounts';
  const found = (await expectStatus(
    await admin.get(`${accounts}?search=${USERNAME}`),
    200,
  )) as StaffAccountPage;
  const path = `${accounts}/${found.items[0]?.id}/password-reset`;
  const { initialPassword } = (await expectStatus(await admin.send('POST', path), 200)) as InitialPassword;
  await signInThrough(place.system.baseUrl, { username: USERNAME, password: initialPassword }, next);
}

const changes = (page: Page) => page.getByRole('region', { name: '别人对我的账号做过什么' });
const warning = (page: Page) => page.getByText('管理员动过您的账号（1 次）。请看看是不是您要求的。');

test('the owner is told on every page until it was looked at, and says that it was asked for', async () => {
  await signInThrough(place.system.baseUrl, { username: USERNAME, password: FIRST_PASSWORD }, LATER_PASSWORD);
  await reset(OWN_PASSWORD);
  const page = await come(USERNAME, OWN_PASSWORD);
  await warning(page).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('link', { name: '去看' }).click();
  await changes(page).getByText('重设了您的密码').waitFor();
  expect(await warning(page).count()).toBe(0);
  expect(await wcagFindings(page)).toEqual([]);
  await changes(page).getByRole('button', { name: '都是我要求的' }).click();
  await changes(page).getByText('还没看过').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: '评价', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '评价' }).waitFor();
  expect(await warning(page).count()).toBe(0);
});

test('a change that was not asked for is reported, and those who can act find it', async () => {
  await reset(THIRD_PASSWORD);
  const page = await come(USERNAME, THIRD_PASSWORD, '/me');
  await changes(page).getByRole('button', { name: '不是我要求的' }).first().click();
  await page.getByRole('dialog').getByText('您在别处的登录马上都退出').waitFor();
  await page.getByRole('button', { name: /^报\s?告$/ }).click();
  await changes(page).getByText('您报告过').waitFor();

  const security = await as('security_admin', '/people');
  await security.getByText('1 个账号的本人报告：有改动不是自己要求的').waitFor();
  expect(await wcagFindings(security)).toEqual([]);
  await security
    .getByRole('status')
    .getByRole('link', { name: `${USERNAME}（${USERNAME}）` })
    .click();
  await security.getByText('自己报告：改动不是本人要求的').waitFor();

  const audit = await as('audit_admin', '/audit');
  await audit.getByText('最近两周，工作人员报告过 1 次').waitFor();
  await audit.getByRole('link', { name: '看这些记录' }).click();
  await audit.getByText('封存的记录，共 1 条').waitFor();
});
