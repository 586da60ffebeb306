import { randomInt } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { issueInvitation } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';
import { openRecords, type Records } from './support/records.js';
import {
  button,
  comeBackUntil,
  face,
  facePositions,
  rateAs,
  see,
  title,
  visitor,
  type Look,
  type Visitor,
} from './support/visitor.js';

// What a person does on the rating pages. FA-2.1.2-b, FA-2.2.1-a, FA-2.2.1-b, FA-2.2.2-c, FA-1-c.

let system: System;
let browser: Browser;
let records: Records;
const visitors: Visitor[] = [];

beforeAll(async () => {
  [system, browser] = await Promise.all([sharedSystem(), launchBrowser()]);
  records = await openRecords(system);
}, 60_000);
afterEach(async () => {
  const errors = visitors.flatMap((one) => one.errors);
  await Promise.all(visitors.splice(0).map((one) => one.leave()));
  expect(errors).toEqual([]);
});
afterAll(async () => {
  await records?.close();
  await browser?.close();
});

async function someone(look?: Look) {
  const one = await visitor(browser, look);
  visitors.push(one);
  return one;
}

async function invited() {
  const projectNo = `WEB-${Date.now()}-${randomInt(1000, 10_000)}`;
  const invitation = await issueInvitation(system, { projectNo });
  return { projectNo, ...invitation };
}

async function staticCode(windowCode: string): Promise<string> {
  const response = await fetch(`${system.baseUrl}/api/v1/places/window/${windowCode}/static-code`);
  const { code } = (await response.json()) as { code: string };
  return code;
}

test('two taps rate a service, the faces stay where they are, and a receipt is given', async () => {
  const { link, projectNo } = await invited();
  const { page } = await someone();
  await page.goto(link);
  await title(page).waitFor();
  expect(await title(page).innerText()).toBe('刚才的服务怎么样？');
  await see(page, '三明市行政服务中心');
  await see(page, '为您办事的人和单位看不到您是谁。');
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  expect(await button(page, /^送出/).count()).toBe(0);
  const before = await facePositions(page);
  expect(before).toHaveLength(5);

  await face(page, '非常满意').click();
  expect(await records.ratings({ projectNo })).toEqual([]);
  expect(await facePositions(page)).toEqual(before);
  await button(page, /^送出/).click();
  await see(page, '收到了。');
  expect(await facePositions(page)).toEqual(before);

  await button(page, '不说了').click();
  await page.waitForURL(/\/pages\/done\//);
  const number = await page.getByText(/^HP\d{8}-[0-9A-Z]{8}$/).innerText();
  const [stored, ...more] = await records.ratings({ projectNo });
  expect(more).toEqual([]);
  expect(stored).toMatchObject({ number, level: 5, channel: 'qr', details: [] });
});

test('a poor rating is asked why, and what was said arrives with it', async () => {
  const { link, projectNo } = await invited();
  const { page } = await someone();
  await page.goto(link);
  await rateAs(page, '不满意');
  await see(page, '是哪里让您不满意？');
  await page.getByRole('checkbox', { name: '没有提供材料清单' }).click();
  await page.getByRole('checkbox', { name: '服务态度生硬' }).click();
  await page.getByRole('checkbox', { name: '服务态度生硬' }).click();
  await page.getByRole('checkbox', { name: '窗口人员业务不熟练' }).click();
  await page.getByRole('textbox').fill('跑了三趟才知道要带哪些材料。');
  await see(page, '14/500');
  await button(page, '说完了').click();

  await see(page, '按规定，行政服务中心管委会要在3个工作日内核实');
  await see(page, '跑了三趟才知道要带哪些材料。');
  await see(page, '没有提供材料清单');
  const [stored] = await records.ratings({ projectNo });
  expect(stored).toMatchObject({
    level: 2,
    details: [{ options: ['208', '213'], text: '跑了三趟才知道要带哪些材料。' }],
  });
});

test('a poor rating may stay unexplained, and more may be said later', async () => {
  const { link, projectNo } = await invited();
  const { page } = await someone();
  await page.goto(link);
  await rateAs(page, '非常不满意');
  await button(page, '不说了').click();
  await see(page, '没有留下别的话。');
  await button(page, '再补充几句').click();
  await page.getByRole('checkbox', { name: '多头跑窗口和部门' }).click();
  await button(page, '说完了').click();
  await button(page, '再补充几句').waitFor();
  const [stored] = await records.ratings({ projectNo });
  expect(stored).toMatchObject({ level: 1, details: [{ options: ['113'], text: '' }] });
});

test('text ends at 500 characters', async () => {
  const { link } = await invited();
  const { page } = await someone();
  await page.goto(link);
  await rateAs(page, '基本满意');
  const box = page.getByRole('textbox');
  await box.fill('长'.repeat(499));
  await box.press('End');
  await box.pressSequentially('满了');
  await see(page, '500/500');
  expect(await box.inputValue()).toHaveLength(500);
});

test('a hasty double tap sends one rating', async () => {
  const { link, projectNo } = await invited();
  const { page } = await someone();
  await page.goto(link);
  await face(page, '满意').click();
  await button(page, /^送出/).dblclick();
  await see(page, '收到了。');
  expect(await records.ratings({ projectNo })).toHaveLength(1);
});

test('of two pages open for the same service only the first to send counts', async () => {
  const { link, projectNo } = await invited();
  const [first, second] = [await someone(), await someone()];
  await first.page.goto(link);
  await second.page.goto(link);
  await rateAs(first.page, '满意');
  await see(first.page, '收到了。');
  await rateAs(second.page, '不满意');
  await see(second.page, '这次服务已经评过了');
  expect((await records.ratings({ projectNo })).map(({ level }) => level)).toEqual([4]);
});

test('who opens their own used link finds their own rating', async () => {
  const { link } = await invited();
  const { page } = await someone();
  await page.goto(link);
  await rateAs(page, '满意');
  await see(page, '收到了。');
  await page.goto(link);
  await see(page, '这次服务您已经评过了');
  await button(page, '再补充几句').waitFor();
});

test('everything can be done with the keyboard alone', async () => {
  const { link, projectNo } = await invited();
  const { page } = await someone({ width: 1280, height: 800, touch: false });
  await page.goto(link);
  await title(page).waitFor();
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
    );
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('非常满意');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('不满意');
  expect(await face(page, '不满意').getAttribute('aria-checked')).toBe('true');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('怎么保护您');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('替家人或别人评？');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('送出“基本满意”');
  await page.keyboard.press('Enter');
  await see(page, '收到了。');
  const option = page.getByRole('checkbox', { name: '提供申报材料样本' });
  await option.focus();
  await page.keyboard.press('Space');
  expect(await option.getAttribute('aria-checked')).toBe('true');
  await button(page, '说完了').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/pages\/done\//);
  const [stored] = await records.ratings({ projectNo });
  expect(stored).toMatchObject({ level: 3, details: [{ options: ['308'] }] });
});

