import { collection, noticeInForce, randomPhone } from '../support/evaluator.js';
import { codeSentTo, openOwn, signInByPhone } from './support/own-pages.js';
import { button, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// Consent is asked where personal data are first needed, and again after the notice changed (PIPL 13 to 15).

const place = visits();
const agreed = (given: boolean) =>
  collection(place.system, 'consents', (c) => c.countDocuments({ purpose: 'privacy_notice', given }));

test('signing in goes on only with the tick, also when it is taken away again', async () => {
  const { page } = await place.come();
  const phone = randomPhone();
  const before = await agreed(true);
  await openOwn(page, place.system, 'sign-in');
  const tick = page.getByRole('checkbox', { name: /我看过了，同意/ });
  await page.getByRole('textbox', { name: '手机号' }).fill(phone);
  await button(page, '发验证码').click();
  await see(page, /请先点一下上面的/);
  await tick.click();
  await button(page, '发验证码').click();
  await page.getByRole('textbox', { name: /验证码/ }).fill(await codeSentTo(place.system, phone));
  await tick.click();
  await button(page, '登录').click();
  await see(page, /请先点一下上面的/);
  expect(await agreed(true)).toBe(before);
  await tick.click();
  await button(page, '登录').click();
  await see(page, '身份：');
  expect(await agreed(true)).toBe(before + 1);
});

test('whoever agreed to an earlier notice reads the new one before a number is linked', async () => {
  const { page } = await place.come();
  await signInByPhone(page, place.system);
  await openOwn(page, place.system, 'phone');
  await see(page, '填一个手机号');
  const tick = page.getByRole('checkbox', { name: /我看过了，同意/ });
  expect(await tick.count()).toBe(0);
  const earlier = (await noticeInForce(place.system)) - 1;
  await collection(place.system, 'consents', (c) => c.updateMany({}, { $set: { version: earlier } }));
  await page.reload();
  const phone = randomPhone();
  await page.getByRole('textbox', { name: '手机号' }).fill(phone);
  await button(page, '发验证码').click();
  await see(page, /隐私告知换了新的一版/);
  await tick.click();
  await button(page, '发验证码').click();
  await page.getByRole('textbox', { name: /验证码/ }).fill(await codeSentTo(place.system, phone));
  await button(page, '绑定').click();
  await see(page, '绑定好了。');
});
