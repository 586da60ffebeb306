import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { demoTransaction, issueInvitation, rate, signedFetch } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// An administrator lets a department's system in; the centre sees who is asked to rate, and what cannot be. FA-1-a FA-2.2.1-h FA-2.2.2-a.

// Its own: lists and figures begin empty.
let system: OwnSystem;
let browser: Browser;
let one: Visitor;
let page: Page;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem(), launchBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

const opened = async (role: string, path: string) => {
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
  await signIn(page, system, accountOf(system, role), path);
};
afterEach(async () => {
  expect(one.errors).toEqual([]);
  await one.leave();
});

const heading = (name: string | RegExp) => page.getByRole('heading', { name });
const picture = async (name: string) => {
  const folder = process.env['PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test('a system is registered, its secret shown once, its refusals told, its secret changed, and it is stopped', async () => {
  await opened('system_admin', '/systems');
  await page.getByRole('button', { name: '登记一个系统' }).click();
  await page.getByLabel('标识').fill('fgw-approval');
  await page.getByLabel('系统的名称').fill('市发改委审批系统');
  await page.getByLabel('可以为哪些机构报送').click();
  await page.keyboard.type('发展和改革');
  await page.locator('.ant-select-item-option', { hasText: '三明市发展和改革委员会' }).first().click();
  await page.keyboard.press('Escape');
  await picture('system-new');
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '登记，拿密钥' }).click();
  await heading('请把密钥交给做市发改委审批系统的人').waitFor();
  await picture('system-secret');
  expect(await wcagFindings(page)).toEqual([]);
  const secret = (await page.locator('.system-secret dd').nth(1).innerText()).trim();
  await page.getByRole('button', { name: '交给他们了' }).click();
  await heading(/^市发改委审批系统$/).waitFor();
  expect((await page.content()).includes(secret)).toBe(false);

  const by = { appKey: 'fgw-approval', secret };
  const report = async (changes = {}, event = {}) =>
    signedFetch(system.baseUrl, by, 'POST', '/api/v1/transactions', await demoTransaction(changes, event));
  await report({}, { windowCode: '350400-W999' });
  await report({}, { windowCode: '350400-W999' });
  await report({ institutionCode: '350481-FGJ' });
  await report({ 电话: '1' });
  await page.reload();
  await page.getByText('event.windowCode').waitFor();
  expect(await page.getByText('350400-W999').count()).toBe(0);
  await picture('system-one');
  expect(await wcagFindings(page)).toEqual([]);

  await page.getByRole('button', { name: '换密钥' }).click();
  await page.getByRole('dialog').getByText('两个都行').waitFor();
  await picture('system-change');
  await page.getByRole('button', { name: '换一个' }).click();
  await page.getByRole('button', { name: '交给他们了' }).click();
  await page.getByText('旧密钥认到').waitFor();
  await page.getByRole('button', { name: '停用' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await page.getByText('停用了，报来的都不收').waitFor();
  await page.getByRole('link', { name: '全部业务系统' }).click();
  await page
    .getByRole('row', { name: /市发改委审批系统/ })
    .getByText('停用了')
    .waitFor();
  await picture('systems');
  expect(await wcagFindings(page)).toEqual([]);
});

test('the centre sees how many were asked and rated, by channel and window, and what only those find who look', async () => {
  await rate(system.baseUrl, (await issueInvitation(system, { channel: 'tablet' })).token, 5);
  await issueInvitation(system, { channel: 'sms' }, { windowCode: '350400-W002', staffCode: undefined });
  await issueInvitation(system);
  await opened('center', '/coverage');
  const total = page.getByText(/^请人评了 3 次服务/);
  await total.waitFor();
  await picture('coverage-invited');
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByText('评价器上从没请过 1').click();
  await page.getByRole('table', { name: '按窗口' }).getByRole('row').nth(1).waitFor();
  expect(await page.getByRole('table', { name: '按窗口' }).getByRole('row').count()).toBe(2);

  await page.getByText('什么评不到', { exact: true }).click();
  await page.getByRole('table', { name: '每一类' }).waitFor();
  await page.getByText(/^要自己去找才评得到 \d/).click();
  await page.getByText('没有绑评价器').first().or(page.getByText('没有做过码').first()).waitFor();
  await picture('coverage-reach');
  expect(await wcagFindings(page)).toEqual([]);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByLabel('查找')
      .fill('350400-W005')
      .then(async () => {
        await page.getByText('综合').first().waitFor();
        await page.getByRole('button', { name: '存为表格' }).click();
      }),
  ]);
  expect(saved.suggestedFilename()).toMatch(/^要自己去找才评得到 .*xlsx$/);
});
