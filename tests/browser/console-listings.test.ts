import { dayOf } from '@haochaping/shared/domain';
import { lastPeriod } from '@haochaping/shared/domain/figures/index';
import type { Browser, Page } from 'playwright-core';
import { directoryNow } from '../../server/src/modules/directory/index.js';
import { ListingModel } from '../../server/src/modules/statistics/listings/model.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { disconnectDatabase } from '../../server/src/database.js';
import { besideServer } from '../identity/rights-support.js';
import { launchBrowser } from '../support/browser.js';
import { staffAccount } from '../support/staff.js';
import { startSystem, type Account, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// A unit with many good ratings is found, listed, says what it has to say, and two people decide. FA-2.4.2-b FA-2.4.2-c

// Its own: it has a city.
let system: OwnSystem;
let browser: Browser;
let one: Visitor;
let page: Page;
beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ env: { DEMO_DAYS: '90' } }), launchBrowser()]);
  await besideServer(system);
}, 120_000);
afterAll(async () => {
  await disconnectDatabase();
  await browser?.close();
  await system?.stop();
});

const opened = async (account: Account, path: string) => {
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
  await signIn(page, system, account, path);
};
const left = async () => {
  expect(one.errors).toEqual([]);
  await one.leave();
};
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
/** Presses what asks first, and says yes. */
const deed = async (name: string) => {
  await press(name);
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
};
const pictured = async (name: string) => {
  expect(await wcagFindings(page)).toEqual([]);
  const folder = process.env['PICTURES'];
  if (!folder) return;
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.setViewportSize({ width: 375, height: 812 });
  await page.screenshot({ path: `${folder}/${name}-375.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
};

test('a candidate is listed, answers on its own page, and is decided on by two', async () => {
  const office = accountOf(system, 'efficiency_office');
  const quarter = lastPeriod('quarter', dayOf(new Date())).key;
  const query = `tab=candidates&list=praise&kind=quarter&period=${quarter}`;
  await opened(office, `/listings?${query}`);
  await page.getByText(/照记录找到 \d+ 个/).waitFor();
  await pictured('candidates-praise');
  // The demo's department account is made that of the first unit that came up.
  const card = page.locator('.listing-candidate', { hasText: '单位：' }).first();
  const name = ((await card.locator('h3').textContent()) ?? '').replace('单位：', '');
  const institutionCode = await codeOf(name);
  await StaffAccountModel.updateOne({ username: 'bumen' }, { $set: { institutionCode } });
  await card.getByRole('button', { name: '列入名单' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '列入名单' }).click();
  await page.getByText('要等对方说明', { exact: false }).waitFor();
  await pictured('listing-listed');
  const path = new URL(page.url()).pathname.replace('/admin', '');
  await page.goto(
    `${system.baseUrl}/admin/listings?tab=candidates&list=questions&kind=quarter&period=${quarter}`,
  );
  await page.getByText(/照记录找到 \d+ 个/).waitFor();
  await pictured('candidates-questions');
  await left();

  await opened(accountOf(system, 'department'), '/listings');
  await page.getByRole('link', { name: `单位：${name}` }).click();
  await page.getByText('说的是您的单位', { exact: false }).waitFor();
  await press('说明');
  await page.getByLabel('您要说明的').fill('感谢肯定，三个窗口并成了一个');
  await pictured('listing-named');
  await page.getByRole('form', { name: '说明' }).getByRole('button', { name: '说明', exact: true }).click();
  await page.getByRole('heading', { name: '您的说明' }).waitFor();
  await left();

  await opened(office, path);
  await press('拟决定');
  await page.getByLabel('理由').fill('数字属实，窗口并得好，推荐表彰');
  await page.getByRole('form', { name: '拟决定' }).getByRole('button', { name: '拟决定' }).click();
  await page.getByText('请选采用，还是不采用').waitFor();
  await page.getByText('采用', { exact: true }).click();
  await pictured('listing-decide');
  await page.getByRole('form', { name: '拟决定' }).getByRole('button', { name: '拟决定' }).click();
  await page.getByText('等同单位另一个人同意', { exact: false }).waitFor();
  await left();

  await opened(staffAccount(system, 'efficiency_office', 1), '/listings');
  await page.getByText('等另一个人同意').first().waitFor();
  await pictured('listings');
  await page.getByRole('link', { name: `单位：${name}` }).click();
  await deed('同意');
  await page.getByRole('heading', { name: '决定：采用' }).waitFor();
  await pictured('listing-adopted');
  await left();
  expect(await ListingModel.countDocuments({ state: 'adopted' })).toBe(1);
});

/** The code of the unit a card names. */
async function codeOf(name: string): Promise<string> {
  const standing = (await directoryNow()).standing('institutions', new Date());
  return standing.find(({ data }) => data.name === name)?.code ?? '';
}
