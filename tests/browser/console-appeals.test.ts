import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { photo } from '../attachments/support.js';
import { launchBrowser } from '../support/browser.js';
import { poorRating, readCase, sayOnCase, stepCase, type PoorRating } from '../support/cases.js';
import { collection } from '../support/evaluator.js';
import { eventually } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { rowsIn, type SheetRow } from '../support/workbooks.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// 申诉 and 督查 in the console: the department appeals where it reads of the rating, the centre decides, the oversight offices look.

// Its own: the lists and figures are counted.
let system: OwnSystem;
let browser: Browser;
let center: StaffClient;
let rated: PoorRating;
let one: Visitor;
let page: Page;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem(), launchBrowser()]);
  center = await signInStaff(system, 'center');
  for (let n = 0; n < 3; n++) rated = await poorRating(system, center);
}, 90_000);
beforeEach(async () => {
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
});
afterEach(async () => {
  expect(one.errors).toEqual([]);
  await one.leave();
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

const SHOTS = process.env.SHOTS_DIR;
const shot = async (name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
};
/** Saves the list that is shown, and opens the file. */
async function saveList(): Promise<{ name: string; rows: SheetRow[] }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '存为表格' }).click(),
  ]);
  const bytes = await readFile(await file.path());
  return { name: file.suggestedFilename(), rows: await rowsIn(new Uint8Array(bytes).buffer) };
}

const STATEMENT = '当天系统停机两小时，不是窗口不办，有停机公告为证';
const REASON = '停机公告属实，评价说的等候不是窗口的责任';

test('the department appeals from the case, and is told what is still missing', async () => {
  await signIn(page, system, accountOf(system, 'department'), `/cases/${rated.id}`);
  await page.getByRole('button', { name: '申诉', exact: true }).click();
  await page.getByRole('button', { name: '提出申诉' }).click();
  await page.getByText('请写明申诉的理由，至少10个字。').waitFor();
  expect(await page.getByLabel('单位', { exact: true }).isChecked()).toBe(true);
  await page.getByLabel('被评价的工作人员').check();
  await page.getByLabel('申诉的理由').fill(STATEMENT);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '停机公告.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await page.getByRole('button', { name: '去掉停机公告.jpg' }).waitFor();
  await shot('case-filing');
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '提出申诉' }).click();
  await page.getByRole('link', { name: /为被评价的工作人员提的申诉，等决定/ }).click();
  await page.getByText(STATEMENT).waitFor();
  await page.getByText(/:\d\d 为被评价的工作人员提出$/).waitFor();
  expect(await page.getByRole('button', { name: '决定', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: '撤回申诉' }).waitFor();
});

test('the centre finds it in its list, decides with a reason, and the case is closed', async () => {
  await signIn(page, system, accountOf(system, 'center'));
  await page.getByRole('link', { name: '1 份申诉等您决定' }).click();
  await page.getByText('为被评价的工作人员').waitFor();
  await page.locator('a[data-row-link]').first().click();
  await page.getByText(STATEMENT).waitFor();
  await page.getByRole('list', { name: '附件' }).getByRole('button', { name: '停机公告.jpg' }).click();
  await page.getByRole('img', { name: '停机公告.jpg' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('img', { name: '停机公告.jpg' }).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '决定', exact: true }).click();
  await page.getByText('请选成立还是不成立。').waitFor();
  await page.getByLabel(/^成立：/).check();
  await page.getByLabel('决定的理由').fill(REASON);
  await shot('appeal-decide');
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '决定', exact: true }).click();
  await page.getByText('申诉成立，评价不予采纳').waitFor();
  await eventually('the worker has told the case', async () => {
    return (await readCase(center, rated.id)).phase === 'closed' || undefined;
  });
  await page.getByRole('link', { name: /看这件差评/ }).click();
  await page.getByText('评价撤销').first().waitFor();
});

test('the oversight offices read the figures with their rules, and go from each list to its cases', async () => {
  await signIn(page, system, accountOf(system, 'reform_office'), '/oversight');
  const figure = page.getByRole('listitem').filter({ hasText: '实名差评回访整改率' });
  await figure.getByText('怎么算的').click();
  await figure.getByText('分母：实名差评里').waitFor();
  await page.getByText('撤销的 1').waitFor();
  await shot('oversight');
  expect(await wcagFindings(page)).toEqual([]);
  await page.locator('a[data-row-link]').first().click();
  await page.getByText('申诉成立，评价不予采纳').waitFor();
  await page.goBack();
  await page.getByText('一再差评').click();
  await page.getByText('30天里3条以上差评；撤销了的不算。').waitFor();
  await page.getByText('这段时间没有一再得差评的').waitFor();
});

