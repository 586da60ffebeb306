import { readFile } from 'node:fs/promises';
import type { StaticCodeView } from '@haochaping/shared/contracts';
import mongoose from 'mongoose';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import {
  accountOf,
  giveRating,
  inventApplicant,
  places,
  signIn,
  wcagFindings,
  type Given,
} from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// The rest of the console: every page for everybody, and the work that is done on it.

const WINDOW = '350400-W001';
const TABLE_HEAD = '编码,名称,窗口号,大厅编码,责任部门编码,可受理部门编码,备注,生效日期,失效日期';

// Its own: pages are looked at while nothing is there yet.
let system: OwnSystem;
let browser: Browser;
let unsendable: Given;
let one: Visitor;
let page: Page;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ province: true }), launchBrowser()]);
  const [first, second] = await places();
  if (!first || !second) throw new Error('The directory has no two items with a window');
  await giveRating(system, first, 5);
  // 镕 is not in the character set of the province: a person has to act.
  unsendable = await giveRating(
    system,
    second,
    1,
    { options: ['113'], text: '跑了三趟' },
    {
      ...inventApplicant(),
      name: '欧阳镕',
    },
  );
}, 90_000);
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

const asCenter = (path: string) => signIn(page, system, accountOf(system, 'center'), path);
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const option = (name: string | RegExp) => page.locator('.ant-select-item-option').filter({ hasText: name });
const table = (...rows: string[]) => ({
  name: '窗口.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\uFEFF${[TABLE_HEAD, ...rows].join('\n')}\n`),
});

const PAGES: readonly [path: string, ready: RegExp][] = [
  ['/', /^总览$/],
  ['/ratings', /^评价$/],
  ['/ratings?search=nobody', /^评价$/],
  ['/texts', /^待审文字$/],
  ['/forwarding', /^报送$/],
  ['/reveals', /^待我同意$/],
  ['/corrections', /^更正申请$/],
  ['/codes', /^二维码$/],
  ['/directory/items', /^目录$/],
  [`/directory/windows/${WINDOW}`, /综合收件窗口/],
  ['/directory/windows/import', /^导入窗口$/],
  ['/nowhere', /没有这个页面/],
];

/** The computer changes its colours, and the page has heard of it: only then it begins to fade over. */
async function wear(colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((scheme) => document.documentElement.style.colorScheme === scheme, colorScheme);
}