test('a printed code leads to the window it hangs at, and may be used again another day', async () => {
  const since = new Date();
  const code = await staticCode('350400-W002');
  const { page } = await someone();
  for (const level of ['满意', '非常满意']) {
    await page.goto(`${system.baseUrl}/s/${code}`);
    await see(page, 'A02 综合收件窗口2');
    await rateAs(page, level);
    await see(page, '收到了。');
  }
  const stored = await records.ratings({ staticCode: code }, since);
  expect(stored.map(({ level }) => level).sort()).toEqual([4, 5]);
  expect(stored.every(({ channel }) => channel === 'qr')).toBe(true);
});

test('a poor rating from a printed code, given by nobody known, promises no call', async () => {
  const code = await staticCode('350400-W003');
  const { page } = await someone();
  await page.goto(`${system.baseUrl}/s/${code}`);
  await rateAs(page, '不满意');
  await button(page, '不说了').click();
  await see(page, '没有人会打电话找您');
  const step = page.getByText(/行政服务中心会核实情况，最晚/).first();
  await comeBackUntil('the page tells the next step', page, '没有人会打电话找您', step);
  expect(await page.getByText(/打电话给您|给您打电话|打电话回访|答复您/).count()).toBe(0);
});

test('without a code one finds the window by place, and that counts as rated by phone', async () => {
  const since = new Date();
  const { page } = await someone();
  await page.goto(system.baseUrl);
  await page.getByRole('link', { name: /没有二维码/ }).click();
  await see(page, '您在哪里办的事？');
  await button(page, /永安市/).click();
  await see(page, '在哪个大厅？');
  await page.locator('.row:visible').first().click();
  await see(page, '在哪个窗口？');
  // The first is the hall as a whole.
  await page.locator('.row:visible').nth(1).click();
  await rateAs(page, '满意');
  await see(page, '收到了。');
  const code = new URL(page.url()).searchParams.get('c');
  expect(await records.ratings({ staticCode: code }, since)).toMatchObject([{ level: 4, channel: 'mobile' }]);
});

