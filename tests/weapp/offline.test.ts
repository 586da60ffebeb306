import { startGateway, type Gateway } from '../browser/support/gateway.js';
import { eventually } from '../support/journey.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// A rating that was tapped is not lost and counts once, whatever the network does. FA-2.2.1-a, FA-2.2.2-b.

let place: Place;
let gateway: Gateway;
let phone: Phone;

beforeAll(async () => {
  place = await openPlace();
  gateway = await startGateway(place.system.baseUrl);
}, 60_000);
beforeEach(async () => {
  gateway.weather = 'clear';
  phone = await Phone.take(gateway.url);
});
afterEach(() => putAwayWell(phone));
afterAll(async () => {
  await gateway?.close();
  await place?.close();
});

const KEPT = '没有网络。您的评价已存在手机里，有网后会自动送出。';

const arrived = (projectNo: string) =>
  eventually('the rating arrives', async () => (await place.records.ratings({ projectNo }))[0]);

test('tapped without network: kept, said so, and sent by itself with the time of the tap', async () => {
  const { link, projectNo } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(2);
  await phone.goOffline();
  const before = Date.now();
  await phone.tap(/^送出/);
  await phone.see(KEPT);
  await phone.tap('服务态度生硬');
  await phone.write('话说到一半就叫下一位。');
  await phone.tap('说完了');
  await phone.see('已存在手机里，有网后自动送出。');
  const after = Date.now();
  expect(await place.records.ratings({ projectNo })).toEqual([]);

  await phone.goOnline();
  await phone.see('收到了。');
  const stored = await eventually('what was said arrives', async () =>
    (await place.records.ratings({ projectNo })).find(({ details }) => details.length > 0),
  );
  expect(stored).toMatchObject({ level: 2, details: [{ options: ['214'], text: '话说到一半就叫下一位。' }] });
  expect(stored.ratedAt.getTime()).toBeGreaterThanOrEqual(before - 1000);
  expect(stored.ratedAt.getTime()).toBeLessThanOrEqual(after);
  expect(await place.records.ratings({ projectNo })).toHaveLength(1);
});

test('the answer is lost after the server took the rating in: sending again counts once', async () => {
  const { link, projectNo } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(4);
  gateway.weather = 'answers lost';
  await phone.tap(/^送出/);
  await phone.see('暂时连不上。您的评价已存在手机里，连上后会自动送出。');
  const { number } = await arrived(projectNo);
  gateway.weather = 'clear';
  await phone.see('网络好了，刚才的评价已经送到。');
  expect((await place.records.ratings({ projectNo })).map((one) => one.number)).toEqual([number]);
});

test('swiped away before the network came back: sent at the next visit', async () => {
  const { link, projectNo } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(5);
  gateway.weather = 'maintenance';
  await phone.tap(/^送出/);
  await phone.see('我们这边暂时收不了。您的评价已存在手机里，过一会儿会自动送出。');
  await phone.close();
  gateway.weather = 'clear';
  expect(await place.records.ratings({ projectNo })).toEqual([]);
  await phone.open();
  await arrived(projectNo);
  await phone.scan(link);
  await phone.see('这次服务您已经评过了');
  expect(await place.records.ratings({ projectNo })).toHaveLength(1);
});
