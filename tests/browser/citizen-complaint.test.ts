import type { Page } from 'playwright-core';
import { collection, randomPhone } from '../support/evaluator.js';
import { deskOf, wcagFindings } from './console-support.js';
import { codeSentTo, openOwn, signInByPhone } from './support/own-pages.js';
import { button, comeBackUntil, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// A complaint told on a telephone without any account, and being pressed because of it, told past everybody who may be meant:
// what the citizen reads, and what the offices read of it. FA-2.3.1-a FA-2.3.1-e FA-3.3-a.

const place = visits();

const box = (page: Page, name: string | RegExp) =>
  page.getByRole('textbox', { name }).and(page.locator(':visible'));

/** @returns the receipt's number */
async function complain(page: Page, text: string): Promise<string> {
  await openOwn(page, place.system, 'complaint');
  await box(page, /投诉的是哪里/).fill('发展和改革');
  await button(page, '找一找').click();
  await page.getByRole('link', { name: /^三明市发展和改革委员会/ }).click();
  const phone = randomPhone();
  await box(page, '手机号').fill(phone);
  await page.getByRole('checkbox', { name: /我看过了，同意/ }).click();
  await button(page, '发验证码').click();
  await see(page, '请先在上面写明是什么事，至少5个字。');
  await box(page, '是什么事').fill(text);
  // Another place, and a page fetched anew while the code is looked for: what was written is still there.
  await button(page, /^换一个：/).click();
  await page.reload();
  await box(page, /投诉的是哪里/).fill('fzhgg');
  await button(page, '找一找').click();
  await page.getByRole('link', { name: /^三明市发展和改革委员会/ }).click();
  expect(await box(page, '是什么事').inputValue()).toBe(text);
  await box(page, '手机号').fill(phone);
  await page.getByRole('checkbox', { name: /我看过了，同意/ }).click();
  expect(await page.getByText('只用来登录').and(page.locator(':visible')).count()).toBe(0);
  await button(page, '发验证码').click();
  await box(page, /验证码/).fill(await codeSentTo(place.system, phone));
  await button(page, '送出投诉').click();
  await see(page, '收到了。');
  await see(page, /回执号 TS/);
  const [stored] = await collection(place.system, 'complaints', (all) => all.find({ text }).toArray());
  return String(stored?.number);
}

/** The page, and every form that is offered on it. */
async function everythingSaid(page: Page): Promise<string> {
  await page.getByRole('heading', { name: '办理经过' }).waitFor();
  // Out of office hours it takes a second person, and whoever is not known is told so instead of being asked why.
  const contact = page.getByRole('region', { name: '回访联系方式' });
  await contact
    .getByRole('button', { name: '查看' })
    .or(contact.getByText(/^这次要另一个人同意（不在上班时间）/))
    .waitFor();
  const content = page.locator('#content');
  const said = [await content.innerText()];
  const moves = page.getByRole('region', { name: /等您办|可以做的/ }).getByRole('button');
  for (const name of await moves.allInnerTexts()) {
    await moves.filter({ hasText: name }).first().click();
    said.push(await page.getByRole('form', { name }).innerText());
    await page.getByRole('button', { name: '先不' }).click();
  }
  expect(said.length).toBeGreaterThan(3);
  return said.join('\n');
}

test('a complaint gets its way without an account, and is nowhere called a rating by those who handle it', async () => {
  const { page } = await place.come();
  const text = `办事指南上写的电话没有人接 ${randomPhone().slice(3)}`;
  const number = await complain(page, text);
  await button(page, '看办到哪一步').click();
  await comeBackUntil('its case is open', page, text, page.getByText(/打电话回访您、核实情况，最晚/));
  await see(page, '投诉办到哪一步了');
  expect(await page.getByText('差评').and(page.locator(':visible')).allInnerTexts()).toEqual([
    '三明政务服务好差评',
  ]);
  const stored = await collection(place.system, 'complaints', (all) => all.findOne({ number }));
  const found = await collection(place.system, 'cases', (all) =>
    all.findOne({ complaintId: String(stored?._id) }),
  );
  const center = await deskOf(place, 'center', `/cases/${String(found?._id)}`);
  await center.getByRole('heading', { level: 1, name: /^投诉 TS-/ }).waitFor();
  expect((await everythingSaid(center)).match(/.*(?:差评|评价).*/g)).toBeNull();
  expect(await wcagFindings(center)).toEqual([]);
}, 120_000);

test('a complaint of another device is asked to be signed in for', async () => {
  const { page } = await place.come();
  await page.goto(`${place.system.baseUrl}/packages/citizen/complaints/index?number=TS20260101-ABCDEFGH`);
  await see(page, /这台设备上没有这次投诉的回执/);
  await button(page, '登录').click();
  await box(page, '手机号').waitFor();
});

test('signed in without a number, nobody is promised to be called', async () => {
  const { page } = await place.come();
  await signInByPhone(page, place.system);
  // As for whoever signed in through WeChat: their account has no number.
  await page.route('**/api/v1/complaints', async (one) => {
    const answer = await one.fetch();
    const receipt = (await answer.json()) as object;
    await one.fulfill({ response: answer, json: { ...receipt, contactable: false } });
  });
  await openOwn(page, place.system, 'complaint');
  await box(page, /投诉的是哪里/).fill('发展和改革');
  await button(page, '找一找').click();
  await page.getByRole('link', { name: /^三明市发展和改革委员会/ }).click();
  await box(page, '是什么事').fill('办事指南上写的电话没有人接');
  await button(page, '送出投诉').click();
  await see(page, /^没有您的手机号，打不了电话，会在3个工作日内核实情况。/);
  expect(await page.getByText('会有人联系您').and(page.locator(':visible')).count()).toBe(0);
});

test('signed in, nobody reads that they never complained while the list is on its way or failed', async () => {
  const { page } = await place.come();
  await signInByPhone(page, place.system);
  const never = page.getByText('还没有投诉过').and(page.locator(':visible'));
  let fail = () => {};
  const asked = new Promise<void>((resolve) => (fail = resolve));
  await page.route('**/api/v1/me/complaints?*', async (one) => {
    await asked;
    await one.abort();
  });
  await openOwn(page, place.system, 'complaints');
  await see(page, '正在打开…');
  expect(await never.count()).toBe(0);
  fail();
  await button(page, '再试一次').waitFor();
  expect(await never.count()).toBe(0);
  await page.unroute('**/api/v1/me/complaints?*');
  await button(page, '再试一次').click();
  await never.waitFor();
});

test('being pressed is told to the efficiency office, which finds out and says so on the same page', async () => {
  const { page } = await place.come();
  await complain(page, `窗口不收材料也不说为什么 ${randomPhone().slice(3)}`);
  await button(page, '看办到哪一步').click();
  await button(page, '有人逼我改评价、为难我').click();
  await button(page, '送到效能办').click();
  await see(page, '请写明谁、怎样为难您，至少5个字。');
  const told = `他们打电话让我撤掉投诉 ${randomPhone().slice(3)}`;
  await box(page, /怎样逼您/).fill(told);
  await button(page, '送到效能办').click();
  await see(page, '已经直接送到效能办，还没有开始查');

  const office = await deskOf(place, 'efficiency_office', '/oversight');
  const reports = office.getByRole('region', { name: '强迫、报复的反映' });
  const mine = reports.getByRole('listitem').filter({ hasText: told });
  const waiting = office.getByRole('link', { name: /^督查/ }).locator('.nav-count');
  const before = parseInt(await waiting.innerText());
  await mine.getByRole('button', { name: '开始查' }).click();
  await mine.waitFor({ state: 'detached' });
  // By itself the count is read again half a minute after the page came.
  const fewer = before > 1 ? waiting.filter({ hasText: new RegExp(`^${before - 1}\\D`) }) : waiting;
  await fewer.waitFor({ state: before > 1 ? 'visible' : 'detached', timeout: 10_000 });
  await reports.getByText(/^正在查/).click();
  await mine.getByRole('button', { name: '写结论，告诉反映的人' }).click();
  await mine.getByText('请写明查的结果，至少5个字。').waitFor();
  await mine.getByText('请选查实了，还是没有查实').waitFor();
  await mine.getByText('查实了', { exact: true }).click();
  await mine.getByLabel('查的结果').fill('查实了，已对当事人停岗教育。');
  expect(await wcagFindings(office)).toEqual([]);
  await mine.getByRole('button', { name: '写结论，告诉反映的人' }).click();
  await mine.waitFor({ state: 'detached' });

  await page.reload();
  await see(page, '效能办查完了，这是结果');
  await see(page, '查实了，已对当事人停岗教育。');
}, 120_000);
