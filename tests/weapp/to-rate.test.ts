import { randomUUID } from 'node:crypto';
import { collection } from '../support/evaluator.js';
import { issueInvitation } from '../support/journey.js';
import { openOwn, signInByWeChat } from './support/own-pages.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// 我的待评价 in the mini-program. FA-2.2.1-a FA-2.2.1-d.

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

/** What was done by whoever signed in last, as if document and telephone had been proven. */
async function servedBefore(parallel: string[]): Promise<string> {
  const projectNo = `TORATE-${randomUUID()}`;
  await issueInvitation(place.system, { projectNo, parallel });
  const [session] = await collection(place.system, 'sessions', (all) =>
    all.find({ kind: 'evaluator' }).sort({ createdAt: -1 }).limit(1).toArray(),
  );
  await collection(place.system, 'invitations', (all) =>
    all.updateOne({ projectNo }, { $set: { evaluatorId: String(session?.subjectId) } }),
  );
  return projectNo;
}

test('我 → 我的待评价 → 一个一个部门评: one department is rated, the others wait', async () => {
  await signInByWeChat(phone);
  const projectNo = await servedBefore(['350400-SCJG', '350400-WJW']);
  await openOwn(phone, 'to-rate');
  await phone.see('3个部门一起办的');
  await phone.tap('一个一个部门评');
  await phone.tap(/市场监督管理局/);
  await phone.tapFace(4);
  await phone.tap(/^送出/);
  await phone.see('收到了。');
  const [stored] = await place.records.ratings({ projectNo });
  expect(stored).toMatchObject({ level: 4, attribution: { scope: 'stage' } });
});