test('every page meets WCAG 2.2 AA and fits: in light and dark at 1280 pixels, and at 768', async () => {
  await asCenter('/');
  const found: string[] = [];
  const judgeAt = async (name: string, width: number, rules?: string[]) => {
    await page.setViewportSize({ width, height: 900 });
    found.push(...(await wcagFindings(page, rules)).map((finding) => `${name} at ${width}: ${finding}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.push(`${name} at ${width}: ${wide} pixels wide`);
  };
  const look = async (name: string) => {
    await judgeAt(name, 1280);
    await judgeAt(name, 768);
    await wear('dark');
    // Structure is the same in both schemes; only the colours change.
    await judgeAt(`${name} in dark`, 1280, ['color-contrast']);
    await wear('light');
  };
  for (const [path, ready] of PAGES) {
    await page.goto(`${system.baseUrl}/admin${path}`);
    await heading(ready);
    await page.locator('.loading-rows').waitFor({ state: 'hidden' });
    await look(path);
  }
  await page.goto(`${system.baseUrl}/admin/ratings`);
  await page.locator('tr[data-row] a').first().click();
  await page.getByRole('region', { name: '这次服务' }).waitFor();
  await look('a rating');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await look('the help');
  expect(found).toEqual([]);
}, 150_000);

test('axe would notice: a planted pale text is found', async () => {
  await asCenter('/ratings');
  await page.locator('tr[data-row]').first().waitFor();
  await page.addStyleTag({ content: 'td { color: #bbb !important }' });
  expect((await wcagFindings(page)).some((finding) => finding.startsWith('color-contrast'))).toBe(true);
});

test('what the province cannot take waits for a person, says why, and can be sent again', async () => {
  await asCenter('/');
  await eventually('the rating is parked', async () => {
    await page.reload();
    await page.getByText('等人处理', { exact: true }).waitFor();
    return (await parkedLink().count()) > 0 ? true : undefined;
  });
  await parkedLink().click();
  await heading(/^报送$/);
  const row = page.locator('tr[data-row]');
  await row.filter({ hasText: '有省里字符集没有的字' }).waitFor();
  expect(await row.count()).toBe(1);
  await row.getByRole('button', { name: '再送一次' }).click();
  await page.getByText(`${unsendable.receipt.number} 已排到最前面`).waitFor();
  await page.goto(`${system.baseUrl}/admin/forwarding`);
  await row.filter({ hasText: unsendable.place.itemName }).getByRole('button', { name: '经过' }).click();
  await page.getByText('工作人员要求重送').waitFor();
});

const parkedLink = () => page.getByRole('link', { name: /^1 条评价送不出去/ });

test('a code is made for a window found by name, and printed with its place in words', async () => {
  await asCenter('/codes');
  await page.getByText('还没有二维码').waitFor();
  await page.getByRole('button', { name: '做一张' }).click();
  await page.getByRole('dialog').getByLabel('哪一个').click();
  await page.keyboard.type(WINDOW);
  await option('综合收件窗口1').click();
  const made = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/static-codes'),
  );
  await page.getByRole('button', { name: '做好，去打印' }).click();
  const code = (await (await made).json()) as StaticCodeView;
  await heading(/综合收件窗口1/);
  const picture = page.getByRole('img', { name: /评价二维码/ });
  expect(
    await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBeGreaterThan(0);
  await page.getByText(`码号 ${code.code}`).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
  await page.keyboard.press('Escape');
  await heading(/^二维码$/);
  await page.locator(`tr[data-row="${code.code}"]`).waitFor();
});

test('an import with one wrong row names row, column and remedy, and writes nothing', async () => {
  await asCenter('/directory/windows/import');
  await page
    .getByLabel('选择文件')
    .setInputFiles(
      table(
        `350400-W901,甲窗口,A91,350400-H01,350400-XZFW,350400-FGW,,2026-11-01,`,
        `350400-W902,乙窗口,A92,350400-H99,350400-XZFW,350400-FGW,,2026-11-01,`,
      ),
    );
  await page.getByRole('heading', { name: /一行也没有写入/ }).waitFor();
  const row = page.locator('tr[data-row]').filter({ hasText: '第3行' });
  expect(await row.first().innerText()).toMatch(/大厅编码.*350400-H99/s);
  expect(await page.getByRole('button', { name: '写入目录' }).count()).toBe(0);
  expect(await wcagFindings(page)).toEqual([]);
  await page.goto(`${system.baseUrl}/admin/directory/windows?search=350400-W901`);
  await page.getByText('没有符合这些条件的记录').waitFor();
});

test('a good import shows what would change, writes it when told to, and keeps the history', async () => {
  await asCenter('/directory/windows/import');
  const row = `${WINDOW},综合收件一号窗口,A01,350400-H01,350400-XZFW,350400-FGW,,2026-11-01,`;
  await page.getByLabel('选择文件').setInputFiles(table(row));
  await page.getByRole('heading', { name: '检查过了，1 行都没有问题' }).waitFor();
  await page.getByText('综合收件窗口1 → 综合收件一号窗口').waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '写入目录' }).click();
  await page.getByText('写好了').waitFor();
  await page.goto(`${system.baseUrl}/admin/directory/windows/${WINDOW}`);
  await heading('综合收件一号窗口');
  const history = page.getByRole('region', { name: '历次改动' });
  expect(await history.innerText()).toMatch(/第2版[\s\S]*综合收件窗口1 改为 综合收件一号窗口[\s\S]*第1版/);
});

test('the export is the table that can be imported again', async () => {
  await asCenter('/directory/halls');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^halls-.*\.csv$/);
  const exported = await download.path();
  await page.goto(`${system.baseUrl}/admin/directory/halls/import`);
  const text = await readFile(exported);
  await page.getByLabel('选择文件').setInputFiles({ name: '大厅.csv', mimeType: 'text/csv', buffer: text });
  await page.getByText('这个文件和目录完全一样，不用写入。').waitFor();
});

test('work that stopped is seen by the system administrator and done when tried again', async () => {
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  // What the worker leaves behind after its last attempt; `invitation` is an effect that repeats safely.
  const ratings = connection.collection<{ number: string; pending: unknown[]; dead: unknown[] }>('ratings');
  await ratings.updateOne(
    { number: unsendable.receipt.number },
    {
      $push: { dead: { kind: 'invitation', attempts: 12, lastError: '数据库没有接通', since: new Date() } },
    },
  );
  await signIn(page, system, accountOf(system, 'system_admin'), '/system');
  const row = page.locator('tr[data-row]').filter({ hasText: '标记邀请已使用' });
  expect(await row.innerText()).toMatch(/12 次.*数据库没有接通/s);
  expect(await wcagFindings(page)).toEqual([]);
  await row.getByRole('button', { name: '再做一次' }).click();
  await page.getByText('没有停下的工作').waitFor();
  await eventually('the worker has done it', async () => {
    const rating = await ratings.findOne({ number: unsendable.receipt.number });
    return rating?.pending.length === 0 && rating.dead.length === 0 ? true : undefined;
  });
  await connection.close();
});

test('navigation shows what the account may do, and an address typed by hand says so', async () => {
  await signIn(page, system, accountOf(system, 'system_admin'));
  const navigation = page.getByRole('navigation', { name: '主导航' });
  expect(await navigation.getByRole('link').allInnerTexts()).toEqual(
    expect.arrayContaining(['总览', '目录', '系统']),
  );
  expect(await navigation.getByRole('link', { name: '评价' }).count()).toBe(0);
  await page.goto(`${system.baseUrl}/admin/ratings`);
  await heading(/不归您的账号看/);
  expect(await wcagFindings(page)).toEqual([]);
});

test('the look can be chosen, and stays', async () => {
  await asCenter('/');
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByLabel('外观').selectOption('深色');
  expect(await paper()).not.toBe(light);
  await page.reload();
  await heading(/^总览$/);
  expect(await paper()).toBe('rgb(16, 24, 28)');
});
