/** Certificate numbers by type code, each with the check its standard gives; null means it is in order. */
type Check = (value: string) => string | null;

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function isRealDate(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

/** GB 11643: 17 digits, a date of birth among them, and a check character modulo 11. */
const identityCard: Check = (value) => {
  if (!/^\d{17}[\dX]$/.test(value)) return '应为18位身份证号';
  if (!isRealDate(value.slice(6, 14))) return '出生日期不存在';
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(value[at]), 0);
  return '10X98765432'[sum % 11] === value[17] ? null : '身份证校验位不对';
};

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100: 17 characters of a 31-letter alphabet, weights 3^i modulo 31, and a check character. */
const creditCode: Check = (value) => {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(value)) return '应为18位统一社会信用代码';
  let weight = 1;
  let sum = 0;
  for (const character of value.slice(0, 17)) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === value[17] ? null : '统一社会信用代码校验位不对';
};

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11714: eight characters and a check character modulo 11; the code organisations had before 2015. */
const organisationCode: Check = (value) => {
  if (!/^[0-9A-Z]{8}-?[\dX]$/.test(value)) return '应为9位组织机构代码';
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, at) => total + weight * parseInt(value[at] ?? '', 36),
    0,
  );
  return '0123456789X0'[11 - (sum % 11)] === value.at(-1) ? null : '组织机构代码校验位不对';
};

/** Registration numbers before 2015: 15 digits, ISO 7064 MOD 11,10. */
const registrationNumber: Check = (value) => {
  if (!/^\d{15}$/.test(value)) return '应为15位工商注册号';
  let product = 10;
  for (const digit of value.slice(0, 14)) product = (((product + Number(digit)) % 10 || 10) * 2) % 11;
  return (product + Number(value[14])) % 10 === 1 ? null : '工商注册号校验位不对';
};

const shaped =
  (pattern: RegExp, remedy: string): Check =>
  (value) =>
    pattern.test(value) ? null : remedy;

/** 证件类型 code → name and check. */
export const CERTIFICATES: Readonly<Record<string, { name: string; check: Check }>> = {
  '111': { name: '居民身份证', check: identityCard },
  '001': {
    name: '组织机构代码或统一社会信用代码',
    check: (value) => (value.length === 18 ? creditCode(value) : organisationCode(value)),
  },
  '821': {
    name: '营业执照',
    check: (value) => (value.length === 18 ? creditCode(value) : registrationNumber(value)),
  },
  '114': { name: '军官证', check: shaped(/^[\p{Script=Han}0-9A-Za-z-]{4,30}$/u, '军官证号码格式不对') },
  '118': { name: '士兵证', check: shaped(/^[\p{Script=Han}0-9A-Za-z-]{4,30}$/u, '士兵证号码格式不对') },
  '414': { name: '普通护照', check: shaped(/^[0-9A-Z]{5,20}$/, '护照号码格式不对') },
  '511': { name: '台湾居民来往大陆通行证', check: shaped(/^[0-9A-Z]{8,18}$/, '台胞证号码格式不对') },
  '516': {
    name: '港澳居民来往内地通行证',
    check: shaped(/^[HMC0-9][0-9A-Z]{7,17}$/, '港澳通行证号码格式不对'),
  },
  '999': { name: '其他', check: shaped(/^\S{1,64}$/, '证件号码不能有空格，最多64位') },
};
