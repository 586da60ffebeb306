import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// The mini-program, before words are sent that tell who wrote them. FA-3.3-c.

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

async function asked(text: string) {
  const { link, projectNo } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(2);
  await phone.tap(/^送出/);
  await phone.see('是哪里让您不满意？');
  await phone.write(text);
  await phone.tap('说完了');
  return async () => (await place.records.ratings({ projectNo }))[0]?.details;
}

test('说完了 → 您写到了电话 → 改一改: nothing has gone, and the mended words go', async () => {
  const said = await asked('电话138 1234 5678，排到A023号没有人。');
  await phone.see('您写到了电话、排队号，别人可能从这里认出您。');
  await phone.see('“138 1234 5678”是电话');
  expect(await said()).toEqual([]);
  await phone.tap('改一改');
  await phone.write('窗口没有人。');
  await phone.tap('说完了');
  await phone.see('窗口没有人。');
  await phone.see(/3个工作日内/);
  expect(await said()).toMatchObject([{ text: '窗口没有人。' }]);
});

test('就这样送出: the words go as they are', async () => {
  const text = '我叫王小明，窗口没有人。';
  const said = await asked(text);
  await phone.tap('就这样送出');
  await phone.see(/3个工作日内/);
  expect(await said()).toMatchObject([{ text }]);
});
