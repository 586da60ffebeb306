import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { openToRatedSide } from '../support/veil.js';
import { accountOf, giveRating, places, signIn, type Given, type Place } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// What staff see of ratings: found, walked, come back to; and nothing of who gave them (FA-3.3-c).

const DEPARTMENT = '350400-FGW';
const WORDS = { options: ['213'], text: '上午去了两次，第二次才说还要到三楼盖章。' };

// Its own: all ratings there are are counted.
let system: OwnSystem;
let browser: Browser;
let given: Given[];
let poor: Given;
let one: Visitor;
let page: Page;

/** Two of the department, one of them poor with words, and enough others for a second page. */
async function giveAll(all: Place[]): Promise<Given[]> {
  const own = all.filter(({ institutionCode }) => institutionCode === DEPARTMENT).slice(0, 2);
  const others = all.filter(({ institutionCode }) => institutionCode !== DEPARTMENT).slice(0, 24);
  const results: Given[] = [];
  for (const place of others) results.push(await giveRating(system, place, results.length % 4 === 3 ? 3 : 5));
  const [first, second] = own;
  if (!first || !second) throw new Error(`${DEPARTMENT} has no two items with a window`);
  results.push(await giveRating(system, first, 4), await giveRating(system, second, 2, WORDS));
  return results;
}

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ province: true }), launchBrowser()]);
  given = await giveAll(await places());
  await openToRatedSide(system.mongoUri);
  poor = given[given.length - 1] as Given;
}, 120_000);
beforeEach(async () => {
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
});
afterEach(async () => {
  await one.leave();
  expect(one.errors).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

const rows = () => page.locator('tbody tr[data-row]');
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });
/** An entry of an open list of choices. */
const choice = (name: string | RegExp) => page.locator('.ant-select-item-option').filter({ hasText: name });
const counted = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
const search = () => new URL(page.url()).searchParams;
const asCenter = (path: string) => signIn(page, system, accountOf(system, 'center'), path);

test('the list shows every rating, newest first, twenty a page', async () => {
  await asCenter('/ratings');
  await counted(`共 ${given.length} 条`);
  expect(await rows().count()).toBe(20);
  const first = await rows().first().innerText();
  expect(first).toContain(poor.place.itemName);
  expect(first).toContain('不满意');
  await page.getByRole('button', { name: '下一页' }).click();
  await page.getByText('第 2 页，共 2 页').waitFor();
  // The former page stays in sight until the next one has come.
  await eventually(
    'the rest is listed',
    async () => (await rows().count()) === given.length - 20 || undefined,
  );
  expect(search().get('page')).toBe('2');
});

test('a filter narrows the list, stands in the address, and survives a reload', async () => {
  await asCenter('/ratings?page=2');
  await page.getByRole('button', { name: '差评', exact: true }).click();
  await counted('共 1 条');
  expect(search().get('level')).toBe('poor');
  expect(search().has('page')).toBe(false);
  await page.reload();
  await counted('共 1 条');
  expect(await page.getByRole('button', { name: '差评', exact: true }).getAttribute('aria-pressed')).toBe(
    'true',
  );
  await page.getByRole('button', { name: '清除筛选' }).click();
  await counted(`共 ${given.length} 条`);
  expect([...search().keys()]).toEqual([]);
});

test('a receipt number finds its rating; words nobody used find none and say so', async () => {
  await asCenter('/ratings');
  await counted(`共 ${given.length} 条`);
  await page.keyboard.press('/');
  await page.locator('input:focus').waitFor();
  await page.keyboard.type(poor.receipt.number);
  await counted('共 1 条');
  expect(await rows().first().innerText()).toContain(poor.place.itemName);
  await page.getByLabel('查找').fill('没有人办过这样的事');
  await page.getByText('没有符合这些条件的评价').waitFor();
  expect(await rows().count()).toBe(0);
});

test('channel, region and institution are chosen by name', async () => {
  await asCenter('/ratings');
  await page.getByLabel('单位', { exact: true }).click();
  await page.keyboard.type('发展和改革');
  await choice(/^三明市发展和改革委员会/).click();
  await counted('共 2 条');
  expect(search().get('institutionCode')).toBe(DEPARTMENT);
  await page.getByLabel('渠道').click();
  await choice('短信').click();
  await page.getByText('没有符合这些条件的评价').waitFor();
  expect(search().get('channel')).toBe('sms');
});

