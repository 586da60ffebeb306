import { picture } from '../attachments/support.js';
import { idOfFeedback, readFeedback, SORT, stepFeedback } from '../support/feedback.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// An opinion of the services as a whole, in the mini-program as WeChat gets it: written, kept on the phone, answered. FA-2.2.3-a.

let place: Place;
let phone: Phone;
let center: StaffClient;

beforeAll(async () => {
  place = await openPlace();
  center = await signInStaff(place.system, 'center');
}, 90_000);
beforeEach(async () => {
  phone = await Phone.take(place.system.baseUrl);
});
afterEach(() => putAwayWell(phone));
afterAll(() => place?.close());

test('提意见 → 看办到哪一步 → answered; closed and opened again it is still there', async () => {
  await phone.tap(/^提意见/);
  await phone.tap('送出意见');
  await phone.see('请点一下是哪方面的。');
  await phone.tap('办事程序');
  const text = '同一份证明要交三次，能不能交一次大家都用';
  await phone.write(text);
  await phone.tap('送出意见');
  await phone.see('收到了。');
  const [number = ''] = /DP\d{8}-[0-9A-Z]{8}/.exec(await phone.words()) ?? [];
  await phone.tap('看办到哪一步');
  await phone.see('等人看。看过就分给管这件事的人');

  const id = await idOfFeedback(center, number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, { type: 'answer', words: '下个月起证明共享，交一次就行。' });
  await phone.close();
  await phone.open();
  await phone.tap('我的意见');
  await phone.see('有答复了');
  await phone.tap(new RegExp(text.slice(0, 10)));
  await phone.see('下个月起证明共享，交一次就行。');
  const words = await phone.words();
  expect(words.indexOf(text)).toBeLessThan(words.indexOf('下个月起证明共享'));
  await phone.tap('同意公开');
  await phone.see(/您同意公开/);
});

test('加照片: chosen in WeChat, taken out again, sent with the words, opened from the receipt', async () => {
  const chosen = async (name: string, bytes: Buffer) => {
    const write = `(path, data) => wx.getFileSystemManager().writeFileSync(path, data, 'base64')`;
    const path = `wxfile://usr/${name}`;
    await phone.program.evaluate(write, path, bytes.toString('base64'));
    await phone.program.mockWxMethod('chooseMedia', {
      tempFiles: [{ tempFilePath: path, size: bytes.length }],
    });
    await phone.tap(/^加照片/);
  };
  await phone.goTo('/packages/feedback/write/index');
  await phone.tap('大厅环境和设施');
  await phone.write('门口台阶缺了一角，请看照片');
  await chosen('a.png', await picture());
  await phone.awaitOne('.picture');
  await phone.tap('拿掉第1张照片');
  await chosen('broken.png', Buffer.from('89504e470d0a1a0a', 'hex'));
  await phone.awaitOne('.picture');
  await phone.tap('送出意见');
  await phone.see(/第1张照片没有传上。.*打不开.*您写的字和照片都还在这一页/);
  await phone.tap('拿掉第1张照片');
  await chosen('b.png', await picture());
  await phone.awaitOne('.picture');
  await phone.tap('送出意见');
  await phone.see('收到了。');
  const [number = ''] = /DP\d{8}-[0-9A-Z]{8}/.exec(await phone.words()) ?? [];
  expect((await readFeedback(center, await idOfFeedback(center, number))).files).toMatchObject([
    { name: '照片1.png', type: 'image/png' },
  ]);
  await phone.tap('看办到哪一步');
  await phone.tap(/^照片1.png/);
});
