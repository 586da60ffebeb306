import { startFixture, type Fixture } from './fixture-host.js';

// The same small package in Chromium: what needs layout, a finger, a keyboard, eyes.

let app: Fixture;

beforeAll(async () => {
  app = await startFixture(['--renderer', 'chromium', '--width', '320']);
}, 60_000);
beforeEach(() => app.reset());
afterAll(() => app?.stop());

test('a page is as wide as the screen, 750 rpx of it', async () => {
  expect((await (await app.find('.title')).size()).width).toBe(320);
  expect((await app.page.size()).width).toBe(320);
});

test('page-meta sets the page and follows the letters of the person', async () => {
  expect(await (await app.find('.title')).style('font-size')).toBe('23px');
  expect(await (await app.find('.title')).style('letter-spacing')).toBe('3px');
});

test('a finger reaches what lies on top and no disabled button', async () => {
  await app.tap('.title');
  await app.tap('.off');
  await app.tap('.buried');
  expect(await app.page.data('taps')).toBe(2);
  await app.page.setData({ covered: true });
  await expect(app.tap('.buried')).rejects.toThrow('<wx-view class="cover"> lies over it');
  await expect(app.tap('.gone')).rejects.toThrow('is hidden');
  expect(await app.page.data('taps')).toBe(2);
});

test('a keyboard types letter by letter, as far as there is room', async () => {
  const name = await app.find('.name');
  await name.input('一二三四五六七');
  await app.page.waitFor(async () => (await app.page.data('name')) === '一二三四五');
  expect(await name.value()).toBe('一二三四五');
});

test('the logic side sees no document, no window and no browser', async () => {
  const seen: unknown = await app.mini.evaluate(
    '() => [typeof window, typeof document, typeof self, typeof fetch, typeof localStorage, typeof URL, typeof location]',
  );
  expect(seen).toEqual(Array.from({ length: 7 }, () => 'undefined'));
  await expect(app.mini.evaluate('() => wx.createRewardedVideoAd({})')).rejects.toThrow(
    'the host has no wx.',
  );
});

test('a photograph is a picture', async () => {
  const picture = (await app.mini.screenshot()) as string;
  expect(Buffer.from(picture, 'base64').subarray(1, 4).toString()).toBe('PNG');
});