test('coming back finds the list as it was left: page, scroll, and the row', async () => {
  await asCenter('/ratings?page=1');
  await counted(`共 ${given.length} 条`);
  const row = rows().nth(15);
  const id = await row.getAttribute('data-row');
  await row.scrollIntoViewIfNeeded();
  const scrolled = await page.evaluate(() => window.scrollY);
  expect(scrolled).toBeGreaterThan(0);
  await row.getByRole('link').click();
  await heading(/^评价 HP/).waitFor();
  await page.goBack();
  await heading(/^评价$/).waitFor();
  await page.locator(`tr[data-row="${id}"][data-marked="true"]`).waitFor();
  expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
  expect(await page.evaluate(() => document.activeElement?.closest('tr')?.dataset['row'])).toBe(id);
  expect(new URL(page.url()).search).toBe('?page=1');
  await page.keyboard.press('n');
  await page.getByText('第 2 页，共 2 页').waitFor();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test('the usual moves need no mouse', async () => {
  await asCenter('/ratings');
  await rows().first().waitFor();
  const focused = () =>
    page.evaluate(() => {
      const row = document.activeElement?.closest('tr');
      return row ? Array.from(document.querySelectorAll('tr[data-row]')).indexOf(row) : -1;
    });
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe(2);
  await page.keyboard.press('k');
  expect(await focused()).toBe(1);
  const name = await rows().nth(1).getByRole('link').innerText();
  await page.keyboard.press('Enter');
  await heading(/^评价 HP/).waitFor();
  await page.getByRole('definition').filter({ hasText: name }).first().waitFor();
  await page.keyboard.press('Escape');
  await heading(/^评价$/).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('tr'));
  expect(await focused()).toBe(1);
  await page.keyboard.press('n');
  await page.getByText('第 2 页，共 2 页').waitFor();
});

test('? shows the keys, Esc closes it, and single keys can be switched off', async () => {
  await asCenter('/ratings');
  await rows().first().waitFor();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: '键盘快捷键' });
  await help.getByText('下一行').waitFor();
  await help.getByRole('switch').click();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('INPUT');
});

test('nothing the browser receives holds anything of the applicant', async () => {
  const bodies: string[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/api/')) return;
    void response.text().then(
      (text) => bodies.push(text),
      () => undefined,
    );
  });
  await asCenter('/ratings?level=poor');
  await rows().first().getByRole('link').click();
  await heading(`评价 ${poor.receipt.number}`).waitFor();
  await page.getByText(WORDS.text).waitFor();
  await page.goto(`${system.baseUrl}/admin/forwarding`);
  await page.getByRole('button', { name: '经过' }).first().click();
  await page.goto(`${system.baseUrl}/admin/`);
  await page.getByText('今天收到').waitFor();
  const received = bodies.join('\n');
  // The net holds: what may be seen is in it.
  expect(received).toContain(poor.receipt.number);
  expect(received).toContain(WORDS.text);
  // The words looked for are the real ones: the province, which has a right to them, got them.
  const province = await eventually('the province holds the rating', async () => {
    const text = await (await fetch(`${system.provinceUrl}/__sandbox/ratings`)).text();
    return text.includes(WORDS.text) ? text : undefined;
  });
  for (const secret of [poor.applicant.name, poor.applicant.certNumber, poor.applicant.phone]) {
    expect(province).toContain(secret);
    expect(received).not.toContain(secret);
  }
});

test('the rating of a minute ago arrives at the province, and its page says so by itself', async () => {
  await asCenter('/ratings?level=poor');
  await rows().first().getByRole('link').click();
  const forwarding = page.getByRole('region', { name: '报送省里' });
  await forwarding.getByText('已送达').waitFor({ timeout: 20_000 });
  await forwarding.getByText('省里的编号').waitFor();
});

test('the rated side sees its own ratings only, and only the week', async () => {
  const answers: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/staff/ratings')) {
      void response.text().then(
        (text) => answers.push(text),
        () => undefined,
      );
    }
  });
  await signIn(page, system, accountOf(system, 'department'), '/ratings');
  await heading(/^评价$/).waitFor();
  await counted('共 2 条');
  expect(await page.getByRole('navigation', { name: '主导航' }).innerText()).toBe(
    '差评办理\n申诉\n堵点和整改\n通报和案例\n综合点评\n评价\n统计\n指标\n报告\n目录\n工作日历',
  );
  for (const text of await rows().allInnerTexts()) expect(text).toMatch(/\d+月\d+日至(\d+月)?\d+日/);
  await page.getByRole('button', { name: '差评', exact: true }).click();
  await counted('共 1 条');
  await rows().first().getByRole('link').click();
  await page.getByText(WORDS.text).waitFor();
  await page.getByText('为保护评价人').waitFor();
  expect(await page.getByRole('heading', { name: '报送省里' }).count()).toBe(0);
  const received = answers.join('\n');
  expect(received).toContain(WORDS.text);
  expect(received).not.toContain(poor.receipt.number);
  expect(received).not.toMatch(/T\d\d:\d\d/);
});

test("another unit's rating and pages that are not one's own are refused in words", async () => {
  await asCenter('/ratings');
  const other = rows().filter({ hasText: given[0]?.place.itemName ?? '' });
  await page.getByLabel('查找').fill(given[0]?.receipt.number ?? '');
  await counted('共 1 条');
  const id = await other.first().getAttribute('data-row');
  await page.getByRole('button', { name: '退出登录' }).click();
  await signIn(page, system, accountOf(system, 'department'), `/ratings/${id}`);
  expect(await page.getByRole('alert').innerText()).toMatch(/没有找到这条评价/);
  await page.goto(`${system.baseUrl}/admin/forwarding`);
  await heading(/不归您的账号看/).waitFor();
});
