import { openOwn, signInByWeChat } from './support/own-pages.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// Without network the lists of an account are as WeChat last showed them, and say so. FA-2.1.3-a, FA-3.3-c.

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

test('我的评价 without network, after the mini-program was swiped away: the list with the time it was seen; gone after 退出登录', async () => {
  const { link } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(4);
  await phone.tap(/^送出/);
  await phone.tap('不说了');
  await phone.see('收到了。');
  await signInByWeChat(phone);
  await openOwn(phone, 'ratings');
  await phone.tap('归到我名下');
  await phone.see('1条已归到您名下。');
  await phone.find(/^满意，/);

  await phone.close();
  await phone.open();
  await phone.goOffline();
  await openOwn(phone, 'ratings');
  await phone.see(/没有网络，这是今天 \d\d:\d\d看到的。/);
  await phone.find(/^满意，/);

  await phone.goOnline();
  await openOwn(phone, 'me');
  await phone.tap('退出登录');
  await phone.see('这一页是您自己的，请先登录。');
  await signInByWeChat(phone);
  await phone.goOffline();
  await openOwn(phone, 'ratings');
  await phone.see('没有网络。连上网后再试一次。');
});
