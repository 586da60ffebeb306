import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// 转发 and 朋友圈: a place, the public answers and the first page are passed on, what belongs to a person is not. FA-3.3-a.

let place: Place;
let phone: Phone;

beforeAll(async () => {
  place = await openPlace();
}, 90_000);
beforeEach(async () => {
  phone = await Phone.take(place.system.baseUrl);
});
afterEach(() => putAwayWell(phone));
afterAll(() => place?.close());

interface Card {
  title: string;
  path?: string;
  query?: string;
  imageUrl: string;
}

/** What WeChat is given to pass on, to a friend or in 朋友圈. */
async function card(way: 'onShareAppMessage' | 'onShareTimeline'): Promise<Card> {
  const page = await phone.program.currentPage();
  return (await page?.callMethod(way, {})) as Card;
}

/** Whether the page answers WeChat at all when it asks what to pass on. */
const answers = (): Promise<boolean> =>
  card('onShareAppMessage').then(
    () => true,
    () => false,
  );

test('a place goes with its name and its printed code; the picture is ours, not one of the screen', async () => {
  const answer = await fetch(`${place.system.baseUrl}/api/v1/places/hall/350400-H01/static-code`);
  const { code } = (await answer.json()) as { code: string };
  await phone.scanCode(`c.${code}`);
  await phone.tapFace(2);
  expect(await card('onShareAppMessage')).toEqual({
    title: '三明市行政服务中心的服务怎么样？',
    path: `/pages/rate/index?c=${code}`,
    imageUrl: '/share.png',
  });
  expect(await card('onShareTimeline')).toMatchObject({ query: `c=${code}` });
});

test('the first page and the public answers go as they are', async () => {
  await phone.see('办完事，说说怎么样');
  expect(await card('onShareAppMessage')).toMatchObject({ path: '/pages/home/index' });
  await phone.goTo('/packages/feedback/answers/index');
  await phone.see('意见和答复');
  expect(await card('onShareAppMessage')).toMatchObject({ path: '/packages/feedback/answers/index' });
});

test('an invitation goes nowhere: its menu is hidden, and what is asked for all the same is the first page', async () => {
  await phone.program.mockWxMethod(
    'hideShareMenu',
    'function () { getApp().menuHidden = true; return this.origin() }',
  );
  const { link, token } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(1);
  const passedOn = [await card('onShareAppMessage'), await card('onShareTimeline')];
  expect(passedOn).toMatchObject([{ path: '/pages/home/index' }, { query: 'from=timeline' }]);
  expect(JSON.stringify(passedOn)).not.toContain(token);
  const hidden: unknown = await phone.program.evaluate('function () { return getApp().menuHidden }');
  expect(hidden).toBe(true);
  await phone.tap(/^送出/);
  await phone.tap('不说了');
  await phone.see('收到了您的评价');
  expect(await answers()).toBe(false);
  await phone.goTo('/pages/mine/index');
  await phone.see('我评过的');
  expect(await answers()).toBe(false);
});
