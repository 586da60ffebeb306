import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** What a number limits: signs of a text, entries of a list, or a number itself. */
const SIZES: Readonly<Record<string, { unit: string }>> = {
  string: { unit: '个字' },
  array: { unit: '项' },
  set: { unit: '项' },
};
const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否（true、false）',
  array: '一组',
  object: '一组内容',
};
const FORMATS: Readonly<Record<string, string>> = {
  date: '日期要写成 2026-03-02 这样',
  datetime: '时间要写成 2026-03-02T09:30:00+08:00 这样',
  url: '要填网址',
  email: '要填电子邮箱',
  uuid: '编号不对，请核对',
};
const FILL = '请填这一项';

function tooBig({ origin, maximum, inclusive }: Extract<Issue, { code: 'too_big' }>): string {
  const size = SIZES[origin];
  if (size) return `太长了，最多${maximum}${size.unit}`;
  return inclusive === false ? `要小于${maximum}` : `最大${maximum}`;
}

function tooSmall({ origin, minimum, inclusive }: Extract<Issue, { code: 'too_small' }>): string {
  const size = SIZES[origin];
  if (size && minimum === 1) return FILL;
  if (size) return `至少${minimum}${size.unit}`;
  return inclusive === false ? `要大于${minimum}` : `最小${minimum}`;
}

type Code = Issue['code'];
const WORDS: { [C in Code]?: (issue: Extract<Issue, { code: C }>) => string } = {
  invalid_type: ({ input, expected }) =>
    input === undefined || input === null ? FILL : `这一项要填${TYPES[expected] ?? expected}`,
  invalid_value: ({ input, values }) =>
    input === undefined ? FILL : `只能是${values.map(String).join('、')}`,
  too_big: tooBig,
  too_small: tooSmall,
  invalid_format: ({ format }) => FORMATS[format] ?? '写法不对，请核对',
  invalid_union: () => '这一项不对，请核对',
};

/** What is wrong with a field and how to put it right, in words for whoever filled it in; undefined where there are none. */
export const faultWords = (issue: Issue): string | undefined =>
  (WORDS[issue.code] as ((one: Issue) => string) | undefined)?.(issue);
