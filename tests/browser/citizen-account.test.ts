import { randomPhone } from '../support/evaluator.js';
import { issueInvitation, randomIdentityNumber } from '../support/journey.js';
import { expectToFit, violations } from './support/access.js';
import { codeSentTo, OWN_PAGES, openOwn, signInByPhone } from './support/own-pages.js';
import { button, rateAs, see, title, type Look } from './support/visitor.js';
import { visits } from './support/visits.js';

// What belongs to the person alone: sign-in, real name, own ratings, who looked, consents. FA-3.3-a, FA-3.3-b, FA-3.3-c, FA-3.3-d.

const place = visits();

const someone = async (look?: Look) => (await place.come(look)).page;

test('whoever is not signed in is told why a page asks, and that rating does not', async () => {
  const page = await someone();
  await openOwn(page, place.system, 'disclosures');
  await see(page, '这一页是您自己的，请先登录。');
  await see(page, /评价不用登录/);
  await button(page, '登录').click();
  await see(page, '用手机号登录');
});

test('nothing is sent to anybody before the person has agreed', async () => {
  const page = await someone();
  const phone = randomPhone();
  await openOwn(page, place.system, 'sign-in');
  await page.getByRole('textbox', { name: '手机号' }).fill(phone);
  await button(page, '发验证码').click();
  await see(page, '请先点一下上面的“我看过了，同意”。');
  const sent = await fetch(`${place.system.peers.sms}/__sandbox/messages?phone=${phone}`);
  expect(await sent.json()).toEqual([]);
});

test('signed in by telephone, a rating of this device is brought under one’s name and can be added to', async () => {
  const page = await someone();
  const { link: address } = await issueInvitation(place.system);
  await page.goto(address);
  await rateAs(page, '满意');
  await button(page, '不说了').click();
  await signInByPhone(page, place.system);
  await page.getByRole('link', { name: /^我的评价/ }).click();
  await see(page, /有1条评价还没有归到您名下/);
  await button(page, '归到我名下').click();
  await see(page, '1条已归到您名下。');
  await page.getByRole('link', { name: /^满意，/ }).click();
  await see(page, '办到哪一步了');
  await page.locator('textarea:visible').fill('后来又去了一次，也很快。');
  await button(page, '补充').click();
  await see(page, '后来又去了一次，也很快。');
});

test('a number pasted with a country and dashes, and a code with a blank in it, sign in', async () => {
  const page = await someone();
  const phone = randomPhone();
  const pasted = phone.replace(/(...)(....)(....)/, '+86 $1-$2-$3');
  await openOwn(page, place.system, 'sign-in');
  await page.getByRole('checkbox', { name: /我看过了，同意/ }).click();
  await page.getByRole('textbox', { name: '手机号' }).fill(pasted);
  await button(page, '发验证码').click();
  const code = await codeSentTo(place.system, phone);
  await page.getByRole('textbox', { name: /验证码/ }).fill(code.replace(/(...)/, '$1 '));
  await button(page, '登录').click();
  await see(page, '身份：');
});

test('a wrong code lets nobody in, and says what to do', async () => {
  const page = await someone();
  const phone = randomPhone();
  await openOwn(page, place.system, 'sign-in');
  await page.getByRole('checkbox', { name: /我看过了，同意/ }).click();
  await page.getByRole('textbox', { name: '手机号' }).fill(phone);
  await button(page, '发验证码').click();
  const code = await codeSentTo(place.system, phone);
  await page.getByRole('textbox', { name: /验证码/ }).fill(code === '000000' ? '111111' : '000000');
  await button(page, '登录').click();
  await see(page, /验证码/);
  await openOwn(page, place.system, 'me');
  await see(page, '这一页是您自己的，请先登录。');
});

test('a checked real name shows masked, and the number stays nowhere on the device', async () => {
  const page = await someone();
  await signInByPhone(page, place.system);
  await openOwn(page, place.system, 'real-name');
  const number = randomIdentityNumber();
  await page.getByRole('textbox', { name: '姓名' }).fill('林演示');
  await page.getByRole('textbox', { name: '证件号码' }).fill(number);
  await button(page, '核对').click();
  await see(page, '请先点一下上面的“同意”。');
  await page.getByRole('checkbox', { name: /同意用我的姓名/ }).click();
  await button(page, '核对').click();
  await see(page, '核对好了');
  expect(await page.locator('.page:visible').innerText()).not.toContain(number);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }) + document.cookie);
  expect(kept).not.toContain(number);
  expect(kept).not.toContain('林演示');
});

test('signing out leaves nothing to come back to', async () => {
  const page = await someone();
  await signInByPhone(page, place.system);
  await button(page, '退出登录').click();
  await see(page, '这一页是您自己的，请先登录。');
  await openOwn(page, place.system, 'consents');
  await see(page, '这一页是您自己的，请先登录。');
});

test('every own page is there, without a fault for any eye or hand, at 320 pixels as well', async () => {
  const page = await someone({ width: 320, height: 568, reducedMotion: true });
  await signInByPhone(page, place.system);
  const found: Record<string, string[]> = {};
  for (const { name, words } of OWN_PAGES) {
    await openOwn(page, place.system, name);
    await title(page).waitFor();
    await see(page, words);
    found[name] = await violations(page);
    await expectToFit(page, 44);
  }
  await page.getByRole('switch').and(page.locator(':visible')).click();
  for (const { name, words } of OWN_PAGES) {
    await openOwn(page, place.system, name);
    await see(page, words);
    found[`${name}, elder`] = await violations(page);
    await expectToFit(page, 60);
  }
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
}, 180_000);
