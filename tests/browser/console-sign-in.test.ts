import type { Page } from 'playwright-core';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visits } from './support/visits.js';

// Staff come in with their own account, and out again. FA-3.3-c rests on knowing who looks.

// Its own: nobody has rated in it yet.
const place = visits({ worker: false });
let page: Page;
beforeEach(async () => {
  ({ page } = await place.come({ width: 1280, height: 900, touch: false }));
});

const fill = async (username: string, password: string) => {
  await page.getByLabel('账号').fill(username);
  await page.locator('#password').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
};

test('a wrong password is said in Chinese, keeps what was typed, and opens nothing', async () => {
  await page.goto(`${place.system.baseUrl}/admin/ratings`);
  await fill(accountOf(place.system, 'center').username, 'not-the-password');
  const said = await page.getByRole('alert').innerText();
  expect(said).toMatch(/账号或密码不对/);
  expect(await page.getByLabel('账号').inputValue()).toBe(accountOf(place.system, 'center').username);
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect((await page.context().cookies()).filter(({ name }) => name.includes('session'))).toEqual([]);
});

test.each(['/admin', '/admin/', '/admin?from=mail'])(
  'the console opens at %s, as it is printed and as people type it',
  async (path) => {
    await page.goto(`${place.system.baseUrl}${path}`);
    await fill(accountOf(place.system, 'center').username, accountOf(place.system, 'center').password);
    await page.getByRole('heading', { name: '总览' }).waitFor();
    await page.getByRole('link', { name: '评价', exact: true }).click();
    await page.getByRole('heading', { name: '评价', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/ratings');
  },
);

test('an empty form names what is missing without asking the server', async () => {
  await page.goto(`${place.system.baseUrl}/admin/`);
  const asked: string[] = [];
  page.on('request', (request) => {
    // Whether an earlier sign-in can be renewed is asked by itself; a form that is not filled in asks nothing.
    const renewing = request.url().endsWith('/session/refresh');
    if (request.method() === 'POST' && !renewing) asked.push(request.url());
  });
  await page.getByRole('button', { name: '登录' }).click();
  expect(await page.getByRole('alert').innerText()).toBe('请填写账号和密码。');
  await page.getByLabel('账号').fill('zhongxin');
  await page.getByRole('button', { name: '登录' }).click();
  expect(await page.getByRole('alert').innerText()).toBe('请填写密码。');
  expect(asked).toEqual([]);
});

test('signing in leads to the address that was asked for, with a cookie that scripts cannot read', async () => {
  await signIn(page, place.system, accountOf(place.system, 'center'), '/ratings?level=poor');
  await page.getByRole('heading', { name: '评价', exact: true }).waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/admin/ratings?level=poor');
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'staff_session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  expect(await page.evaluate(() => document.cookie)).not.toContain('staff_session');
});

test('the form works with the keyboard alone', async () => {
  await page.goto(`${place.system.baseUrl}/admin/`);
  const { username, password } = accountOf(place.system, 'center');
  await page.getByLabel('账号').waitFor();
  await page.keyboard.type(username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '总览' }).waitFor();
});

test('a session that ended leads back to the form, and then to the same page', async () => {
  await signIn(page, place.system, accountOf(place.system, 'center'), '/ratings');
  await page.getByText('还没有评价').waitFor();
  await page.waitForLoadState('networkidle');
  await page.context().clearCookies();
  await page.getByRole('button', { name: '差评', exact: true }).click();
  await page.getByRole('heading', { name: /工作人员登录/ }).waitFor();
  await fill(accountOf(place.system, 'center').username, accountOf(place.system, 'center').password);
  await page.getByRole('heading', { name: '评价', exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe('?level=poor');
});

test('signing out ends the session on the server', async () => {
  await signIn(page, place.system, accountOf(place.system, 'center'));
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('heading', { name: /工作人员登录/ }).waitFor();
  await page.context().addCookies(cookies);
  await page.reload();
  await page.getByRole('heading', { name: /工作人员登录/ }).waitFor();
});

test.each([
  ['1280, light', 1280, 'light'],
  ['768, dark', 768, 'dark'],
  ['a phone, light', 375, 'light'],
] as const)('the form meets WCAG 2.2 AA and fits at %s', async (_name, width, theme) => {
  const other = await place.come({ width, height: 800, theme, touch: width < 500 });
  await other.page.goto(`${place.system.baseUrl}/admin/`);
  await other.page.getByRole('button', { name: '登录' }).click();
  await other.page.getByRole('alert').waitFor();
  expect(await wcagFindings(other.page)).toEqual([]);
  expect(await other.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});
