import { eventually } from '../support/journey.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// The mini-program as WeChat gets it: what a person does with it, up to the province. FA-2.1.2-b, FA-2.2.1-a, FA-2.2.1-b.

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

const RECEIPT = /HP\d{8}-[0-9A-Z]{8}/;

test('扫码 → 点第五张脸 → 送出 → 看到回执号, and the province has it', async () => {
  const { link, projectNo } = await place.serve();
  await phone.scan(link);
  await phone.see('刚才的服务怎么样？');
  await phone.see('看不到您是谁。');
  await phone.tapFace(5);
  expect(await place.records.ratings({ projectNo })).toEqual([]);
  await phone.tap('送出“非常满意”');
  await phone.see('收到了。');
  await phone.tap('不说了');
  await phone.see(RECEIPT);

  const [stored, ...more] = await place.records.ratings({ projectNo });
  expect(more).toEqual([]);
  expect(stored).toMatchObject({ level: 5, details: [] });
  expect(await phone.words()).toContain(stored?.number);
  const there = await eventually('the province has the rating', async () => {
    const answer = await fetch(`${place.system.provinceUrl}/__sandbox/ratings?projectNo=${projectNo}`);
    const ratings = (await answer.json()) as object[];
    return ratings.length > 0 ? ratings : undefined;
  });
  expect(there).toHaveLength(1);
});

test('扫码 → 不满意 → 选原因、写几句 → 说完了: what was said arrives with the rating', async () => {
  const { link, projectNo } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(2);
  await phone.tap(/^送出/);
  await phone.see('是哪里让您不满意？');
  await phone.tap('没有提供材料清单');
  await phone.tap('服务态度生硬');
  await phone.tap('服务态度生硬');
  await phone.tap('窗口人员业务不熟练');
  await phone.write('跑了三趟才知道要带哪些材料。');
  await phone.see('14/500');
  await phone.tap('说完了');
  await phone.see(/3个工作日内.*10个工作日内/);
  await phone.see('跑了三趟才知道要带哪些材料。');
  const [stored] = await place.records.ratings({ projectNo });
  expect(stored).toMatchObject({
    level: 2,
    details: [{ options: ['208', '213'], text: '跑了三趟才知道要带哪些材料。' }],
  });
});

test('words end at 500 characters', async () => {
  const { link } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(3);
  await phone.tap(/^送出/);
  await phone.see('还有哪里可以更好？');
  await phone.write('长'.repeat(510));
  await phone.see('500/500');
});

test('a hasty double tap sends one rating', async () => {
  const { link, projectNo } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(4);
  const send = await phone.find(/^送出/);
  await Promise.allSettled([send.tap(), send.tap()]);
  await phone.see('收到了。');
  expect(await place.records.ratings({ projectNo })).toHaveLength(1);
});

test('扫窗口的小程序码: the window is rated, and may be again', async () => {
  const since = new Date();
  const answer = await fetch(`${place.system.baseUrl}/api/v1/places/window/350400-W002/static-code`);
  const { code } = (await answer.json()) as { code: string };
  for (const level of [4, 5] as const) {
    await phone.scanCode(`c.${code}`);
    await phone.see('A02 综合收件窗口2');
    await phone.tapFace(level);
    await phone.tap(/^送出/);
    await phone.see('收到了。');
  }
  const stored = await place.records.ratings({ staticCode: code }, since);
  expect(stored.map(({ level }) => level).sort()).toEqual([4, 5]);
});

test('the first page scans by itself; what is no code of ours is explained', async () => {
  const { link } = await place.serve();
  await phone.tap('扫码评价');
  await phone.see('没有扫到内容');
  await phone.program.mockWxMethod('scanCode', { result: 'https://example.com/menu', errMsg: 'scanCode:ok' });
  await phone.tap('扫码评价');
  await phone.see('这个二维码不是用来评价的');
  await phone.program.mockWxMethod('scanCode', { result: link, errMsg: 'scanCode:ok' });
  await phone.tap('扫码评价');
  await phone.see('刚才的服务怎么样？');
});

test('a text message pasted whole leads to its service', async () => {
  const { link } = await place.serve();
  await phone.write(`【三明政务】您的事项已办结，请评价：${link} 回复TD退订`, 'input');
  await phone.tap('去评价');
  await phone.see('刚才的服务怎么样？');
});

test('我评过的: the own rating is listed, opened, and its link does not ask again', async () => {
  await phone.goTo('/pages/mine/index');
  await phone.see('还没有评过');
  const { link } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(1);
  await phone.tap(/^送出/);
  await phone.see('收到了。');
  await phone.goTo('/pages/mine/index');
  await phone.tap(/^非常不满意，三明市行政服务中心/);
  await phone.see(RECEIPT);
  expect(await phone.path()).toBe('pages/done/index');
  await phone.scan(link);
  await phone.see('这次服务您已经评过了');
  await phone.tap('再补充几句');
  await phone.tap('多头跑窗口和部门');
  await phone.tap('说完了');
  await phone.see('多头跑窗口和部门');
});

test('复制回执: WeChat asks for consent first, and the receipt is in the clipboard', async () => {
  const { link } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(5);
  await phone.tap(/^送出/);
  await phone.tap('不说了');
  await phone.tap('复制回执');
  await phone.program.native().authorizeAllow();
  await phone.see('已复制');
  const { data } = (await phone.program.callWxMethod('getClipboardData', {})) as { data: string };
  expect(await phone.words()).toContain(RECEIPT.exec(data)?.[0]);
});

test('a screen reader hears which face is chosen', async () => {
  const { link } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(4);
  const faces = await Promise.all(
    (await phone.all('.choice-face')).map(async (face) => [
      await face.attribute('aria-role'),
      await face.attribute('aria-label'),
      await face.attribute('aria-checked'),
      await face.attribute('hover-class'),
    ]),
  );
  expect(faces).toEqual(
    ['非常满意', '满意', '基本满意', '不满意', '非常不满意'].map((name) => [
      'radio',
      name,
      String(name === '满意'),
      'pressed',
    ]),
  );
});
