import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// Finding what to rate without a code, in the mini-program. FA-1-a FA-2.1.1-d.

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

test('写工号 → 评这个人: the person is rated by the number, and no name is shown', async () => {
  const since = new Date();
  await phone.goTo('/packages/place/index');
  await phone.see('您在哪里办的事？');
  await phone.write('smszwzx', 'input');
  await phone.see('三明市行政服务中心');
  await phone.write('P002', 'input');
  await phone.see('工号 350400-P002');
  await phone.tap(/^工号 350400-P002/);
  await phone.see('刚才的服务怎么样？');
  expect(await phone.words()).not.toContain('陈祎');
  await phone.tapFace(5);
  await phone.tap(/^送出/);
  await phone.see('收到了。');
  expect(await phone.words()).not.toContain('陈祎');
  const answer = await fetch(`${place.system.baseUrl}/api/v1/places/staff/350400-P002/static-code`);
  const { code } = (await answer.json()) as { code: string };
  const stored = await place.records.ratings({ staticCode: code }, since);
  expect(stored).toMatchObject([{ level: 5, channel: 'mobile' }]);
});
