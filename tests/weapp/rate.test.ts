import { randomInt } from 'node:crypto';
import { openRecords, type Records } from '../browser/support/records.js';
import { issueInvitation } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { Phone } from './support/phone.js';

// The mini-program as WeChat gets it: what a person does with it, up to the province. FA-2.1.2-b, FA-2.2.1-a, FA-2.2.1-b.

let system: System;
let records: Records;
let phone: Phone;

beforeAll(async () => {
  system = await startSystem({ province: true });
  records = await openRecords(system);
}, 60_000);
beforeEach(async () => {
  phone = await Phone.take(system.baseUrl);
});
afterEach(async () => {
  await phone.putAway();
  expect(phone.errors).toEqual([]);
});
afterAll(async () => {
  await records?.close();
  await system?.stop();
});

async function invited() {
  const projectNo = `WX-${Date.now()}-${randomInt(1000, 10_000)}`;
  const invitation = await issueInvitation(system, { projectNo });
  return { projectNo, ...invitation };
}

test('扫码 → 点第五张脸 → 送出 → 看到回执号: one rating is stored, and nothing before the second tap', async () => {
  const { link, projectNo } = await invited();
  await phone.scan(link);
  await phone.see('刚才的服务怎么样？');
  await phone.see('看不到您是谁。');
  await phone.tapFace(5);
  expect(await records.ratings({ projectNo })).toEqual([]);
  await phone.tap('送出“非常满意”');
  await phone.see('收到了。');
  await phone.tap('不说了');
  await phone.see(/HP\d{8}-[0-9A-Z]{8}/);
  const [stored, ...more] = await records.ratings({ projectNo });
  expect(more).toEqual([]);
  expect(stored).toMatchObject({ level: 5, details: [] });
  expect(await phone.words()).toContain(stored?.number);
});
