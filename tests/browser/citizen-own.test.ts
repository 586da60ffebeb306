import { readFileSync } from 'node:fs';
import type { DataExport, StaffCorrectionPage } from '@haochaping/shared/contracts';
import type { Page } from 'playwright-core';
import { collection, randomPhone } from '../support/evaluator.js';
import { issueInvitation, rate } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { address, codeSentTo, openOwn, signInByPhone } from './support/own-pages.js';
import { button, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// What a person may do with what is held about them: take it along, have it put right, have it erased (PIPL 44–47).

const place = visits();

const someone = async () => (await place.come()).page;

async function taken(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  await see(page, '导出好了。');
  return readFileSync(await download.path());
}

/** The sign-ins so far were an hour ago. */
const anHourGoesBy = () =>
  collection(place.system, 'sessions', (sessions) =>
    sessions.updateMany({}, { $set: { createdAt: new Date(Date.now() - 3_600_000) } }),
  );

/** Those that other tests closed before do not count. */
const started = new Date();
const closedAccounts = () =>
  collection(place.system, 'accounts', (accounts) =>
    accounts.countDocuments({ closedAt: { $gte: started } }),
  );

async function signInHere(page: Page, phone: string): Promise<void> {
  await page.getByRole('checkbox', { name: /我看过了，同意/ }).click();
  await page.getByRole('textbox', { name: '手机号' }).and(page.locator(':visible')).fill(phone);
  await button(page, /发验证码/).click();
  await see(page, /验证码/);
  await page
    .getByRole('textbox', { name: /验证码/ })
    .and(page.locator(':visible'))
    .fill(await codeSentTo(place.system, phone));
  await page.getByRole('button', { name: '登录', exact: true }).and(page.locator(':visible')).click();
}

test('everything is taken along, for people and for programs', async () => {
  const page = await someone();
  const phone = await signInByPhone(page, place.system);
  await page.getByRole('link', { name: /^我的信息/ }).click();
  await see(page, '我们存着您的什么');
  const data = JSON.parse((await taken(page, '给电脑读的（JSON）')).toString()) as DataExport;
  expect(data.format).toBe('haochaping-data-export/1');
  expect(JSON.stringify(data.sections.find(({ name }) => name === 'account'))).toContain(phone);
  const pdf = await taken(page, '给人看的（PDF）');
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

test('an old sign-in is asked to sign in again, and comes back to the page', async () => {
  const page = await someone();
  await signInByPhone(page, place.system);
  await page.getByRole('link', { name: /^我的信息/ }).click();
  await see(page, '我们存着您的什么');
  await anHourGoesBy();
  await button(page, '给人看的（PDF）').click();
  await see(page, /请再登录一次，然后回到这里/);
  await button(page, '再登录一次').click();
  // One number gets one code a minute; whose account it is makes no difference here.
  await signInHere(page, randomPhone());
  await see(page, '我们存着您的什么');
  const pdf = await taken(page, '给人看的（PDF）');
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

test('what an office reported wrongly is asked to be put right, and the answer is read', async () => {
  const page = await someone();
  await signInByPhone(page, place.system);
  await openOwn(page, place.system, 'corrections');
  await button(page, '送出').click();
  await see(page, /请写几个字/);
  await page.getByRole('radio', { name: '电话' }).click();
  await page.locator('textarea:visible').fill('尾号报成了0000，应是我登录的这个');
  await button(page, '送出').click();
  await see(page, '收到了。管委会看过后会在这里答复您。');
  await see(page, '电话 · 等答复');

  const center = await signInStaff(place.system, 'center');
  const list = (await (await center.get('/api/v1/staff/corrections')).json()) as StaffCorrectionPage;
  const path = `/api/v1/staff/corrections/${list.items[0]?.id ?? ''}`;
  expect((await center.send('POST', `${path}/opening`)).status).toBe(201);
  const answer = { done: true, answer: '已请报送单位改过来' };
  expect((await center.send('POST', `${path}/decision`, answer)).status).toBe(200);

  await openOwn(page, place.system, 'corrections');
  await see(page, '电话 · 已更正');
  await see(page, /：已请报送单位改过来$/);
  await openOwn(page, place.system, 'disclosures');
  await see(page, /处理您的更正申请/);
});

test('a request that waits is taken back', async () => {
  const page = await someone();
  await signInByPhone(page, place.system);
  await openOwn(page, place.system, 'corrections');
  await page.locator('textarea:visible').fill('姓名里有一个字不对');
  await button(page, '送出').click();
  await see(page, '姓名 · 等答复');
  await button(page, '收回：姓名').click();
  await see(page, '姓名 · 已收回');
});

test('the account is closed, found by its code, and taken back', async () => {
  const page = await someone();
  await signInByPhone(page, place.system);
  await openOwn(page, place.system, 'deletion');
  await see(page, '会留下');
  await page.getByRole('textbox', { name: /注销账号/ }).fill('好');
  await button(page, '注销').click();
  await see(page, '请照着写“注销账号”四个字。');
  await page.getByRole('textbox', { name: /注销账号/ }).fill(' 注销 账号 ');
  await button(page, '注销').click();
  await see(page, '账号关好了');
  expect(await closedAccounts()).toBe(1);
  const code = await page.locator('.code-shown:visible').innerText();
  expect(code).toMatch(/^[\w-]{32}$/);

  // Later, on the same device: nobody is signed in, and the device remembers the code.
  await openOwn(page, place.system, 'me');
  await page.getByRole('link', { name: /^注销过账号？/ }).click();
  expect(await page.getByRole('textbox', { name: '反悔码' }).inputValue()).toBe(code);
  await button(page, '看办到哪一步').click();
  await see(page, '账号已关闭，还可以反悔');
  await button(page, '我反悔了').click();
  await see(page, '恢复好了，和原来一样。请重新登录。');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(code);
  expect(await closedAccounts()).toBe(0);
});

test('what is added to a rating of one’s own is asked about before it goes, as it is after the faces', async () => {
  const page = await someone();
  await signInByPhone(page, place.system);
  const { token } = await issueInvitation(place.system);
  const { number } = await rate(place.system.baseUrl, token, 2);
  const [account] = await collection(place.system, 'accounts', (accounts) =>
    accounts.find({}).sort({ createdAt: -1 }).limit(1).toArray(),
  );
  const claim = { accountId: String(account?._id), assurance: 'phone', at: new Date() };
  await collection(place.system, 'ratings', (ratings) =>
    ratings.updateOne({ number }, { $set: { claims: [claim] } }),
  );
  await page.goto(`${address(place.system, 'rating')}?number=${number}`);
  await page.locator('textarea:visible').fill('我叫王小明，窗口没有人。');
  await button(page, '补充').click();
  await see(page, '您写到了姓名，别人可能从这里认出您。');
  await button(page, '改一改').click();
  await page.locator('textarea:visible').fill('窗口没有人。');
  await button(page, '补充').click();
  await see(page, '收到了。');
});
