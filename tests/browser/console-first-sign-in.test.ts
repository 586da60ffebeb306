import type { Browser, Page } from 'playwright-core';
import { accountsFile, FIRST_PASSWORD } from '../support/accounts-file.js';
import { launchBrowser } from '../support/browser.js';
import { Authenticator } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { wcagFindings } from './console-support.js';
import { visitor } from './support/visitor.js';

// Somebody who decides comes in for the first time: a password of one's own, an app, ten codes to keep. FA-3.3-c

const OWN_PASSWORD = '翠江流过宁化老城-2026';
let system: OwnSystem;
let browser: Browser;
beforeAll(async () => {
  const file = await accountsFile(
    { username: 'zhongxin-yi', role: 'center' },
    { username: 'zhongxin-er', role: 'center' },
  );
  [system, browser] = await Promise.all([
    startSystem({ worker: false, env: { ACCOUNTS_FILE: file } }),
    launchBrowser(),
  ]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

async function password(page: Page, username: string, word: string): Promise<void> {
  await page.goto(`${system.baseUrl}/admin/`);
  await page.getByLabel('账号').fill(username);
  await page.locator('#password').fill(word);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

test.each([
  ['zhongxin-yi', 1280, 'light'],
  ['zhongxin-er', 768, 'dark'],
] as const)(
  '%s signs in step by step at %s px, %s; then with a code, then with a recovery code',
  async (username, width, theme) => {
    const one = await visitor(browser, { width, height: 900, theme, touch: false });
    const { page } = one;
    const seen: string[] = [];
    await password(page, username, FIRST_PASSWORD);
    await page.getByRole('heading', { name: /请换成自己的密码/ }).waitFor();
    await page.locator('#new-password').fill('short');
    await page.getByText('密码至少要12位').waitFor();
    seen.push(...(await wcagFindings(page)));
    await page.locator('#new-password').fill(OWN_PASSWORD);
    await page.locator('#new-password-again').fill(OWN_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /请设好手机验证码/ }).waitFor();
    seen.push(...(await wcagFindings(page)));
    const app = new Authenticator(await page.locator('.set-up-secret').innerText());
    await page.locator('#code').fill(await app.code());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '手机验证码设好了' }).waitFor();
    const codes = await page.getByRole('list', { name: '备用码' }).getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    seen.push(...(await wcagFindings(page)));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: '收好了，进入' }).click();
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    for (const code of [await app.code(), codes[0] ?? '']) {
      // Before it stands still, what is clicked is pressed in one place and let go in another.
      await page.locator('#content h1').first().waitFor();
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByRole('heading', { name: /工作人员登录/ }).waitFor();
      await password(page, username, OWN_PASSWORD);
      await page.locator('#code').fill(code);
      await page.keyboard.press('Enter');
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
    }
    expect(seen).toEqual([]);
    expect(one.errors).toEqual([]);
    await one.leave();
  },
  120_000,
);
