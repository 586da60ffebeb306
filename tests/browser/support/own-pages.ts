import type { Page } from 'playwright-core';
import { randomPhone } from '../../support/evaluator.js';
import { eventually } from '../../support/journey.js';
import type { System } from '../../support/system.js';
import { button, see } from './visitor.js';

/** The pages behind the sign-in, as a person reaches them with a telephone in the hand. */

/** Where a page of one’s own is. */
export const address = (system: Pick<System, 'baseUrl'>, page: string) =>
  `${system.baseUrl}/packages/citizen/${page}/index`;

export const openOwn = (page: Page, system: Pick<System, 'baseUrl'>, name: string) =>
  page.goto(address(system, name));

/** The code that was sent to this number last. */
export async function codeSentTo(system: Pick<System, 'peers'>, phone: string): Promise<string> {
  return eventually(`a code for ${phone}`, async () => {
    const response = await fetch(`${system.peers.sms}/__sandbox/messages?phone=${phone}`);
    const messages = (await response.json()) as { params: { code?: string } }[];
    return messages[0]?.params.code;
  });
}

/** Signs in with a telephone number, the way the page offers it. */
export async function signInByPhone(page: Page, system: System, phone = randomPhone()): Promise<string> {
  await openOwn(page, system, 'sign-in');
  await page.getByRole('checkbox', { name: /我看过了，同意/ }).click();
  await page.getByRole('textbox', { name: '手机号' }).fill(phone);
  await button(page, '发验证码').click();
  await page.getByRole('textbox', { name: /验证码/ }).fill(await codeSentTo(system, phone));
  await button(page, '登录').click();
  await see(page, '身份：');
  return phone;
}

/** Signs in by telephone and has a name and a document checked. @returns the number */
export async function verify(
  page: Page,
  system: System,
  { name, certNumber }: { name: string; certNumber: string },
): Promise<string> {
  const phone = await signInByPhone(page, system);
  await openOwn(page, system, 'real-name');
  await page.getByRole('checkbox', { name: /同意用我的姓名/ }).click();
  await page.getByRole('textbox', { name: '姓名' }).fill(name);
  await page.getByRole('textbox', { name: '证件号码' }).fill(certNumber);
  await button(page, '核对').click();
  await see(page, '核对好了');
  return phone;
}

/** The own pages, by name and the words that show that they are there. */
export const OWN_PAGES: readonly { name: string; words: string | RegExp }[] = [
  { name: 'me', words: '身份：' },
  { name: 'ratings', words: '还没有评价' },
  { name: 'real-name', words: '证件号码' },
  { name: 'phone', words: '绑定后可以用手机号登录' },
  { name: 'disclosures', words: '还没有人查看过' },
  { name: 'consents', words: '按这份告知使用登录信息' },
  { name: 'devices', words: '就是这里' },
  { name: 'data', words: '我们存着您的什么' },
  { name: 'corrections', words: '还没有提过。' },
  { name: 'deletion', words: '会删掉' },
  { name: 'businesses', words: '还没有企业' },
];
