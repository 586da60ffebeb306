import { isCalendarDay, type CodeVerdict } from '@haochaping/shared/domain/codes';
import type { CellValue } from './types.js';

/** What is wrong with a cell, and what to do about it; both in words for the person who filled the table. */
export interface CellProblem {
  problem: string;
  remedy: string;
}

export type CellResult = { value: CellValue } | CellProblem;

/** How a column's text becomes a value and back. `read` gets trimmed, non-empty text. */
export interface CellFormat {
  read(text: string): CellResult;
  write(value: CellValue): string;
  /** What belongs here, for the template. */
  hint: string;
}

const asText = (value: CellValue) => (value === null ? '' : String(value));
export const LIST_SEPARATOR = '；';

/** A line of words. Leading = + - @ would run as a formula when the export is opened in a spreadsheet. */
export function words(max: number): CellFormat {
  return {
    hint: `文字，最多${max}字`,
    write: asText,
    read(text) {
      if ([...text].length > max) return { problem: `超过${max}字`, remedy: '请缩短' };
      if (/^[=+\-@]/.test(text)) {
        return { problem: `以“${text.charAt(0)}”开头，表格软件会当成公式`, remedy: '请去掉开头的符号' };
      }
      // eslint-disable-next-line no-control-regex -- control characters are exactly what must not get in
      if (/[\u0000-\u001f\u007f]/.test(text))
        return { problem: '含有换行或控制字符', remedy: '请写成一行，去掉看不见的字符' };
      return { value: text };
    },
  };
}

/** A code with a rule of its own. */
export function coded(hint: string, check: (text: string) => CodeVerdict): CellFormat {
  return {
    hint,
    write: asText,
    read(text) {
      const verdict = check(text);
      return verdict.ok ? { value: text } : { problem: `“${text}”不对`, remedy: verdict.reason };
    },
  };
}

/** The code of a record: of this one, or of another. */
export function recordCode(hint: string): CellFormat {
  return coded(hint, (text) =>
    /^[0-9A-Z-]{2,40}$/.test(text)
      ? { ok: true }
      : { ok: false, reason: '编码由数字、大写字母和短横线组成，2到40位' },
  );
}

/** Several codes in one cell. */
export function recordCodes(hint: string): CellFormat {
  const one = recordCode(hint);
  return {
    hint: `${hint}；多个用“；”隔开`,
    write: (value) => (Array.isArray(value) ? value.join(LIST_SEPARATOR) : ''),
    read(text) {
      const parts = splitList(text);
      for (const part of parts) {
        const result = one.read(part);
        if (!('value' in result)) return result;
      }
      const twice = parts.find((part, i) => parts.indexOf(part) !== i);
      if (twice !== undefined) return { problem: `“${twice}”写了两次`, remedy: '每个编码只写一次' };
      return { value: parts };
    },
  };
}

/** One of a few words; stored as the word's key. */
export function choice(labels: Readonly<Record<string, string>>): CellFormat {
  const all = Object.values(labels).join('、');
  return {
    hint: all,
    write: (value) => labels[asText(value)] ?? '',
    read(text) {
      const found = Object.entries(labels).find(([, label]) => label === text);
      return found ? { value: found[0] } : { problem: `没有“${text}”这一种`, remedy: `请填：${all}` };
    },
  };
}

/** Some of a few words. */
export function choices(labels: Readonly<Record<string, string>>): CellFormat {
  const one = choice(labels);
  return {
    hint: `${one.hint}；可以都填，用“；”隔开`,
    write: (value) => (Array.isArray(value) ? value.map((key) => one.write(key)).join(LIST_SEPARATOR) : ''),
    read(text) {
      const keys: string[] = [];
      for (const part of splitList(text)) {
        const result = one.read(part);
        if (!('value' in result)) return result;
        keys.push(String(result.value));
      }
      return { value: [...new Set(keys)] };
    },
  };
}

export function wholeNumber(max: number): CellFormat {
  return {
    hint: `0到${max}的整数`,
    write: asText,
    read(text) {
      const value = Number(text);
      return /^\d{1,6}$/.test(text) && value <= max
        ? { value }
        : { problem: `“${text}”不对`, remedy: `请填0到${max}的整数` };
    },
  };
}

export const YES_NO: CellFormat = {
  hint: '是、否',
  write: (value) => (value === true ? '是' : '否'),
  read: (text) =>
    text === '是' || text === '否'
      ? { value: text === '是' }
      : { problem: `“${text}”不对`, remedy: '请填：是、否' },
};

/** An address on the web. */
export const WEB_ADDRESS: CellFormat = coded('网址，以 https:// 开头', (text) =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
    ? { ok: true }
    : { ok: false, reason: '请填完整的网址，如 https://www.example.gov.cn' },
);

/** A day; stands for its first instant in Asia/Shanghai (always UTC+8 in the years a directory speaks of). */
export const DAY: CellFormat = {
  hint: '日期，如 2026-01-01，从当天零点（北京时间）起算',
  write: (value) => (value === null ? '' : dayOf(new Date(String(value)))),
  read(text) {
    const day = text
      .replaceAll('/', '-')
      .replace(/^(\d{4})-(\d)-/, '$1-0$2-')
      .replace(/-(\d)$/, '-0$1');
    return isCalendarDay(day)
      ? { value: new Date(`${day}T00:00:00+08:00`).toISOString() }
      : { problem: `“${text}”不是日期`, remedy: '请写成 2026-01-01 的样子' };
  },
};

/** The day of an instant in Asia/Shanghai, `yyyy-MM-dd`. */
export function dayOf(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

function splitList(text: string): string[] {
  return text
    .split(/[；;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
