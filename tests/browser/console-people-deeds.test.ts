import type { Page } from 'playwright-core';
import { accountsFile, FIRST_PASSWORD } from '../support/accounts-file.js';
import { postJson, signInThrough } from '../support/staff.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visits } from './support/visits.js';

// Security administrators make, change and look after accounts of staff in the console; nobody raises their own rights. FA-3.3-c

const SEAT = { role: 'department', institutionCode: '350400-FGW' } as const;
const OWN_PASSWORD = '竹影斜过城墙根-2026';
const place = visits({
  worker: false,
  env: {
    STAFF_SECOND_FACTOR: 'optional',
    ACCOUNTS_FILE: await accountsFile(
      { username: 'lin-zaizhi', ...SEAT },
      { username: 'anquan-xin', role: 'security_admin' },
    ),
  },
});

async function come(account: { username: string; password: string }, path: string, width = 1280) {
  const { page } = await place.come({ width, height: 900, touch: false });
  await signIn(page, place.system, { ...accountOf(place.system, 'department'), ...account }, path);
  return page;
}

const administrator = (path: string, width?: number) =>
  come(accountOf(place.system, 'security_admin'), path, width);
const said = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
/** An antd button may still carry the name of its fading sign of waiting. */
const button = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^(loading )?${name}$`) });

async function choose(page: Page, label: string, words: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: words }).first().click();
}

async function open(page: Page, username: string): Promise<void> {
  await page.goto(`${place.system.baseUrl}/admin/people?search=${username}`);
  await page.locator('tr[data-row]').getByText(username).first().waitFor();
  await page.locator('a[data-row-link]').first().click();
  await section(page, '权限的来历').waitFor();
}

/** Asks for a deed, reads what it does, and does it. */
async function act(page: Page, label: string, warning: string | RegExp, action: string): Promise<void> {
  await button(page, label).click();
  await dialog(page).getByText(warning).waitFor();
  await dialog(page)
    .getByRole('button', { name: new RegExp(`${action}$`) })
    .click();
  await dialog(page).waitFor({ state: 'detached' });
}

test('an account is made, its owner signs in with the shown password, and is told when the rights change', async () => {
  const page = await administrator('/people');
  await button(page, '新建账号').click();
  await button(page, '建立账号').click();
  for (const words of ['请填写账号', '请填写姓名或称呼', '请选一个角色', '请选一个单位'])
    await said(page, words);
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByLabel('账号', { exact: true }).fill('Wang');
  await page.getByLabel('姓名或称呼').fill('王小田');
  await choose(page, '角色', '审批部门');
  await page.getByLabel('单位', { exact: true }).fill('350400-FGW');
  await choose(page, '单位', '发展和改革');
  await page.getByRole('checkbox', { name: '三明市' }).check();
  await button(page, '建立账号').click();
  await said(page, /账号用3到32位小写字母/);
  await page.getByLabel('账号', { exact: true }).fill('wang-xiaotian');
  await button(page, '建立账号').click();
  await page.getByRole('heading', { name: '请把初始密码告诉王小田' }).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  const password = await page.locator('.first-password-word').nth(1).innerText();
  await button(page, '复制密码').click();
  await said(page, '复制好了');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(password);
  await button(page, '告诉本人了').click();
  await section(page, '权限的来历').getByText('建立账号').waitFor();
  expect(await page.content()).not.toContain(password);

  const { page: desk } = await place.come({ width: 1280, height: 900, touch: false });
  await desk.goto(`${place.system.baseUrl}/admin/`);
  await desk.getByLabel('账号').fill('wang-xiaotian');
  await desk.locator('#password').fill(password);
  await desk.keyboard.press('Enter');
  await desk.getByRole('heading', { name: /请换成自己的密码/ }).waitFor();
  await desk.locator('#new-password').fill(OWN_PASSWORD);
  await desk.locator('#new-password-again').fill(OWN_PASSWORD);
  await desk.keyboard.press('Enter');
  await desk.getByRole('navigation', { name: '主导航' }).waitFor();

  await page.reload();
  await said(page, '在用');
  await button(page, '改权限').click();
  await choose(page, '角色', '窗口人员');
  await button(page, '看看会改什么').click();
  await dialog(page).getByText('角色：审批部门 改为 窗口人员').waitFor();
  await said(page, /本人现在的登录会马上结束/);
  expect(await wcagFindings(page)).toEqual([]);
  await dialog(page)
    .getByRole('button', { name: /就这样改$/ })
    .click();
  await said(page, '改好了，马上生效。');
  await section(page, '权限的来历').getByText('角色：审批部门 改为 窗口人员').waitFor();
  await said(page, '现在哪里都没有登录。');
  await desk.getByRole('link', { name: '目录', exact: true }).click();
  await said(desk, '您的登录已经结束');
}, 240_000);

test('an account is stopped, let in again, unlocked, and given another password; the history tells it', async () => {
  const { baseUrl } = place.system;
  await signInThrough(baseUrl, { username: 'lin-zaizhi', password: FIRST_PASSWORD }, OWN_PASSWORD);
  const desk = await come({ username: 'lin-zaizhi', password: OWN_PASSWORD }, '/');
  const page = await administrator('/people', 768);
  await open(page, 'lin-zaizhi');
  await act(page, '停用', /本人马上退出/, '停用');
  await said(page, '的账号停用了');
  await desk.getByRole('link', { name: '目录', exact: true }).click();
  await said(desk, '您的登录已经结束');
  await act(page, '恢复使用', /用原来的密码/, '恢复');
  await said(page, '的账号恢复了');
  const wrong = { username: 'lin-zaizhi', password: 'not-the-password' };
  for (let n = 0; n < 6; n++) await postJson(`${baseUrl}/api/v1/staff/session`, wrong);
  await page.reload();
  await said(page, '暂时锁住');
  expect(await wcagFindings(page)).toEqual([]);
  await act(page, '解锁', /请先问过本人/, '解锁');
  await said(page, '解锁了');
  await signInThrough(baseUrl, { username: 'lin-zaizhi', password: OWN_PASSWORD });
  await page.reload();
  await act(page, '结束所有登录', /密码不变/, '都结束');
  await said(page, '现在哪里都没有登录。');
  await act(page, '重设密码', /只显示一次/, '重设');
  await page.getByRole('heading', { name: /请把初始密码告诉/ }).waitFor();
  const password = await page.locator('.first-password-word').nth(1).innerText();
  await button(page, '告诉本人了').click();
  await said(page, '等本人换密码');
  const word = { username: 'lin-zaizhi', password };
  expect((await postJson(`${baseUrl}/api/v1/staff/session`, word)).status).toBe(202);
  const told = await section(page, '权限的来历').innerText();
  for (const words of ['停用', '恢复使用', '解锁', '结束所有登录', '重设密码', '建立账号', '初次安装'])
    expect(told).toContain(words);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
}, 240_000);

test('nobody raises their own rights: the own account is only read, and says why', async () => {
  const { username } = accountOf(place.system, 'security_admin');
  const page = await administrator('/people');
  await open(page, username);
  await said(page, /谁也不能给自己加权限/);
  for (const name of ['改权限', '停用', '重设密码', '结束所有登录'])
    expect(await button(page, name).count()).toBe(0);
  expect(await wcagFindings(page)).toEqual([]);
}, 120_000);

test('without a second factor one is told before typing, and led to one’s own account when trying all the same', async () => {
  await signInThrough(
    place.system.baseUrl,
    { username: 'anquan-xin', password: FIRST_PASSWORD },
    OWN_PASSWORD,
  );
  const page = await come({ username: 'anquan-xin', password: OWN_PASSWORD }, '/people');
  await open(page, 'lin-zaizhi');
  await page.getByRole('link', { name: '先去设好手机验证码' }).waitFor();
  await button(page, '停用').click();
  await dialog(page).getByRole('button', { name: /停用$/ }).click();
  await page.getByRole('heading', { level: 1, name: '我的账号' }).waitFor();
  await said(page, /光有密码不够/);
}, 120_000);