test('the whole text message can be pasted on the first page; what is no link is explained', async () => {
  const { link } = await invited();
  const { page } = await someone();
  await page.goto(system.baseUrl);
  const field = page.getByRole('textbox');
  await button(page, '去评价').click();
  await see(page, '请先粘贴短信里的链接');
  await field.fill('您好');
  await button(page, '去评价').click();
  await see(page, '没有看懂这个链接或码号');
  await field.fill(`【三明政务】您的事项已办结，请评价：${link} 回复TD退订`);
  await field.press('Enter');
  await see(page, '刚才的服务怎么样？');
});

test('elder mode is a column of five wide buttons, and is remembered', async () => {
  const { link, projectNo } = await invited();
  const { page } = await someone();
  await page.goto(link);
  await page.getByRole('switch', { name: '长辈版' }).click();
  await page.reload();
  await see(page, '打电话给我们');
  await face(page, '非常不满意').waitFor();
  const boxes = await Promise.all((await page.getByRole('radio').all()).map((one) => one.boundingBox()));
  expect(boxes).toHaveLength(5);
  for (const box of boxes) {
    expect(box?.height).toBeGreaterThanOrEqual(60);
    expect(box?.width).toBeGreaterThanOrEqual(300);
  }
  expect(new Set(boxes.map((box) => box?.x)).size).toBe(1);
  await rateAs(page, '满意');
  await see(page, '收到了。');
  expect(await records.ratings({ projectNo })).toHaveLength(1);
});

test('on the smallest screen, with the largest letters, the second tap is in sight after the first', async () => {
  const { link } = await invited();
  const { page } = await someone({ width: 320, height: 568, elder: true });
  await page.goto(link);
  await face(page, '满意').click();
  await page.evaluate(() => window.scrollTo(0, 0));
  const box = await button(page, /^送出/).boundingBox();
  expect(box && box.y + box.height).toBeLessThanOrEqual(568);
});

test.each([
  [375, 712],
  [375, 667],
  [320, 568],
])(
  'in elder mode on %i × %i no face lies behind the second tap once one is chosen',
  async (width, height) => {
    const { link } = await invited();
    const { page } = await someone({ width, height, elder: true });
    await page.goto(link);
    await face(page, '非常满意').click();
    const send = button(page, /^送出/);
    await send.waitFor();
    const seen = () =>
      page.evaluate(() => {
        const bar = document.querySelector('.send-waiting')?.getBoundingClientRect();
        const faces = [...document.querySelectorAll('[role=radio]')].map((one) =>
          one.getBoundingClientRect(),
        );
        return {
          last: Math.round((bar?.top ?? 0) - (faces[4]?.bottom ?? 0)) >= 0,
          first: Math.round(faces[0]?.top ?? -1) >= 0,
          sends: Math.round(bar?.bottom ?? Infinity) <= window.innerHeight,
        };
      });
    expect(await seen()).toEqual({ last: true, first: true, sends: true });
    // Whoever thinks again taps the last face as it stands there.
    await face(page, '非常不满意').click();
    await send.click();
    await see(page, '是哪里让您不满意？');
  },
);

test('who wants to know how they are protected can read it, and comes back to the same choice', async () => {
  const { link } = await invited();
  const { page } = await someone();
  await page.goto(link);
  await face(page, '满意').click();
  await page.getByRole('link', { name: '怎么保护您' }).click();
  await see(page, '谁看不到您是谁');
  await page.goBack();
  await see(page, '刚才的服务怎么样？');
  expect(await face(page, '满意').getAttribute('aria-checked')).toBe('true');
});

test('the receipt can be copied', async () => {
  const { link } = await invited();
  const { page } = await someone();
  await page.goto(link);
  await rateAs(page, '满意');
  await button(page, '不说了').click();
  const number = await page.getByText(/^HP\d{8}-/).innerText();
  await button(page, '复制回执').click();
  await see(page, '已复制');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(number);
});
