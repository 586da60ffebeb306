import { demoTransaction, eventually, issueInvitation } from '../support/journey.js';
import { collection } from '../support/evaluator.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// Being reminded by WeChat of progress in a poor rating: one tap, one message, and nothing lost by saying no.

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

/** The receipt of a poor rating, opened again once its case is open. */
async function openPoorRating(served?: { link: string; projectNo: string }): Promise<string> {
  const { link, projectNo } = served ?? (await place.serve());
  await phone.scan(link);
  await phone.tapFace(1);
  await phone.tap(/^送出/);
  await phone.see('收到了。');
  const rating = await eventually('it is stored', async () => {
    const stored = await collection(place.system, 'ratings', (c) => c.findOne({ projectNo }));
    return stored ?? undefined;
  });
  const ratingId = String(rating._id);
  await eventually('its case is open', async () => {
    const found = await collection(place.system, 'cases', (c) => c.findOne({ ratingId }));
    return found ?? undefined;
  });
  await phone.scan(link);
  await phone.see('差评办到哪一步了');
  return ratingId;
}
const permissionsOf = (ratingId: string) =>
  collection(place.system, 'message_permissions', (c) => c.countDocuments({ ratingId }));

test('有进展时微信提醒我 → 允许: it is kept, and not asked again', async () => {
  const ratingId = await openPoorRating();
  await phone.tap('有进展时微信提醒我');
  await phone.program.native().authorizeAllow();
  await phone.see('下次有进展，会在微信里提醒您一次。');
  expect(await permissionsOf(ratingId)).toBe(1);
  expect(await phone.words()).not.toContain('有进展时微信提醒我');
});

test('有进展时微信提醒我 → 不允许: said that an SMS comes instead, and it may be asked again', async () => {
  const ratingId = await openPoorRating();
  await phone.tap('有进展时微信提醒我');
  await phone.program.native().authorizeCancel();
  await phone.see('您没有允许，有进展时发短信。');
  expect(await permissionsOf(ratingId)).toBe(0);
  await phone.find('有进展时微信提醒我');
});

test('who left no number is not told of an SMS', async () => {
  const projectNo = `WX-UNCALLED-${Date.now()}`;
  const applicant = { ...(await demoTransaction()).applicant, phone: undefined };
  const { link } = await issueInvitation(place.system, { projectNo, applicant });
  await openPoorRating({ link, projectNo });
  await phone.see('没有您的手机号，发不了短信；不点，请自己来这里看。');
  expect(await phone.words()).not.toContain('不点就发短信');
  await phone.tap('有进展时微信提醒我');
  await phone.program.native().authorizeCancel();
  await phone.see('您没有允许；没有您的手机号，发不了短信，请自己来这里看。');
});
