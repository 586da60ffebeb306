import type { Page } from 'playwright-core';
import { photo } from '../attachments/support.js';
import { randomPhone } from '../support/evaluator.js';
import { idOfFeedback, PASS_ON, readFeedback, SORT, stepFeedback } from '../support/feedback.js';
import { signInStaff } from '../support/staff.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { codeSentTo } from './support/own-pages.js';
import { button, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// An opinion of the services as a whole, written on a telephone without any account, answered, and let into public. FA-2.2.3-a.

const place = visits();

const box = (page: Page, name: string | RegExp) =>
  page.getByRole('textbox', { name }).and(page.locator(':visible'));
const tick = (page: Page, name: string | RegExp) =>
  page.getByRole('checkbox', { name }).and(page.locator(':visible'));

/** From the first page to the receipt. @returns its number */
async function write(page: Page, text: string): Promise<string> {
  await page.goto(place.system.baseUrl);
  await page.getByRole('link', { name: /提意见/ }).click();
  await button(page, '送出意见').click();
  await see(page, '请点一下是哪方面的。');
  await see(page, '请写您的意见，至少5个字。');
  await page.getByRole('radio', { name: '一位工作人员' }).click();
  await box(page, '是谁').fill('3号窗口的小王');
  await page.getByRole('radio', { name: '大厅环境和设施' }).click();
  await box(page, '您的意见').fill(text);
  await page.reload();
  await see(page, '服务态度');
  expect(await box(page, '您的意见').inputValue()).toBe(text);
  await tick(page, /^答复以后，可以公开给大家看/).click();
  await button(page, '送出意见').click();
  await see(page, /别人可能从这里认出您/);
  expect(await wcagFindings(page)).toEqual([]);
  await button(page, '就这样送出').click();
  await see(page, '收到了。');
  const told = await page.getByText(/回执号 DP/).innerText();
  return /DP[\d-]+[0-9A-Z]+/.exec(told)?.[0] ?? '';
}

test('written, answered by whom it was passed on to, read below one’s own words, public without one’s name, taken back', async () => {
  const { page } = await place.come();
  const mark = randomPhone().slice(4);
  const number = await write(page, `我叫林小满，等候区${mark}排座椅太少`);
  await button(page, '看办到哪一步').click();
  await see(page, /等人看/);
  await see(page, '没有留手机号，不发短信；答复写在这一页。');

  const center = await signInStaff(place.system, 'center');
  const department = await signInStaff(place.system, 'department');
  const id = await idOfFeedback(center, number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, PASS_ON);
  await stepFeedback(department, id, { type: 'answer', words: '加了两排座椅，请您再来看看。' });
  const { draft } = await readFeedback(center, id);
  if (!draft) throw new Error('nothing to let into public');
  await stepFeedback(center, id, { type: 'publish', ...draft });

  await page.reload();
  await see(page, '加了两排座椅，请您再来看看。');
  await see(page, '现在公开着，大家看到的是这样：');
  const said = await page.locator('body').innerText();
  expect(said.indexOf('我叫林小满')).toBeLessThan(said.indexOf('加了两排座椅'));
  expect(said.split('加了两排座椅')).toHaveLength(2);
  expect(await wcagFindings(page)).toEqual([]);

  const other = await place.come();
  // A county that is none of ours: all are shown, and that is what it says.
  await other.page.goto(`${place.system.baseUrl}/packages/feedback/answers/index?county=350999`);
  await see(other.page, new RegExp(`等候区${mark}`));
  await see(other.page, '全市');
  const everybody = await other.page.locator('body').innerText();
  for (const secret of ['林小满', '小王', number]) expect(everybody).not.toContain(secret);
  await button(other.page, /^换一个：全市/).click();
  await other.page.getByRole('radio', { name: '永安市' }).click();
  await see(other.page, '这里还没有公开的');
  expect(other.page.url()).toContain('?county=350481');
  await other.page.reload();
  await see(other.page, '这里还没有公开的');
  await button(other.page, /^换一个：永安市/).click();
  await other.page.getByRole('radio', { name: '三明市（市里）' }).click();
  await see(other.page, new RegExp(`等候区${mark}`));
  await button(other.page, /^换一个：各方面/).click();
  await other.page.getByRole('radio', { name: '表扬' }).click();
  expect(await other.page.getByText(mark).count()).toBe(0);
  await other.page.getByRole('radio', { name: '大厅环境和设施' }).click();
  await see(other.page, new RegExp(`等候区${mark}`));
  expect(other.page.url()).toContain('?county=350400&topic=facilities');
  expect(await wcagFindings(other.page)).toEqual([]);
  await button(page, '收回同意').click();
  await see(page, '您没有同意公开，只有办理的人看得到。');
  await other.page.reload();
  await other.page.getByRole('heading', { name: '意见和答复' }).waitFor();
  expect(await other.page.getByText(mark).count()).toBe(0);
}, 120_000);

test('whoever wants to be told leaves a number that is proven; another device is told where to look', async () => {
  const { page } = await place.come();
  await page.goto(`${place.system.baseUrl}/packages/feedback/write/index`);
  await page.getByRole('radio', { name: '一个单位、大厅或网站' }).click();
  await box(page, '是哪里').fill('发展和改革');
  await button(page, '找一找').click();
  await page.getByRole('link', { name: /^三明市发展和改革委员会/ }).click();
  await page.getByRole('radio', { name: '表扬' }).click();
  await box(page, '您的意见').fill('电话有人接了，比以前好');
  await tick(page, /^有答复时，发短信告诉我/).click();
  const phone = randomPhone();
  await box(page, '手机号').fill(phone);
  await tick(page, /我看过了，同意/).click();
  await button(page, '发验证码').click();
  await box(page, /验证码/).fill(await codeSentTo(place.system, phone));
  await button(page, '送出意见').click();
  await see(page, /办好了发短信告诉您/);
  const told = await page.getByText(/回执号 DP/).innerText();
  const other = await place.come();
  await other.page.goto(
    `${place.system.baseUrl}/packages/feedback/mine/index?number=${told.replace('回执号 ', '')}`,
  );
  await see(other.page, /没有这条意见的回执/);
}, 120_000);

test('a photo goes along: without network the words stay and it says so; sent it is seen by its author and the centre', async () => {
  const { page, context } = await place.come();
  await page.goto(`${place.system.baseUrl}/packages/feedback/write/index`);
  await page.getByRole('radio', { name: '大厅环境和设施' }).click();
  await box(page, '您的意见').fill('门口台阶缺了一角，请看照片');
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });
  const picked = page.locator('input[type=file]');
  await picked.setInputFiles([
    file('a.jpg', await photo()),
    file('b.jpg', Buffer.alloc(10 * 1024 * 1024 + 1)),
  ]);
  await see(page, /有一张超过10 MB/);
  await picked.setInputFiles([file('c.jpg', await photo())]);
  await page.getByRole('button', { name: '拿掉第2张照片' }).click();
  await picked.setInputFiles([file('d.jpg', await photo())]);
  await context.setOffline(true);
  await button(page, '送出意见').click();
  await see(page, /第1张照片没有传上.*写的字和照片都还在/);
  expect(await box(page, '您的意见').inputValue()).toContain('缺了一角');
  expect(await wcagFindings(page)).toEqual([]);
  await context.setOffline(false);
  await button(page, '送出意见').click();
  await see(page, '收到了。');
  const told = await page.getByText(/回执号 DP/).innerText();
  await button(page, '看办到哪一步').click();
  await button(page, /^照片2.jpg/).click();
  await page.getByRole('img', { name: '照片2.jpg' }).waitFor();

  const center = await signInStaff(place.system, 'center');
  const id = await idOfFeedback(center, told.replace('回执号 ', ''));
  const officer = await place.come({ width: 1280, height: 900, touch: false });
  await signIn(officer.page, place.system, accountOf(place.system, 'center'), `/feedback/${id}`);
  await button(officer.page, /照片1.jpg/).click();
  await officer.page.getByRole('img', { name: /照片1/ }).waitFor();
  expect(await wcagFindings(officer.page)).toEqual([]);
}, 120_000);
