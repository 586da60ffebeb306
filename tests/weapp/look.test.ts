import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// The same package in Chromium: real fingers, real typing, and room for every word on the smallest screen. FA-2.1.3-a.

const NARROW = 320;
let place: Place;
let phone: Phone;

beforeAll(async () => {
  place = await openPlace();
}, 60_000);
beforeEach(async () => {
  phone = await Phone.take(place.system.baseUrl, { renderer: 'chromium', width: NARROW });
});
afterEach(() => putAwayWell(phone));
afterAll(() => place?.close());

test('a finger rates, a keyboard tells why, and nothing sticks out on the way', async () => {
  const { link, projectNo } = await place.serve();
  expect(await phone.beyond(NARROW)).toEqual([]);
  await phone.scan(link);
  await phone.see('刚才的服务怎么样？');
  expect(await phone.beyond(NARROW)).toEqual([]);
  await phone.tapFace(2);
  await phone.tap(/^送出/);
  await phone.see('是哪里让您不满意？');
  expect(await phone.beyond(NARROW)).toEqual([]);
  await phone.tap('服务态度生硬');
  await phone.write('话说到一半就叫下一位。');
  await phone.see('11/500');
  await phone.tap('说完了');
  await phone.see(/HP\d{8}-[0-9A-Z]{8}/);
  expect(await phone.beyond(NARROW)).toEqual([]);
  const [stored] = await place.records.ratings({ projectNo });
  expect(stored).toMatchObject({ level: 2, details: [{ text: '话说到一半就叫下一位。' }] });
});

test('长辈版 is a column of five wide buttons, is remembered, and fits', async () => {
  const { link } = await place.serve();
  await phone.tap('长辈版');
  await phone.close();
  await phone.open();
  await phone.see('打电话给我们');
  expect(await phone.beyond(NARROW)).toEqual([]);
  await phone.scan(link);
  await phone.see('刚才的服务怎么样？');
  const faces = await phone.all('.choice-face');
  const places = await Promise.all(
    faces.map(async (face) => ({ size: await face.size(), at: (await face.offset()) as { left: number } })),
  );
  expect(places).toHaveLength(5);
  for (const { size } of places) {
    expect(Number(size.height)).toBeGreaterThanOrEqual(60);
    expect(Number(size.width)).toBeGreaterThanOrEqual(NARROW - 60);
  }
  expect(new Set(places.map(({ at }) => Math.round(at.left))).size).toBe(1);
  expect(await phone.beyond(NARROW)).toEqual([]);
  await phone.tapFace(4);
  await phone.tap(/^送出/);
  await phone.see('收到了');
});

test('the screen can be photographed', async () => {
  const picture = (await phone.program.screenshot()) as string;
  expect(Buffer.from(picture, 'base64').subarray(1, 4).toString()).toBe('PNG');
});
