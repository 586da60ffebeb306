import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DisclosurePage } from '@haochaping/shared/contracts';
import { REVEAL_LIMITS } from '@haochaping/shared/domain/privacy/reveal';
import { disconnectDatabase } from '../../server/src/database.js';
import type { Keys } from '../../server/src/keys.js';
import {
  besideServer,
  colleagueOf,
  evaluatorClient,
  json,
  ratingOf,
  somebody,
} from '../identity/rights-support.js';
import { launchBrowser } from '../support/browser.js';
import { signInStaff } from '../support/staff.js';
import { startSystem, type Account, type System, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// The centre calls back about a poor rating: shown for a short time, kept nowhere, told to the evaluator; with a second
// person where that is asked for (FA-3.3-b).

// Two or three browsers at once, each with a check of its page.
jest.setTimeout(90_000);

const REASON = '差评三日内回访';
/** The sign of waiting in front of a button's name goes a moment after the waiting is over. */
const LOOK = /^(?:loading )?查看$/;
let system: OwnSystem;
let strict: OwnSystem;
let browser: Browser;
let keys: Keys;
let colleague: Account;
const visitors: Visitor[] = [];

beforeAll(async () => {
  [system, strict, browser] = await Promise.all([
    startSystem({ worker: false, env: { REVEAL_APPROVAL: 'off' } }),
    startSystem({ worker: false, env: { REVEAL_APPROVAL: 'always' } }),
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
  await disconnectDatabase();
  await browser?.close();
  await Promise.all([system?.stop(), strict?.stop()]);
});

async function come(place: System, account: Account, path: string, width = 1280): Promise<Page> {
  const one = await visitor(browser, { width, height: 900, touch: false });
  visitors.push(one);
  await one.page.clock.install();
  await signIn(one.page, place, account, path);
  return one.page;
}

const card = (page: Page) => page.getByRole('region', { name: '回访联系方式' });
const shown = (page: Page) => card(page).getByRole('group', { name: '联系方式' });
const said = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

/** Everything the browser keeps or shows of its addresses, for whatever must not be in it. */
const kept = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([
      location.href,
      history.state,
      { ...localStorage },
      { ...sessionStorage },
      performance.getEntriesByType('resource').map(({ name }) => name),
      document.body.innerText,
      [...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value),
    ]),
  );

describe('without a second person', () => {
  beforeAll(async () => {
    keys = await besideServer(system);
  });
  afterAll(() => disconnectDatabase());

  test('the contact is seen for two minutes, leaves no trace in the page, and the evaluator reads of it', async () => {
    const person = somebody();
    const rating = await ratingOf(system, person, 1);
    const page = await come(system, accountOf(system, 'center'), `/ratings/${rating.id}`);
    await said(page, /评价人会在“谁查看过我的信息”里看到这次查看/);
    expect(await wcagFindings(page)).toEqual([]);
    const look = card(page).getByRole('button', { name: LOOK });
    await look.click();
    await said(page, '请写明为什么要看');
    await page.getByLabel('为什么现在要看').fill(REASON);
    await look.click();
    await shown(page).getByText(person.phone).waitFor();
    expect(await shown(page).innerText()).toContain(person.name);
    expect(await shown(page).innerText()).not.toContain(person.certNumber);
    expect(await wcagFindings(page)).toEqual([]);
    expect(page.url()).not.toContain(person.phone);
    await page.clock.fastForward(60_000);
    await said(page, /还显示 (60|[1-5]?\d) 秒/);
    await page.clock.fastForward(60_000);
    await shown(page).waitFor({ state: 'detached' });
    const traces = await kept(page);
    for (const mark of [person.phone, person.name, person.certNumber]) expect(traces).not.toContain(mark);
    await page.reload();
    await card(page).getByText('已经看过 1 次').waitFor();
    expect(await page.content()).not.toContain(person.phone);
    const me = await evaluatorClient(system, keys, person);
    const seen = await json<DisclosurePage>(me.get('/api/v1/me/disclosures'), 200);
    expect(seen.items).toEqual([expect.objectContaining({ purpose: '回访您的差评', rating: rating.number })]);
  });

  test('it is hidden at once when asked; too many looks in a day are refused in words, and what was typed stays', async () => {
    const person = somebody();
    const { id, number } = await ratingOf(system, person, 2);
    const page = await come(system, accountOf(system, 'center'), `/ratings/${id}`);
    await page.getByText('本人申请了更正：另给证件号码').click();
    await page.getByLabel('为什么现在要看').fill('本人带证件来窗口');
    await page.getByRole('button', { name: LOOK }).click();
    await said(page, /本人没有就这条评价提出过申请/);
    const me = await evaluatorClient(system, keys, person);
    const correction = { field: 'name', receipt: number, text: '姓名写错了一个字' };
    await json(me.post('/api/v1/me/data/corrections', correction), 201);
    await page.getByRole('button', { name: LOOK }).click();
    await shown(page).getByText(person.certNumber).waitFor();
    await page.getByRole('button', { name: '现在隐藏' }).click();
    expect(await shown(page).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('回访联系方式');
    const center = await signInStaff(system, 'center');
    const look = { purpose: 'call_back', subject: { kind: 'rating', id }, reason: REASON };
    for (let more = 1; more < REVEAL_LIMITS.perRatingADay; more++)
      await json(center.send('POST', '/api/v1/staff/reveals', look), 201);
    await page.getByLabel('为什么现在要看').fill(REASON);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said(page, /这条评价今天查看得太多了/);
    expect(await page.getByLabel('为什么现在要看').inputValue()).toBe(REASON);
  });

  test('a good rating has no such card, and the rated side none at all', async () => {
    const good = await ratingOf(system, somebody(), 5);
    const page = await come(system, accountOf(system, 'center'), `/ratings/${good.id}`);
    await page.getByRole('region', { name: '这次服务' }).waitFor();
    expect(await card(page).count()).toBe(0);
    const clerk = await come(system, accountOf(system, 'department'), '/reveals');
    await said(clerk, /不归您的账号看/);
  });
});

describe('with a second person', () => {
  beforeAll(async () => {
    await besideServer(strict);
    const { accounts } = await colleagueOf(strict, accountOf(strict, 'center').username);
    colleague = accounts[0] as Account;
  });

  test('one asks, a colleague agrees, the one who asked sees it once', async () => {
    const person = somebody();
    const rating = await ratingOf(strict, person, 1);
    const asking = await come(strict, accountOf(strict, 'center'), `/ratings/${rating.id}`);
    await said(asking, /这次要本单位另一个人同意才能看/);
    await asking.getByLabel('为什么现在要看').fill(REASON);
    await asking.getByRole('button', { name: '申请查看' }).click();
    await said(asking, '等本单位另一个人同意');
    expect(await wcagFindings(asking)).toEqual([]);

    const second = await come(strict, colleague, '/');
    await second.getByRole('link', { name: /1 项查看联系方式的申请等您同意/ }).waitFor();
    await second.getByRole('link', { name: /^待我同意\s*1\s*件待处理/ }).click();
    await said(second, '等您同意的 1 项');
    await second.keyboard.press('j');
    await second.getByRole('button', { name: '决定' }).focus();
    await second.keyboard.press('Enter');
    await second.getByRole('definition').filter({ hasText: REASON }).waitFor();
    expect(await wcagFindings(second)).toEqual([]);
    await second.getByRole('button', { name: '同意', exact: true }).click();
    await said(second, /已同意，.* 可以查看一次/);
    await said(second, '没有等您同意的申请');

    await asking.clock.fastForward(6_000);
    await asking.getByRole('button', { name: '查看联系方式' }).click();
    await shown(asking).getByText(person.phone).waitFor();
    await asking.clock.fastForward(121_000);
    await shown(asking).waitFor({ state: 'detached' });
    await asking.goto(`${strict.baseUrl}/admin/reveals?view=mine`);
    await asking
      .getByRole('row', { name: new RegExp(rating.number) })
      .getByText('看过了')
      .waitFor();
    expect(await asking.content()).not.toContain(person.phone);
  });

  test('a refusal needs a reason, and the one who asked reads it', async () => {
    const rating = await ratingOf(strict, somebody(), 2);
    const asking = await come(strict, accountOf(strict, 'center'), `/ratings/${rating.id}`);
    await asking.getByLabel('为什么现在要看').fill(REASON);
    await asking.getByRole('button', { name: '申请查看' }).click();
    await said(asking, '等本单位另一个人同意');
    const own = await come(strict, accountOf(strict, 'center'), '/reveals');
    await said(own, '没有等您同意的申请');

    const second = await come(strict, colleague, '/reveals', 768);
    await second.getByRole('button', { name: '决定' }).click();
    await second.getByRole('button', { name: '不同意' }).click();
    await said(second, '请写明为什么不同意');
    await second.getByLabel('说明（不同意时要写）').fill('昨天已经回访过');
    expect(await second.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
    await second.getByRole('button', { name: '不同意' }).click();
    await said(second, /没有同意，.* 会看到理由/);
    await asking.clock.fastForward(6_000);
    await said(asking, /没有同意：昨天已经回访过/);
    expect(await wcagFindings(asking)).toEqual([]);
  });
});
