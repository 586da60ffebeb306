/**
 * Codes that the directory and the provincial exchange carry, with their check digits. Pure: a code goes in, a verdict
 * comes out. Verdicts speak plain Chinese, because they end on a form or in an import report.
 */

/** `doubt` is a mark on what is taken all the same. */
export type CodeVerdict = { ok: true; doubt?: string } | { ok: false; reason: string };

const OK: CodeVerdict = { ok: true };
const no = (reason: string): CodeVerdict => ({ ok: false, reason });

/* ---- GB 11643: identity numbers of citizens ---- */

const IDENTITY_CHECK = '10X98765432';

/**
 * The check character of an identity number (GB 11643, ISO 7064 MOD 11-2).
 * @param first17 the 17 digits before it
 */
export function identityCheckCharacter(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(first17[i]) * (2 ** (17 - i) % 11);
  return IDENTITY_CHECK.charAt(sum % 11);
}

/**
 * Judges an 18-character identity number: form, a birthday that exists and does not lie after `today`, check character.
 * The region part is not looked up: people keep the code of the place where they were first registered.
 * @param today `yyyy-MM-dd`, Beijing time; without it any existing day is taken
 */
export function checkIdentityNumber(value: string, today?: string): CodeVerdict {
  if (!/^[1-9]\d{16}[\dX]$/.test(value)) return no('应为18位身份证号码，最后一位可以是大写X');
  const birthday = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isCalendarDay(birthday) || birthday < '1850-01-01' || (today !== undefined && birthday > today)) {
    return no('第7到14位不是有效的出生日期，请核对');
  }
  if (identityCheckCharacter(value.slice(0, 17)) !== value[17]) {
    return no('身份证号码的校验位不对，请核对是否有数字输错');
  }
  return OK;
}

/** Judges the residence permit of a resident of Hong Kong, Macao or Taiwan: an identity number from 81, 82 or 83 on. */
export function checkResidencePermit(value: string, today?: string): CodeVerdict {
  return /^8[123]/.test(value) ? checkIdentityNumber(value, today) : no('应为81、82或83开头的18位号码');
}

/** Judges a foreigner's permanent residence card, of 2023 (an identity number from 9 on) or before (three letters, twelve digits). */
export function checkPermanentResidence(value: string, today?: string): CodeVerdict {
  if (/^[A-Z]{3}\d{12}$/.test(value)) return OK;
  return value.startsWith('9')
    ? checkIdentityNumber(value, today)
    : no('应为9开头的18位号码，或3个字母加12位数字');
}

/** Whether `yyyy-MM-dd` names a day that exists. */
export function isCalendarDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
}

/* ---- GB 32100: unified social credit codes, with GB 11714 organisation codes inside ---- */

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_FORM = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** The check character of an organisation code (GB 11714): @param first8 digits and capital letters. */
export function organisationCheckCharacter(first8: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + weight * parseInt(first8.charAt(i), 36),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

/** The check character of a unified social credit code (GB 32100): @param first17 of its own alphabet. */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17.slice(0, 17)) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/**
 * Judges an 18-character unified social credit code: alphabet, the organisation code inside, check character. Some of the
 * codes of before 2016 carry a check character that does not compute: with a sound organisation code inside they are taken
 * with a mark, for the business check to decide.
 */
export function checkUscc(value: string): CodeVerdict {
  if (!USCC_FORM.test(value)) return no('应为18位统一社会信用代码，由数字和大写字母组成，不含 I、O、S、V、Z');
  if (organisationCheckCharacter(value.slice(8, 16)) !== value[16]) {
    return no('第9到17位（组织机构代码）的校验位不对，请核对');
  }
  if (usccCheckCharacter(value.slice(0, 17)) !== value[17]) {
    return { ok: true, doubt: '最后一位校验位不对：2016年以前的代码有这样的，否则是输错了' };
  }
  return OK;
}

/* ---- GB/T 39554.1: codes of service items ---- */

/** Item types as the two digits of the basic code name them; retired types stay out of new data. */
export const ITEM_TYPES = {
  '01': '行政许可',
  '02': '行政处罚',
  '03': '行政强制',
  '04': '行政征收',
  '05': '行政给付',
  '06': '行政检查',
  '07': '行政确认',
  '08': '行政奖励',
  '09': '行政裁决',
  '10': '其他行政权力',
  '20': '公共服务',
} as const;
export type ItemTypeCode = keyof typeof ITEM_TYPES;

export const ITEM_LEVELS = {
  '1': '国家级',
  '2': '省级',
  '3': '市级',
  '4': '县级',
  '5': '乡镇（街道）级',
  '6': '村（社区）级',
} as const;
export type ItemLevel = keyof typeof ITEM_LEVELS;

export interface TaskCodeParts {
  /** Unified social credit code of the implementing body. */
  uscc: string;
  level: ItemLevel;
  /** The 12-digit basic code, the same wherever the item is implemented. */
  basicCode: string;
  type: ItemTypeCode;
  /** The two digits that tell one handling item (办理项) of the item from another; null for the item itself. */
  handle: string | null;
}

/**
 * Takes apart a 31-digit 实施编码 or a 33-digit 业务办理项编码; null if the form is not theirs.
 *
 * Structure (GB/T 39554.1-2020, the coding part of the national item list C0109; checked against codes that cities publish,
 * such as Shanghai's `11310000MB2F30661Y` `2` `312003564000` `01`): 18 characters credit code of the implementing body ·
 * 1 digit level at which it is exercised · 12 digits basic code (2 region the item comes from, 00 for the nation · 2 item
 * type · 5 main item · 3 sub-item) · and, for a handling item only, 2 digits more.
 */
export function parseTaskCode(value: string): TaskCodeParts | null {
  const match = /^([0-9A-Z]{18})([1-6])(\d{2}(\d{2})\d{8})(\d{2})?$/.exec(value);
  const [, uscc, level, basicCode, type, handle] = match ?? [];
  if (uscc === undefined || level === undefined || basicCode === undefined || type === undefined) return null;
  if (!(type in ITEM_TYPES)) return null;
  return {
    uscc,
    level: level as ItemLevel,
    basicCode,
    type: type as ItemTypeCode,
    handle: handle ?? null,
  };
}

/** Judges a 31-digit 实施编码: its structure, and the credit code inside, with its doubt. */
export function checkTaskCode(value: string): CodeVerdict {
  if (!/^[0-9A-Z]{31}$/.test(value)) return no('应为31位实施编码，由数字和大写字母组成');
  const parts = parseTaskCode(value);
  if (!parts) return no('第19位应为行使层级1到6，第20到31位应为基本编码且第22、23位是事项类型，请核对');
  const uscc = checkUscc(parts.uscc);
  return uscc.ok ? uscc : no(`前18位：${uscc.reason}`);
}

/** Judges a 33-digit 业务办理项编码 against the 31-digit 实施编码 it belongs to. */
export function checkTaskHandleItem(value: string, taskCode: string): CodeVerdict {
  if (!/^[0-9A-Z]{31}\d{2}$/.test(value)) return no('应为33位业务办理项编码：31位实施编码加2位序号');
  if (!value.startsWith(taskCode)) return no('前31位应与同一行的实施编码相同');
  return OK;
}