test('of a window with dozens of poor ratings the first five stand open, the others one click away', async () => {
  const row = { levelName: '不满意', phaseName: '整改', due: null, outcomeName: null };
  const cases = Array.from({ length: 7 }, (_, n) => ({ ...row, id: `case-${n}`, title: `第${n + 1}件` }));
  const window = { kind: 'window', kindName: '窗口', code: 'W', name: 'A01', institutionName: '发改委' };
  const items = [{ ...window, from: '2026-11-02', to: '2026-11-30', cases }];
  await page.route('**/oversight/repeated?*', (one) =>
    one.fulfill({ json: { rule: '规则', items, left: 0 } }),
  );
  await signIn(page, system, accountOf(system, 'reform_office'), '/oversight');
  await page.getByText('一再差评').click();
  await page.getByRole('link', { name: '第5件' }).waitFor();
  expect(await page.getByRole('link', { name: '第6件' }).isVisible()).toBe(false);
  await page.getByText('其余 2 条').click();
  await page.getByRole('link', { name: '第7件' }).waitFor();
});

test('each list is saved as a table that holds what it shows; an empty one cannot be', async () => {
  const titles = () => page.locator('a[data-row-link]').allInnerTexts();
  const saved = async (name: RegExp, heading: string) => {
    const file = await saveList();
    expect(file.name).toMatch(name);
    expect(file.rows.map((row) => row[heading])).toEqual(await titles());
    expect(file.rows.length).toBeGreaterThan(0);
  };
  await signIn(page, system, accountOf(system, 'reform_office'), '/oversight');
  await page.locator('a[data-row-link]').first().waitFor();
  await saved(/^督查 撤销的（\d{4}-\d\d-\d\d至\d{4}-\d\d-\d\d） \d{4}-\d\d-\d\d\.xlsx$/, '什么事');
  await shot('save-oversight');
  await page.getByRole('link', { name: '申诉', exact: true }).click();
  await page.getByText('没有等着决定的申诉。').waitFor();
  expect(await page.getByRole('button', { name: '存为表格' }).isDisabled()).toBe(true);
  await shot('save-nothing');
  await page.getByText('成立', { exact: true }).click();
  await page.locator('a[data-row-link]').first().waitFor();
  await saved(/^申诉 成立 \d{4}-\d\d-\d\d\.xlsx$/, '评的什么事');
  await page.getByRole('link', { name: /差评办理/ }).click();
  await page.getByText('等别人').click();
  await page.locator('a[data-row-link]').first().waitFor();
  await saved(/^差评 等别人 \d{4}-\d\d-\d\d\.xlsx$/, '什么事');
});

test('a table that is refused says why in the page, until the list is another; while it is made the button says so', async () => {
  await signIn(page, system, accountOf(system, 'center'), '/cases');
  await page.locator('a[data-row-link]').first().waitFor();
  const message = '有6200件，一个表格最多存5000件，请加筛选条件，少一些再存';
  let answer = () => undefined as void;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/cases/export.xlsx*', async (route) => {
    await asked;
    await route.fulfill({ status: 400, json: { error: { code: 'invalid_input', message } } });
  });
  await page.getByRole('button', { name: '存为表格' }).click();
  await page.getByRole('button', { name: '正在做表格…' }).waitFor();
  await shot('save-making');
  answer();
  await page.getByRole('alert').filter({ hasText: message }).waitFor();
  await shot('save-refused');
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByLabel('查找').fill('审查');
  await page.getByRole('alert').waitFor({ state: 'detached' });
});

test('where nobody is named the department is not asked for whom, and it is its own', async () => {
  const { id } = await poorRating(system, center, { event: { staffCode: undefined } });
  await signIn(page, system, accountOf(system, 'department'), `/cases/${id}`);
  await page.getByRole('button', { name: '申诉', exact: true }).click();
  await page.getByLabel('申诉的理由').fill(STATEMENT);
  expect(await page.getByText('为谁提出').count()).toBe(0);
  await page.getByRole('button', { name: '提出申诉' }).click();
  await page.getByRole('link', { name: /为单位提的申诉，等决定/ }).waitFor();
});

test('a window clerk reads that the institution appeals for them, and finds no way to do it', async () => {
  const { ratingId } = await poorRating(system, center);
  await collection(system, 'ratings', (ratings) =>
    ratings.updateOne(
      { _id: ratingId as never },
      {
        $set: {
          ratedSide: { from: '2026-W40', to: '2026-W52', named: false, shownAt: new Date(Date.now() - 1000) },
        },
      },
    ),
  );
  await signIn(page, system, accountOf(system, 'window_clerk'), `/ratings/${ratingId}`);
  await page.getByText('申诉由单位提出。').waitFor();
  await shot('rating-of-clerk');
  expect(await wcagFindings(page)).toEqual([]);
  expect(await page.getByRole('button', { name: '申诉', exact: true }).count()).toBe(0);
});

test('an appeal that the evaluator’s contest overturned does not read as if it counted', async () => {
  await sayOnCase(system, rated.receipt, { type: 'contest', reason: '停机公告是第二天的，那天没有停机' });
  const reform = await signInStaff(system, 'reform_office');
  await stepCase(reform, rated.id, { type: 'uphold_contest', reason: '核对了公告的日期，评价人说得对' });
  await signIn(page, system, accountOf(system, 'department'), '/appeals?state=upheld');
  await page.locator('a[data-row-link]').first().click();
  await page.getByText(/成立，\d+月\d+日被异议推翻/).waitFor();
  await page.getByText(/\d+月\d+日，评价人对撤销的异议成立，推翻了这个决定/).waitFor();
  await shot('appeal-overturned');
  expect(await wcagFindings(page)).toEqual([]);
});
