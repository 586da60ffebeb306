import { randomIdentityNumber } from '../support/journey.js';
import { openOwn, signInByWeChat } from './support/own-pages.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// The pages behind the sign-in, in the mini-program as WeChat gets it. FA-3.3-a, FA-3.3-b, FA-3.3-d.

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

const own = (name: string) => openOwn(phone, name);
const signIn = () => signInByWeChat(phone);

test('我的 → 登录: WeChat signs one in at a tap, after the consent and not before', async () => {
  await own('me');
  await phone.see('这一页是您自己的，请先登录。');
  await phone.tap('登录');
  await phone.tap('用微信登录');
  await phone.see('请先点一下上面的“我看过了，同意”。');
  await phone.tap('我看过了，同意按它使用我的登录信息');
  await phone.tap('用微信登录');
  await phone.see('身份：');
});

test('扫码评价 → 登录 → 归到我名下: what was given without signing in is found again', async () => {
  const { link } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(4);
  await phone.tap(/^送出/);
  await phone.tap('不说了');
  await signIn();
  await own('ratings');
  await phone.tap('归到我名下');
  await phone.see('1条已归到您名下。');
  await phone.tap(/^满意，/);
  await phone.see('办到哪一步了');
});

test('实名核对: a name that is checked shows masked', async () => {
  await signIn();
  await own('real-name');
  await phone.tap(/^同意用我的姓名/);
  const [name, number] = (await phone.all('input')) as { input?: (value: string) => Promise<void> }[];
  await name?.input?.('陈演示');
  await number?.input?.(randomIdentityNumber());
  await phone.tap('核对');
  await phone.see('核对好了');
  expect(await phone.words()).not.toContain('陈演示');
});

test('the sign-in lasts when the mini-program is closed, and ends when one signs out', async () => {
  await signIn();
  await phone.close();
  await phone.open();
  await own('me');
  await phone.see('身份：');
  await phone.tap('退出登录');
  await phone.see('这一页是您自己的，请先登录。');
});

test('谁查看过我的信息: an empty page says what would stand there', async () => {
  await signIn();
  await own('disclosures');
  await phone.see('还没有人查看过');
});
