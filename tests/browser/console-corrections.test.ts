import type { CorrectionList, CorrectionView, DisclosurePage } from '@haochaping/shared/contracts';
import type { Browser, Page } from 'playwright-core';
import { disconnectDatabase } from '../../server/src/database.js';
import type { Keys } from '../../server/src/keys.js';
import {
  besideServer,
  evaluatorClient,
  json,
  ratingOf,
  somebody,
  type SignedInEvaluator,
} from '../identity/rights-support.js';
import { launchBrowser } from '../support/browser.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Look, type Visitor } from './support/visitor.js';

// A person asks to have put right what an office reported (PIPL article 46): the centre opens it with the person's knowledge,
// answers once, and the person reads the answer.

const OWN = '/api/v1/me/data/corrections';
const TEXT = '电话报错了，应是尾号七七八八的那个';
const ANSWER = '已请报送单位改成尾号七七八八，下次办件就是对的。';

// Its own: no worker reads the telephone number beside the one who answers.
let system: OwnSystem;
let browser: Browser;
let keys: Keys;
const visitors: Visitor[] = [];

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ worker: false }), launchBrowser()]);
  keys = await besideServer(system);
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
  await system?.stop();
});

async function come(path: string, role = 'center', look: Look = {}): Promise<Page> {
  const one = await visitor(browser, { width: 1280, height: 900, touch: false, ...look });
  visitors.push(one);
  await signIn(one.page, system, accountOf(system, role), path);
  return one.page;
}

const ask = (me: SignedInEvaluator, changes: Record<string, unknown> = {}) =>
  json<CorrectionView>(me.post(OWN, { field: 'phone', text: TEXT, ...changes }), 201);
const own = async (me: SignedInEvaluator) => (await json<CorrectionList>(me.get(OWN), 200)).items;
const card = (page: Page, name: string) => page.getByRole('article', { name });
/** The sign of waiting in front of a button's name goes a moment after the waiting is over. */
const press = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^(?:loading )?${name}$`) }).click();
const told = (page: Page, words: string | RegExp) =>
  page.getByRole('status').filter({ hasText: words }).waitFor();

async function answer(page: Page, choice: string, words: string): Promise<void> {
  await page.getByText(choice, { exact: true }).click();
  await page.getByLabel('写给申请人的话').fill(words);
  await press(page, '送出答复');
}

/** Everything the browser keeps or shows, for the words that must not be in it. */
const kept = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([
      location.href,
      history.state,
      { ...localStorage },
      { ...sessionStorage },
      performance.getEntriesByType('resource').map(({ name }) => name),
      document.documentElement.outerHTML,
    ]),
  );

test('asked by the evaluator, opened and answered by the centre, read by the evaluator', async () => {
  const person = somebody();
  const rating = await ratingOf(system, person, 4);
  const me = await evaluatorClient(system, keys, person);
  await ask(me, { receipt: rating.number });

  const page = await come('/');
  await page.getByRole('link', { name: /^更正申请\s*1\s*件待处理/ }).waitFor();
  await page.getByRole('link', { name: '1 件更正申请等答复' }).click();
  await card(page, '更正电话').getByText('等答复').waitFor();
  expect(await kept(page)).not.toContain('尾号七七八八');
  expect(await wcagFindings(page)).toEqual([]);

  await press(page, '打开');
  await card(page, '更正电话').getByText(TEXT).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('申请人写的');
  await press(page, '送出答复');
  await page.getByText('请先选：改过来了，还是不改。').waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await press(page, '收起');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('更正电话');
  expect(await kept(page)).not.toContain('尾号七七八八');

  await press(page, '打开');
  await page.getByRole('link', { name: rating.number }).click();
  await page.getByRole('status').filter({ hasText: '共 1 条' }).waitFor();
  await page.goBack();
  await card(page, '更正电话').waitFor();
  expect(await kept(page)).not.toContain('尾号七七八八');
  await press(page, '打开');
  await answer(page, '已经改过来了', ANSWER);
  await told(page, '更正电话：答复了“已经改过来了”');
  await page.getByText('没有等着答复的更正申请。').waitFor();
  expect(await kept(page)).not.toContain('尾号七七八八');

  const [asked] = await own(me);
  expect(asked).toMatchObject({ state: 'done', answer: ANSWER });
  expect(asked?.office).toMatch(/管委会|中心/);
  const seen = await json<DisclosurePage>(me.get('/api/v1/me/disclosures'), 200);
  expect(seen.items.map(({ purpose }) => purpose)).toEqual(Array(3).fill('处理您的更正申请'));

  await page.goto(`${system.baseUrl}/admin/corrections?state=done`);
  await card(page, '更正电话').getByRole('button', { name: '打开' }).click();
  await card(page, '更正电话').getByText(ANSWER).waitFor();
  expect(await page.getByRole('button', { name: '送出答复' }).count()).toBe(0);
});

test('somebody else answered first: it is said, nothing is overruled', async () => {
  const me = await evaluatorClient(system, keys, somebody());
  await ask(me, { field: 'name' });
  const [first, second] = [
    await come('/corrections'),
    await come('/corrections', 'center', { width: 768, theme: 'dark' }),
  ];
  for (const page of [first, second]) {
    await card(page, '更正姓名').getByRole('button', { name: '打开' }).click();
    await page.getByText('怎么处理的').waitFor();
  }
  expect(await wcagFindings(second)).toEqual([]);
  expect(await second.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
  await first.getByText('不改，写明为什么').click();
  await press(first, '核对过了，报来的和您的证件一致，没有改。');
  await press(first, '送出答复');
  await told(first, '更正姓名：答复了“不改”');
  await answer(second, '已经改过来了', '改好了');
  await told(second, '更正姓名：这件更正已经答复，或申请人收回了。');
  await second.getByText('没有等着答复的更正申请。').waitFor();
  expect((await own(me))[0]).toMatchObject({
    state: 'refused',
    answer: '核对过了，报来的和您的证件一致，没有改。',
  });
  await second.goto(`${system.baseUrl}/admin/corrections?state=refused`);
  await card(second, '更正姓名').getByText('没有更正').waitFor();
});

test('what was taken back meanwhile is not opened any more; without a network the words stay', async () => {
  const me = await evaluatorClient(system, keys, somebody());
  const [taken, stays] = [await ask(me, { field: 'handler' }), await ask(me, { field: 'other' })];
  const page = await come('/corrections');
  await card(page, '更正经办人').waitFor();
  await json(me.delete(`${OWN}/${taken.id}`), 204);
  await card(page, '更正经办人').getByRole('button', { name: '打开' }).click();
  await told(page, '更正经办人：申请人已经收回这件更正，不用看了。');
  await card(page, '更正经办人').waitFor({ state: 'detached' });

  await card(page, '更正别的信息').getByRole('button', { name: '打开' }).click();
  await page.route('**/decision', (route) => route.abort());
  await answer(page, '不改，写明为什么', '请带证件到窗口核对');
  await page.getByText('连不上服务器').waitFor();
  expect(await page.getByLabel('写给申请人的话').inputValue()).toBe('请带证件到窗口核对');
  await page.unroute('**/decision');
  await press(page, '送出答复');
  await told(page, '更正别的信息：答复了“不改”');
  expect((await own(me)).find(({ id }) => id === stays.id)).toMatchObject({ state: 'refused' });
});

test('whoever may not answer is told so', async () => {
  const page = await come('/corrections', 'department');
  await page.getByText('这个页面不归您的账号看').first().waitFor();
  expect(await page.getByRole('link', { name: '更正申请' }).count()).toBe(0);
});
