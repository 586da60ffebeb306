import type { Phone } from './phone.js';

/** The pages behind the sign-in, as a person reaches them in WeChat. */

export const openOwn = (phone: Phone, name: string) => phone.goTo(`/packages/citizen/${name}/index`);

/** Signs in at a tap, after the consent. */
export async function signInByWeChat(phone: Phone): Promise<void> {
  await openOwn(phone, 'sign-in');
  await phone.tap('我看过了，同意按它使用我的登录信息');
  await phone.tap('用微信登录');
  await phone.see('身份：');
}
