import type { Page } from 'playwright-core';
import { enterRegister } from '../support/businesses.js';
import { collection, randomUscc } from '../support/evaluator.js';
import { randomIdentityNumber } from '../support/journey.js';
import { openOwn, verify } from './support/own-pages.js';
import { button, comeBackUntil, face, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// A company and the people who may act for it, each on their own device. FA-3.3-a.

const place = visits();

const NAME = '三明大田云上茶业有限公司';

async function person(name: string): Promise<{ page: Page; certNumber: string }> {
  const one = await place.come();
  const certNumber = randomIdentityNumber();
  await verify(one.page, place.system, { name, certNumber });
  await openOwn(one.page, place.system, 'businesses');
  return { page: one.page, certNumber };
}

async function registered(): Promise<Page> {
  const { page, certNumber } = await person('林演示');
  const uscc = randomUscc();
  await enterRegister(place.system, { uscc, name: NAME }, { name: '林演示', certNumber });
  // As one pastes it from a licence.
  await page.getByRole('textbox', { name: '统一社会信用代码' }).fill(uscc.replace(/(.{4})/g, '$1 '));
  await page.getByRole('textbox', { name: '企业名称' }).fill(NAME);
  await button(page, '核对并登记').click();
  await see(page, '请先点一下上面的“同意”。');
  await page.getByRole('checkbox', { name: /核对我是法定代表人/ }).click();
  await button(page, '核对并登记').click();
  await see(page, `${NAME}登记好了。`);
  await page.getByRole('link', { name: new RegExp(`^${NAME}`) }).click();
  await see(page, '还没有经办人。');
  return page;
}

test('registered by its representative; a handler is invited, accepts, is changed, and removed', async () => {
  const owner = await registered();
  await button(owner, '生成授权码').click();
  await see(owner, '把这个授权码交给经办人');
  await see(owner, /授权码发出了，还没有人用/);
  expect(await owner.getByText('还没有经办人。').count()).toBe(0);
  const code = await owner.locator('.code-shown:visible').innerText();

  const { page: handler } = await person('陈小演');
  await handler.getByRole('textbox', { name: '授权码' }).fill(code.slice(0, 10));
  await button(handler, '看看是哪个企业').click();
  await see(handler, /授权码是16位/);
  await handler.getByRole('textbox', { name: '授权码' }).fill(code.replace(/(.{4})/g, '$1 '));
  await button(handler, '看看是哪个企业').click();
  await see(handler, new RegExp(`${NAME}授权您经办，到`));
  await button(handler, '接受').click();
  await see(handler, `您现在可以替${NAME}办事了。`);
  await handler.getByRole('link', { name: new RegExp(`^${NAME}`) }).click();
  await see(handler, '企业的评价');
  expect(await button(handler, '生成授权码').count()).toBe(0);

  await owner.reload();
  await see(owner, '陈*演');
  await button(owner, '陈*演可以经办到什么时候？').click();
  await owner.getByRole('dialog').getByRole('radio', { name: '不设期限' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: '改好' }).click();
  await see(owner, /有效 · 不设期限|不设期限/);
  await button(owner, '取消授权：陈*演').click();
  await owner.getByRole('dialog').getByRole('button', { name: '取消授权' }).click();
  await see(owner, /已取消/);

  await handler.reload();
  await see(handler, '没有找到这个企业，或授权已到期。');
}, 120_000);

test('a code that was taken back is good for nothing', async () => {
  const owner = await registered();
  await button(owner, '生成授权码').click();
  const code = await owner.locator('.code-shown:visible').innerText();
  await button(owner, '收回').click();
  await see(owner, '还没有经办人。');
  const { page: handler } = await person('黄小演');
  await handler.getByRole('textbox', { name: '授权码' }).fill(code);
  await button(handler, '看看是哪个企业').click();
  await see(handler, /授权码不对，或已经用过/);
}, 120_000);

test('a handler leaves by their own wish', async () => {
  const owner = await registered();
  await button(owner, '生成授权码').click();
  const code = await owner.locator('.code-shown:visible').innerText();
  const { page: handler } = await person('吴小演');
  await handler.getByRole('textbox', { name: '授权码' }).fill(code);
  await button(handler, '看看是哪个企业').click();
  await button(handler, '接受').click();
  await handler.getByRole('link', { name: new RegExp(`^${NAME}`) }).click();
  await button(handler, '不再替这家企业办事').click();
  await handler.getByRole('dialog').getByRole('button', { name: '不再替这家企业办事' }).click();
  await see(handler, '还没有企业');
}, 120_000);

const scannedAt = async (page: Page, level = '满意'): Promise<void> => {
  const window = await fetch(`${place.system.baseUrl}/api/v1/places/window/350400-W002/static-code`);
  await page.goto(`${place.system.baseUrl}/s/${((await window.json()) as { code: string }).code}`);
  await face(page, level).click();
};

test('at a printed code it is asked for whom, and the last page and the own list name the business', async () => {
  const owner = await registered();
  await scannedAt(owner);
  await button(owner, '替企业、家人或别人评？').click();
  await see(owner, /替企业评的，算企业的评价。/);
  const mine = owner.getByRole('radio', { name: '我自己的', exact: true });
  expect(await mine.getAttribute('aria-checked')).toBe('true');
  const ours = owner.getByRole('radio', { name: `我替${NAME}办的`, exact: true });
  await ours.click();

  const roles = (change: object) =>
    collection(place.system, 'business_roles', (all) => all.updateMany({ removedAt: null }, change));
  await roles({ $set: { until: new Date(Date.now() - 1000) } });
  await button(owner, /^送出/).click();
  await see(owner, /授权已经到期，请选“我自己的”再送出/);
  await roles({ $unset: { until: 1 } });
  await mine.click();
  expect(await owner.getByText(/授权已经到期/).count()).toBe(0);
  await ours.click();
  await button(owner, /^送出/).click();
  await see(owner, '收到了。');
  await button(owner, '不说了').click();
  await see(owner, `您替${NAME}评的`);
  await openOwn(owner, place.system, 'ratings');
  await see(owner, `您替${NAME}评的`);
  await owner.getByRole('link', { name: new RegExp(`您替${NAME}评的`) }).click();
  await see(owner, '办到哪一步了');
  await see(owner, `您替${NAME}评的`);
}, 120_000);

test('what became of a poor rating for the business: in one line, by how far it is, and as a workbook', async () => {
  const owner = await registered();
  const business = owner.url();
  await scannedAt(owner, '非常不满意');
  await button(owner, '替企业、家人或别人评？').click();
  await owner.getByRole('radio', { name: `我替${NAME}办的`, exact: true }).click();
  await button(owner, /^送出/).click();
  await button(owner, '不说了').click();
  await see(owner, `您替${NAME}评的`);
  await owner.goto(business);
  await owner.getByRole('link', { name: /^差评办到哪一步了/ }).click();
  const shown = owner.getByText(/在回访核实，最晚\d+月\d+日/).first();
  await comeBackUntil('its case is listed', owner, `替${NAME}评的差评，各位经办人的都在这里。`, shown);
  const saved = owner.waitForEvent('download');
  await button(owner, '导出这一栏（表格）').click();
  expect((await saved).suggestedFilename()).toBe('企业的差评.xlsx');
  await owner.getByRole('tab', { name: '办结' }).click();
  await see(owner, '这一栏没有。');
}, 120_000);

test('whoever has no business is not asked about one', async () => {
  const { page } = await place.come();
  await verify(page, place.system, { name: '郑小演', certNumber: randomIdentityNumber() });
  await scannedAt(page);
  await button(page, '替家人或别人评？').click();
  await see(page, '我自己的');
  expect(await page.getByRole('radio', { name: /^我替/ }).count()).toBe(0);
}, 60_000);
