/** What a password of staff must be, and how long wrong tries make one wait. Source: 等保三级 身份鉴别; FA-3.3-c. */

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;
/** So many earlier passwords do not come back. */
export const PASSWORDS_REMEMBERED = 5;

/** Beginnings of passwords that many people choose; what only repeats or prolongs one of them is as easy to guess. */
const COMMON = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwertyuiop',
  '1qaz2wsx',
  'qazwsxedc',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefgh',
  'abcd1234',
  'abc123',
  'iloveyou',
  'woaini',
  'welcome',
  'letmein',
  'admin',
  'administrator',
  'guest',
  'changeme',
  'sanming',
  'haochaping',
  '12345678',
  '87654321',
  '123123',
  '112233',
  '5201314',
];

/** Whether it is a common one: nothing but such a beginning with digits and signs after it, or one thing over and over. */
function isCommon(text: string): boolean {
  if (/^(.{1,4}?)\1+.{0,3}$/u.test(text)) return true;
  return COMMON.some((word) => text.startsWith(word) && /^[\d\W_]*$/.test(text.slice(word.length)));
}

/**
 * What is wrong with a new password, as a sentence; null when nothing is. Whether it was used before only its keeper knows.
 */
export function passwordFault(password: string, username: string): string | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return `密码至少要${PASSWORD_MIN}位，一句自己记得住的话最好`;
  if (length > PASSWORD_MAX) return `密码最多${PASSWORD_MAX}位`;
  const [text, name] = [password.normalize('NFKC').toLowerCase(), username.normalize('NFKC').toLowerCase()];
  if (name !== '' && text.includes(name)) return '密码里不要带账号名';
  if (isCommon(text)) return '这个密码太常见，别人一猜就中，请换一个';
  return null;
}

/** How wrong tries are answered: so many are free, then each one makes the next wait twice as long. */
export interface TryRule {
  free: number;
  firstMinutes: number;
  maxMinutes: number;
}
/** At one account from one network. */
export const TRIES_HERE: TryRule = { free: 5, firstMinutes: 1, maxMinutes: 60 };
/** At one account from all networks it never signed in from. */
export const TRIES_ANYWHERE: TryRule = { free: 50, firstMinutes: 1, maxMinutes: 60 };

/** How many minutes nobody is let in after this many wrong tries in a row; 0 while they are free. */
export function lockMinutes(failures: number, { free, firstMinutes, maxMinutes }: TryRule): number {
  return failures < free ? 0 : Math.min(maxMinutes, firstMinutes * 2 ** (failures - free));
}
