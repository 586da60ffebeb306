import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// What people ask, and the answers, in WeChat: from the first page, and one at a time in elder mode. FA-2.1.3-a.

let place: Place;
let phone: Phone;

beforeAll(async () => {
  place = await openPlace();
}, 60_000);
beforeEach(async () => {
  phone = await Phone.take(place.system.baseUrl);
});
afterEach(() => putAwayWell(phone));
afterAll(() => place?.close());

test('首页 → 常问的问题 → a question: its answer unfolds; nothing offers to read it, WeChat has no voice', async () => {
  await phone.tap(/^常问的问题/);
  await phone.see('打电话问');
  await phone.tap('没有网络，评价会不会丢？');
  await phone.see('评价存在手机里，有网后自动送出');
  expect(await phone.words()).not.toContain('读给我听');
});

test('长辈版: one question at a time, on to the next, back to all', async () => {
  await phone.tap('长辈版');
  await phone.tap(/^常问的问题/);
  await phone.tap('怎么评价？');
  await phone.see('第1个，共');
  expect(await phone.words()).not.toContain('回执丢了');
  await phone.tap('下一个问题');
  await phone.see('谁看得到我的名字？');
  await phone.tap('看所有问题');
  await phone.see('回执丢了');
});

test('a page that says why there is nothing to rate leads to the answers', async () => {
  await phone.goTo('/pages/rate/index?i=1111111111111111');
  await phone.see('没有找到这个评价链接');
  await phone.tap('常问的问题');
  await phone.see('怎么评价？');
});
