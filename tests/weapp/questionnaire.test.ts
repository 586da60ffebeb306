import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// The questionnaire in the mini-program. FA-2.2.3-b FA-2.2.3-c.

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

test('扫码 → 不满意 → 再答几个小问题 → 说完了: the answers arrive with the version they belong to', async () => {
  const { link, projectNo } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(2);
  await phone.tap(/^送出/);
  await phone.see('是哪里让您不满意？');
  await phone.tap('再答5个小问题（自愿）');
  await phone.see('要交的材料多不多？');
  await phone.tap('太多');
  await phone.tap('说完了');
  await phone.see(/3个工作日内.*10个工作日内/);
  await phone.see('要交的材料多不多？');
  await phone.see('太多');
  const [stored] = await place.records.ratings({ projectNo });
  expect(stored?.details).toMatchObject([
    { questionnaire: { answers: [{ question: 'materials', chosen: ['3'], text: '' }] } },
  ]);
});
