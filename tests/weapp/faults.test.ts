import { startGateway, type Gateway } from '../browser/support/gateway.js';
import { rate } from '../support/journey.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// When there is nothing to rate, or no way to the server: each time a page that says what to do. FA-2.1.3-a.

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

/** What every such page has: a heading, no faces, a way on. */
async function expectExplained(heading: string): Promise<void> {
  await phone.see(heading);
  expect(await phone.all('.choice-face')).toEqual([]);
  await phone.find('回首页');
}

test('an invitation used on another device tells whoever opens it nothing, and whoever rates again that it was used, not when', async () => {
  const { token, link } = await place.serve();
  await rate(place.system.baseUrl, token, 4);
  await phone.scan(link);
  await phone.see('刚才的服务怎么样');
  expect(await phone.words()).not.toContain('评过了');
  await phone.tapFace(4);
  await phone.tap(/^送出/);
  await expectExplained('这次服务已经评过了');
  await phone.see('一次服务只评一次');
  expect(await phone.words()).not.toMatch(/\d\d:\d\d|今天/);
  await phone.tap('回首页');
  await phone.see('办完事，说说怎么样');
});

test('an expired invitation says until when it held', async () => {
  const { projectNo, link } = await place.serve();
  await place.records.expire(projectNo);
  await phone.scan(link);
  await expectExplained('这个评价链接过期了');
  await phone.see(/有效期到/);
});

test('an invitation that runs out while its page is open is explained, and nothing is stored', async () => {
  const { projectNo, link } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(4);
  await place.records.expire(projectNo);
  await phone.tap(/^送出/);
  await expectExplained('这个评价链接过期了');
  expect(await place.records.ratings({ projectNo })).toEqual([]);
});

test.each([
  ['an unknown invitation', '/pages/rate/index?i=1111111111111111', '没有找到这个评价链接'],
  ['a cut-off link', '/pages/rate/index?i=11111111', '这个评价链接不完整'],
  ['a stray character', '/pages/rate/index?i=%E0%A4%A', '这个评价链接不完整'],
  ['an unknown printed code', '/pages/rate/index?scene=c.11111111', '没有找到这个窗口'],
  ['no code at all', '/pages/rate/index', '还不知道您要评哪一次服务'],
  ['a receipt of another device', '/pages/done/index?id=1', '没有找到这条评价'],
])('%s is explained', async (_name, url, heading) => {
  await phone.goTo(url);
  await expectExplained(heading);
});

test('launched at a page that is gone, the first page opens', async () => {
  await phone.close();
  await phone.open('pages/nowhere/index');
  await phone.see('办完事，说说怎么样');
});

test('maintenance is told as our fault, and trying again helps', async () => {
  const { link } = await place.serve();
  gateway.weather = 'maintenance';
  await phone.scan(link);
  await expectExplained('我们这边出了点问题');
  gateway.weather = 'clear';
  await phone.tap('再试一次');
  await phone.see('刚才的服务怎么样？');
});

test('a server that cannot be reached is not called a missing network', async () => {
  const { link } = await place.serve();
  const lost = await startGateway(place.system.baseUrl);
  await phone.close();
  const other = await Phone.take(lost.url);
  try {
    await other.see('办完事，说说怎么样');
    await lost.close();
    await other.scan(link);
    await other.see('暂时连不上');
  } finally {
    await other.putAway();
  }
});
