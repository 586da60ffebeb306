import type { Browser, Page } from 'playwright-core';
import { accountsFile, FIRST_PASSWORD } from '../support/accounts-file.js';
import { atSandbox, latestSmsCode, randomPhone } from '../support/evaluator.js';
import { launchBrowser } from '../support/browser.js';
import { randomIdentityNumber } from '../support/journey.js';
import { Authenticator, signInThrough } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// Everybody looks after their own account in the console: password, telephone, sign-ins, and that nobody rates themselves. FA-3.3-c FA-2.2.1-i

const OWN_PASSWORD = '竹影斜过城墙根-2026';
let system: OwnSystem;
let browser: Browser;
const visitors: Visitor[] = [];

beforeAll(async () => {
  const seat = { role: 'department', institutionCode: '350400-FGW' } as const;
  const file = await accountsFile({ username: 'fagai-yi', ...seat }, { username: 'fagai-er', ...seat });
  [system, browser] = await Promise.all([
    startSystem({ worker: false, peers: true, env: { ACCOUNTS_FILE: file } }),
    launchBrowser(),
  ]);
}, 90_000);
afterEach(async () => {
  for (const one of visitors.splice(0)) {
    await one.leave();
    expect(one.errors).toEqual([]);
  }
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

async function come(username: string, password: string, width = 1280): Promise<Page> {
  const one = await visitor(browser, { width, height: 900, touch: false });
  visitors.push(one);
  const account = { ...accountOf(system, 'department'), username, password };
  await signIn(one.page, system, account, '/');
  await one.page.getByRole('link', { name: '我的账号' }).click();
  await one.page.getByRole('heading', { level: 1, name: '我的账号' }).waitFor();
  await section(one.page, '密码').waitFor();
  return one.page;
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const said = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

test('the password changes with the old one; whoever sits elsewhere is told at the next click', async () => {
  await signInThrough(system.baseUrl, { username: 'fagai-yi', password: FIRST_PASSWORD }, OWN_PASSWORD);
  const elsewhere = await come('fagai-yi', OWN_PASSWORD);
  const page = await come('fagai-yi', OWN_PASSWORD, 768);
  const [old, next, again] = ['现在的密码', '新密码', '再输一遍新密码'].map((name) =>
    section(page, '密码').getByLabel(name, { exact: true }),
  );
  await section(page, '密码').getByRole('button', { name: '改密码' }).click();
  await said(page, '请输入现在的密码');
  await old?.fill('not-the-password');
  await next?.fill('short');
  await said(page, '密码至少要12位');
  await next?.fill(`${OWN_PASSWORD}-新`);
  await again?.fill(`${OWN_PASSWORD}-新`);
  await page.keyboard.press('Enter');
  await said(page, '现在的密码不对');
  expect(await wcagFindings(page)).toEqual([]);
  await old?.fill(OWN_PASSWORD);
  await page.keyboard.press('Enter');
  await said(page, '密码改好了');
  expect(await old?.inputValue()).toBe('');
  await elsewhere.getByRole('link', { name: '目录', exact: true }).click();
  await said(elsewhere, '您的登录已经结束');
  expect(await wcagFindings(elsewhere)).toEqual([]);
}, 120_000);

test('a telephone is set up, then another one put in its place, and codes are renewed', async () => {
  await signInThrough(system.baseUrl, { username: 'fagai-er', password: FIRST_PASSWORD }, OWN_PASSWORD);
  const page = await come('fagai-er', OWN_PASSWORD);
  const place = section(page, '手机验证码');
  const setUp = async (button: string) => {
    await place.getByRole('button', { name: button }).click();
    await page.keyboard.type(OWN_PASSWORD);
    await page.keyboard.press('Enter');
    const app = new Authenticator(await place.locator('.set-up-secret').innerText());
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await said(page, /验证码不对或已经用过/);
    expect(await wcagFindings(page)).toEqual([]);
    await place.getByLabel('手机上显示的6位数字').fill(await app.code());
    await page.keyboard.press('Enter');
    await kept();
    return app;
  };
  const shown = place.getByRole('list', { name: '备用码' }).getByRole('listitem');
  const kept = async () => {
    await place.getByRole('heading', { name: '请收好这十个备用码' }).waitFor();
    const codes = await shown.allInnerTexts();
    expect(codes).toHaveLength(10);
    expect(await wcagFindings(page)).toEqual([]);
    await place.getByRole('button', { name: '复制' }).click();
    await said(page, '复制好了');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'));
    await place.getByRole('button', { name: '收好了' }).click();
    expect(await shown.count()).toBe(0);
  };
  const first = await setUp('设手机验证码');
  await said(page, /已启用/);
  const second = await setUp('换手机或重新设');
  expect(second.secret).not.toBe(first.secret);
  await place.getByRole('button', { name: '换一批备用码' }).click();
  await page.keyboard.type(await second.code());
  await page.keyboard.press('Enter');
  await kept();
  await said(page, '还剩 10 个');
}, 120_000);

test('sign-ins are listed and ended, one or all the others', async () => {
  const { username, password } = accountOf(system, 'window_clerk');
  const others = await Promise.all([1, 2].map(() => signInThrough(system.baseUrl, { username, password })));
  const page = await come(username, password);
  const place = section(page, '我在哪些地方登录着');
  await place.getByText('就是这里').waitFor();
  const rows = place.getByRole('listitem');
  expect(await rows.count()).toBe(3);
  await place.getByRole('button', { name: '结束', exact: true }).first().click();
  await page.getByRole('dialog').getByText('那里马上退出').waitFor();
  await page.getByRole('button', { name: '先不' }).click();
  expect(await rows.count()).toBe(3);
  await place.getByRole('button', { name: '结束', exact: true }).first().click();
  await page.getByRole('button', { name: '结束它' }).click();
  await rows.nth(2).waitFor({ state: 'detached' });
  await place.getByRole('button', { name: '结束别处的所有登录' }).click();
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '都结束' }).click();
  await rows.nth(1).waitFor({ state: 'detached' });
  const answers = await Promise.all(others.map((one) => one.get('/api/v1/staff/session')));
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
}, 120_000);

test('the own document is registered once it goes with the name, and never shown', async () => {
  const { username, password } = accountOf(system, 'window_clerk');
  const page = await come(username, password, 768);
  const place = section(page, '登记本人身份');
  expect(await place.innerText()).toContain('还没有登记');
  await place.getByRole('button', { name: '登记证件' }).click();
  const send = place.getByRole('button', { name: '核对并登记' });
  await send.click();
  await said(page, '请填证件号码');
  const [number, foreign] = [randomIdentityNumber(), randomIdentityNumber()];
  await atSandbox(system.peers.realname, 'POST', 'persons', { name: '林小满', certNumber: foreign });
  const box = place.getByLabel('证件号码');
  await box.fill(`${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`);
  await page.keyboard.press('Enter');
  await place.getByRole('alert').filter({ hasText: '校验' }).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await box.fill(foreign);
  await page.keyboard.press('Enter');
  await place.getByRole('alert').filter({ hasText: '“窗口演示员”没有核对上' }).waitFor();
  await box.fill(number.toLowerCase());
  await page.keyboard.press('Enter');
  await said(page, '已登记');
  await box.waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(number);
  expect(await place.getByRole('button', { name: '登记证件' }).count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
}, 120_000);

test('the own telephone is registered by the code that comes there', async () => {
  const { username, password } = accountOf(system, 'window_clerk');
  const page = await come(username, password, 390);
  const place = section(page, '登记本人身份');
  await place.getByRole('button', { name: '登记手机' }).click();
  const phone = randomPhone();
  await place.getByLabel('手机号').fill(phone);
  await page.keyboard.press('Enter');
  await place.getByLabel('短信里的6位数字').fill('000000');
  await page.keyboard.press('Enter');
  await place.getByRole('alert').filter({ hasText: '验证码不对' }).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await place.getByLabel('短信里的6位数字').fill(await latestSmsCode(system, phone));
  await page.keyboard.press('Enter');
  await place.getByLabel('短信里的6位数字').waitFor({ state: 'detached' });
  expect(await place.getByRole('button', { name: '登记手机' }).count()).toBe(0);
  expect(await page.content()).not.toContain(phone);
}, 120_000);
