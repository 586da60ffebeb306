import type { Page } from 'playwright-core';
import { CASE_TIMES } from '@haochaping/shared/domain/cases/times';
import { button, see, title, type Look } from './support/visitor.js';
import { openInvitation } from './support/stops.js';
import { visits } from './support/visits.js';

// What people ask, and the answers: found from where one is lost, readable for whoever sees or hears badly. FA-2.1.3-a.

const place = visits();

const someone = async (look?: Look) => (await place.come(look)).page;
const link = (page: Page, name: RegExp) => page.getByRole('link', { name }).and(page.locator(':visible'));

/** A browser with these voices, which tells what it was asked to read. */
async function giveVoices(page: Page, languages: string[]): Promise<() => Promise<string[]>> {
  await page.addInitScript((spoken) => {
    const said: string[] = [];
    const voices = spoken.map((lang) => ({ lang, name: lang }));
    Object.assign(window, { said });
    Object.defineProperty(window, 'SpeechSynthesisUtterance', {
      value: class {
        constructor(readonly text: string) {}
      },
    });
    Object.defineProperty(window, 'speechSynthesis', {
      value: {
        getVoices: () => voices,
        speak: ({ text }: { text: string }) => said.push(text),
        cancel: () => said.push('quiet'),
      },
    });
  }, languages);
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}

test('from the first page: the telephone on top, a question unfolds its answer and folds it again', async () => {
  const page = await someone();
  await page.goto(place.system.baseUrl);
  await link(page, /^常问的问题/).click();
  await see(page, '点一个问题看回答');
  const call = button(page, '打电话问，12345').and(page.locator(':visible'));
  const asked = button(page, '谁看得到我的名字？');
  const [above, below] = await Promise.all([call.boundingBox(), asked.boundingBox()]);
  expect(above?.y).toBeLessThan(below?.y ?? 0);
  expect(await asked.getAttribute('aria-expanded')).toBe('false');
  await asked.click();
  await see(page, /看不到您是谁，也看不到是哪一笔办件/);
  expect(await asked.getAttribute('aria-expanded')).toBe('true');
  await asked.click();
  await page.getByText(/也看不到是哪一笔办件/).waitFor({ state: 'detached' });
});

test('the days it names are those the rules count', async () => {
  const page = await someone();
  await page.goto(`${place.system.baseUrl}/packages/citizen/help/index?q=poor`);
  await see(page, `最多${CASE_TIMES.verification}个工作日核实`);
  await see(page, `最多${CASE_TIMES.rectification}个工作日内整改`);
});

test('elder mode: one question at a time, on to the next, back to all', async () => {
  const page = await someone({ elder: true });
  await page.goto(`${place.system.baseUrl}/packages/citizen/help/index`);
  await button(page, '字太小，怎么变大？').click();
  await see(page, '每一页的右上角有“长辈版”');
  expect(await title(page).innerText()).toBe('字太小，怎么变大？');
  expect(await page.getByText('怎么投诉？').count()).toBe(0);
  await button(page, '下一个问题').click();
  await see(page, '评价都不要');
  expect(await title(page).innerText()).toBe('要不要我的身份证、手机号？');
  await button(page, '看所有问题').click();
  await see(page, '怎么投诉？');
});

test('from “我的” without a sign-in, and from a page that says why there is nothing to rate', async () => {
  const page = await someone();
  await page.goto(`${place.system.baseUrl}/packages/citizen/me/index`);
  await link(page, /^常问的问题/).click();
  await see(page, '怎么评价？');
  await page.goto(`${place.system.baseUrl}/r/1111111111111111`);
  await see(page, '没有找到这个评价链接');
  await button(page, '常问的问题').click();
  await see(page, '怎么评价？');
});

test('a Chinese voice reads the answer, and in elder mode the question of the rating page; told to, it stops', async () => {
  const page = await someone({ elder: true });
  const said = await giveVoices(page, ['en-US', 'zh-CN']);
  await page.goto(`${place.system.baseUrl}/packages/citizen/help/index?q=none`);
  await button(page, '读给我听').click();
  expect((await said()).at(-1)).toMatch(/^不评价，会不会算我满意？不会。/);
  await button(page, '不读了').click();
  expect((await said()).at(-1)).toBe('quiet');
  await openInvitation(page, place.system);
  await button(page, '读给我听').click();
  expect((await said()).at(-1)).toMatch(/^刚才的服务怎么样？.*非常满意、满意/);
});

test('without a Chinese voice there is no button that would read nothing', async () => {
  const page = await someone({ elder: true });
  await giveVoices(page, ['en-US', 'zh-HK']);
  await page.goto(`${place.system.baseUrl}/packages/citizen/help/index?q=none`);
  await see(page, '没有人替您打分');
  expect(await button(page, '读给我听').count()).toBe(0);
});
