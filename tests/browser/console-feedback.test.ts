import type { Page } from 'playwright-core';
import { pdf } from '../attachments/support.js';
import { randomPhone } from '../support/evaluator.js';
import { idOfFeedback, writeFeedback } from '../support/feedback.js';
import { signInStaff } from '../support/staff.js';
import { deskOf, wcagFindings } from './console-support.js';
import { visits } from './support/visits.js';

// Comprehensive feedback as those who handle it see it: entered from a letter, sorted, passed on, answered, let into public.
// FA-2.2.3-a.

const place = visits();

async function choose(page: Page, label: string, search: string, option: string | RegExp): Promise<void> {
  const select = page.getByRole('combobox', { name: label });
  await select.click();
  await select.fill(search);
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}

test('a letter is entered with its scan, and stands among what waits', async () => {
  const page = await deskOf(place, 'center', '/feedback');
  await page.getByRole('button', { name: '录入来信来电' }).click();
  await page.getByRole('button', { name: '录好了' }).click();
  await page.getByText('请选是怎么来的。').waitFor();
  await page.getByRole('radio', { name: '信件' }).check();
  await page.getByRole('combobox', { name: '哪方面' }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: '要交的材料' }).click();
  const text = `证明交了一次又一次，能不能少交几样 ${randomPhone().slice(4)}`;
  await page.getByLabel('意见', { exact: true }).fill(text);
  await page.goBack();
  await page.getByRole('dialog', { name: '有改动还没有存，要离开吗？' }).waitFor();
  await page.getByRole('button', { name: '留在这里' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '来信.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf()) });
  await page.getByRole('button', { name: '去掉来信.pdf' }).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '录好了' }).click();
  const entered = page.getByRole('status').filter({ hasText: '录好了：DP' });
  await entered.waitFor();
  await entered.getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: /^意见 DP/ }).waitFor();
  await page.getByText(text).waitFor();
  await page.getByRole('button', { name: '来信.pdf' }).waitFor();
  await page.goto(`${place.system.baseUrl}/admin/feedback?page=99`);
  await page.getByText('这一页已经没有了。').waitFor();
}, 120_000);

test('sorted, passed on, answered by the unit which reads no name, and let into public by the centre', async () => {
  const mark = randomPhone().slice(4);
  const { number } = await writeFeedback(place.system, {
    text: `我叫林小满，${mark}号窗口的椅子坏了`,
    agreed: true,
  });
  const id = await idOfFeedback(await signInStaff(place.system, 'center'), number);
  const center = await deskOf(place, 'center', `/feedback/${id}`);
  await center.getByRole('button', { name: '分类' }).click();
  await center.getByRole('form', { name: '分类' }).getByRole('button', { name: '分类' }).click();
  await center.getByRole('button', { name: '转给别的单位' }).click();
  await choose(center, '转给', '发展和改革', /^三明市发展和改革委员会/);
  await center.getByLabel('请他们办什么').fill('请你们看看怎样改');
  expect(await wcagFindings(center)).toEqual([]);
  await center
    .getByRole('form', { name: '转给别的单位' })
    .getByRole('button', { name: '转给别的单位' })
    .click();
  await center.getByText('转给别的单位了').waitFor();

  const unit = await deskOf(place, 'department', '/feedback');
  await unit.getByRole('row').filter({ hasText: mark }).getByRole('link').click();
  await unit.getByText(/这是遮过的话/).waitFor();
  expect(await unit.locator('#content').innerText()).not.toContain('林小满');
  await unit.getByRole('button', { name: '答复' }).click();
  await unit.getByRole('textbox', { name: '答复' }).fill('椅子换好了。');
  await unit.getByRole('form', { name: '答复' }).getByRole('button', { name: '答复' }).click();
  await unit.getByText('答复（三明市发展和改革委员会）').waitFor();

  await center.goto(center.url().replace(/\/feedback\/.*/, '/feedback?list=publish'));
  await center.getByRole('row').filter({ hasText: mark }).getByRole('link').click();
  await center.getByRole('button', { name: '公开', exact: true }).click();
  expect(await center.getByLabel('公开的意见').inputValue()).not.toContain('林小满');
  await center.getByRole('form', { name: '公开' }).getByRole('button', { name: '公开' }).click();
  await center.getByRole('heading', { name: '公开的样子' }).waitFor();
  expect(await wcagFindings(center)).toEqual([]);
}, 120_000);
