import { collection } from '../support/evaluator.js';
import { openOwn, signInByWeChat } from './support/own-pages.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// What a person does in WeChat with what is held about them, and for somebody else (PIPL 44–47, FA-2.2.1-i, FA-3.3-b).

let place: Place;
let phone: Phone;

beforeAll(async () => {
  place = await openPlace();
}, 90_000);
beforeEach(async () => {
  phone = await Phone.take(place.system.baseUrl);
});
afterEach(() => putAwayWell(phone));
afterAll(() => place?.close());

const own = (name: string) => openOwn(phone, name);
const signIn = () => signInByWeChat(phone);

/** The documents WeChat is told to open are read before it opens them. */
async function watchDocuments(): Promise<() => Promise<string>> {
  await phone.program.mockWxMethod(
    'openDocument',
    "function (options) { wx.setStorageSync('opened', options.filePath); return this.origin(options) }",
  );
  return async () => {
    const base64: unknown = await phone.program.evaluate(
      "() => wx.getFileSystemManager().readFileSync(wx.getStorageSync('opened'), 'base64')",
    );
    return Buffer.from(String(base64), 'base64').toString('latin1');
  };
}

/** Those that other tests closed before do not count. */
const started = new Date();
const closedAccounts = () =>
  collection(place.system, 'accounts', (accounts) =>
    accounts.countDocuments({ closedAt: { $gte: started } }),
  );

test('我 → 我的信息 → PDF: everything that is held is opened as a document', async () => {
  await signIn();
  await phone.tap(/^我的信息/);
  await phone.see('我们存着您的什么');
  const opened = await watchDocuments();
  await phone.tap('给人看的（PDF）');
  await phone.see('导出好了。');
  const pdf = await opened();
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf.trimEnd().slice(-5)).toBe('%%EOF');
});

test('a document after an old sign-in is not opened: one signs in again first', async () => {
  await signIn();
  await own('data');
  await phone.see('我们存着您的什么');
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await collection(place.system, 'sessions', (sessions) =>
    sessions.updateMany({}, { $set: { createdAt: anHourAgo } }),
  );
  await phone.tap('给人看的（PDF）');
  await phone.see(/请再登录一次，然后回到这里/);
  await phone.tap('再登录一次');
  await phone.tap('我看过了，同意按它使用我的登录信息');
  await phone.tap('用微信登录');
  await phone.see('我们存着您的什么');
  await phone.tap('给人看的（PDF）');
  await phone.see('导出好了。');
});

test('我的信息 → 有不对的，要改: what is wrong is told, listed, and may be taken back', async () => {
  await signIn();
  await own('data');
  await phone.tap(/^有不对的，要改/);
  await phone.tap('送出');
  await phone.see(/请写几个字/);
  await phone.tap('电话');
  await phone.write('尾号报成了0000，应是我登录的这个');
  await phone.tap('送出');
  await phone.see('收到了。管委会看过后会在这里答复您。');
  await phone.see('电话 · 等答复');
  await phone.tap('收回：电话');
  await phone.see('电话 · 已收回');
});

test('注销账号: closed after a word written by hand; days later the phone still knows the way back', async () => {
  await signIn();
  await own('deletion');
  await phone.see('会留下');
  await phone.write('好', 'input');
  await phone.tap('注销');
  await phone.see('请照着写“注销账号”四个字。');
  await phone.write('注销账号', 'input');
  await phone.tap('注销');
  await phone.see('账号关好了');
  expect(await closedAccounts()).toBe(1);

  await phone.close();
  await phone.open();
  await own('me');
  await phone.tap(/^注销过账号？/);
  await phone.tap('看办到哪一步');
  await phone.see('账号已关闭，还可以反悔');
  await phone.tap('我反悔了');
  await phone.see('恢复好了，和原来一样。请重新登录。');
  expect(await closedAccounts()).toBe(0);
});

test('扫窗口的小程序码 → 替家人或别人评 → 父母: the last page and the record name the agent', async () => {
  const since = new Date();
  const answer = await fetch(`${place.system.baseUrl}/api/v1/places/window/350400-W002/static-code`);
  const { code } = (await answer.json()) as { code: string };
  await phone.scanCode(`c.${code}`);
  await phone.tapFace(4);
  await phone.tap('替家人或别人评？');
  await phone.tap('父母');
  await phone.see('替别人评的，会写明由代办人代评，不会把您当成办事的人。');
  await phone.tap(/^送出/);
  await phone.tap('不说了');
  await phone.see('您代父母评的');
  const ratings = await collection(place.system, 'ratings', (all) =>
    all.find({ staticCode: code, receivedAt: { $gte: since } }).toArray(),
  );
  expect(ratings).toMatchObject([
    { level: 4, assurance: 'anonymous', evaluatorId: null, agent: { accountId: null, relation: 'parent' } },
  ]);
});
