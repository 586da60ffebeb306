import { fileURLToPath } from 'node:url';
import automator from 'miniprogram-automator';
import { startProgram, type Program } from '../../server/launch/lib/programs.mjs';

// The same small package in Chromium: what needs layout, a finger, a keyboard, eyes. FA-2.1.3-a.

type MiniProgram = Awaited<ReturnType<typeof automator.connect>>;
type Page = NonNullable<Awaited<ReturnType<MiniProgram['currentPage']>>>;
type Element = NonNullable<Awaited<ReturnType<Page['$']>>> & { input(text: string): Promise<void> };

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

let host: Program;
let mini: MiniProgram;
let page: Page;

beforeAll(async () => {
  host = await startProgram({
    name: 'weapp-host',
    file: here('start.mjs'),
    args: ['--project', here('fixture'), '--renderer', 'chromium', '--width', '320', '--font-size', '23'],
    env: { PATH: process.env.PATH, BROWSER_PATH: process.env.BROWSER_PATH },
  });
  mini = await automator.connect({ wsEndpoint: `ws://127.0.0.1:${host.port}` });
}, 60_000);
beforeEach(async () => {
  await mini.callWxMethod('reLaunch', { url: '/form/index' });
  page = (await mini.currentPage())!;
});
afterAll(async () => {
  mini?.disconnect();
  await host?.stop();
});

const find = async (selector: string) => {
  const found = (await page.$(selector)) as Element | null;
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const tap = async (selector: string) => (await find(selector)).tap();

test('a page is as wide as the screen, 750 rpx of it', async () => {
  expect((await (await find('.title')).size()).width).toBe(320);
  expect((await page.size()).width).toBe(320);
});

test('page-meta sets the page and follows the letters of the person', async () => {
  expect(await (await find('.title')).style('font-size')).toBe('23px');
  expect(await (await find('.title')).style('letter-spacing')).toBe('3px');
});

test('a finger reaches what lies on top and no disabled button', async () => {
  await tap('.title');
  await tap('.off');
  await tap('.buried');
  expect(await page.data('taps')).toBe(2);
  await page.setData({ covered: true });
  await expect(tap('.buried')).rejects.toThrow('<wx-view class="cover"> lies over it');
  await expect(tap('.gone')).rejects.toThrow('is hidden');
  expect(await page.data('taps')).toBe(2);
});

test('a keyboard types letter by letter, as far as there is room', async () => {
  const name = await find('.name');
  await name.input('一二三四五六七');
  await page.waitFor(async () => (await page.data('name')) === '一二三四五');
  expect(await name.value()).toBe('一二三四五');
});

test('the logic side sees no document, no window and no browser', async () => {
  const seen: unknown = await mini.evaluate(
    '() => [typeof window, typeof document, typeof self, typeof fetch, typeof localStorage, typeof URL, typeof location]',
  );
  expect(seen).toEqual(Array.from({ length: 7 }, () => 'undefined'));
  await expect(mini.evaluate('() => wx.createRewardedVideoAd({})')).rejects.toThrow('the host has no wx.');
});

test('a photograph is a picture', async () => {
  const picture = (await mini.screenshot()) as string;
  expect(Buffer.from(picture, 'base64').subarray(1, 4).toString()).toBe('PNG');
});
