import { CERTIFICATES } from '../common/certificates.js';
import { CODE_LISTS } from './codes.js';
import { Refusal, type RefusalName } from './errors.js';
import { readBeijingTime } from './times.js';

/** The fields of one `<Case>`, blanks left out. */
export type CaseFields = ReadonlyMap<string, string>;

interface FieldRule {
  label: string;
  required: boolean | ((fields: CaseFields) => boolean);
  /** Null when the value is in order, else which rule it breaks and what would be right. Values are never repeated. */
  check: (value: string, fields: CaseFields) => readonly [RefusalName, string] | null;
}

const matches =
  (pattern: RegExp, remedy: string): FieldRule['check'] =>
  (value) =>
    pattern.test(value) ? null : ['format', remedy];
const text = (longest: number): FieldRule['check'] =>
  matches(new RegExp(`^[^\\u0000-\\u0008]{1,${longest}}$`, 'u'), `应为1到${longest}个字`);
const inList =
  (name: keyof typeof CODE_LISTS): FieldRule['check'] =>
  (value) =>
    value in CODE_LISTS[name] ? null : ['notInList', `应为 ${Object.keys(CODE_LISTS[name]).join('、')} 之一`];
const certificateType: FieldRule['check'] = (value) =>
  value in CERTIFICATES ? null : ['notInList', `应为 ${Object.keys(CERTIFICATES).sort().join('、')} 之一`];
const certificateOf =
  (typeField: string): FieldRule['check'] =>
  (value, fields) => {
    const certificate = CERTIFICATES[fields.get(typeField) ?? ''];
    if (!certificate) return ['missing', `${typeField} 说明证件类型之后才能核对`];
    const wrong = certificate.check(value);
    return wrong === null ? null : ['checksum', wrong];
  };
const time: FieldRule['check'] = (value) =>
  readBeijingTime(value) ? null : ['format', '应为存在的时刻，形如 2026-11-23 09:30:00'];
const url: FieldRule['check'] = (value) =>
  URL.canParse(value) && /^https?:/.test(value) ? null : ['format', '应为 http 或 https 地址'];

const rule = (label: string, required: FieldRule['required'], check: FieldRule['check']): FieldRule => ({
  label,
  required,
  check,
});

/** What both a pushed rating and a page address must tell about the service. */
const SERVICE_FIELDS: Readonly<Record<string, FieldRule>> = {
  sysNO: rule('系统编号', false, matches(/^[0-9A-Za-z_-]{1,32}$/, '应为1到32位字母或数字')),
  businessCode: rule(
    '事项实施编码',
    true,
    matches(/^(?:[0-9A-Z]{31}|[0-9A-Z]{33})$/, '应为31位实施编码或33位办理项编码'),
  ),
  businessName: rule('事项名称', true, text(200)),
  projectNo: rule('办件编号', true, matches(/^[0-9A-Za-z-]{1,64}$/, '应为1到64位字母、数字或短横线')),
  projectName: rule('办件名称', true, text(200)),
  nodeName: rule('办件环节', true, text(50)),
  proStatus: rule('办件状态', true, inList('proStatus')),
  regionCode: rule('行政区划', true, matches(/^35\d{4}$/, '应为福建省内的6位行政区划代码')),
  acceptDate: rule('受理时间', true, time),
  resultDate: rule('办结时间', (fields) => fields.get('proStatus') === '3', time),
  serviceTime: rule('服务时间', true, time),
  userProp: rule('申请人类型', true, inList('userProp')),
  userName: rule('申请人', true, text(100)),
  userPageType: rule('申请人证件类型', true, certificateType),
  certKey: rule('申请人证件号码', true, certificateOf('userPageType')),
  handleUserName: rule('经办人', false, text(100)),
  handleUserPageType: rule('经办人证件类型', false, certificateType),
  handleUserPageCode: rule('经办人证件号码', false, certificateOf('handleUserPageType')),
  contactMobile: rule('联系手机', true, matches(/^1[3-9]\d{9}$/, '应为11位手机号')),
  evaluateType: rule('评价类型', true, inList('evaluateType')),
  pf: rule('评价渠道', true, inList('pf')),
  type: rule('网络类型', false, inList('type')),
  backUrl: rule('返回地址', false, url),
  customFields: rule('自定义内容', false, text(500)),
};

const RATING_FIELDS: Readonly<Record<string, FieldRule>> = {
  alternate: rule('评价等级', true, inList('alternate')),
  assessTime: rule('评价时间', true, time),
  appraisald: rule('评价选项', false, matches(/^\d{3}(?:,\d{3})*$/, '应为逗号分隔的3位代码')),
  appraisaldnum: rule('选项个数', (fields) => fields.has('appraisald'), matches(/^\d{1,2}$/, '应为数字')),
  writingevalua: rule('评价文字', false, text(2000)),
};

const pick = (names: readonly string[]): Record<string, FieldRule> =>
  Object.fromEntries(Object.entries(SERVICE_FIELDS).filter(([name]) => names.includes(name)));

/** The natural key: the interface has neither an idempotency key nor a service number. */
export const NATURAL_KEY = ['projectNo', 'nodeName', 'serviceTime', 'evaluateType'] as const;

/** Operation → the fields it takes. */
export const OPERATION_FIELDS = {
  getSaveEvaluation: { ...SERVICE_FIELDS, ...RATING_FIELDS },
  getEvaluationSupplement: { ...SERVICE_FIELDS, ...RATING_FIELDS },
  getSaveEvaluationUrl: SERVICE_FIELDS,
  getEvaluationDetail: pick(NATURAL_KEY),
} as const satisfies Record<string, Readonly<Record<string, FieldRule>>>;

export type Operation = keyof typeof OPERATION_FIELDS;

const describe = (name: string, label: string): string => `${name}（${label}）`;

/**
 * Checks one document against its operation: unknown fields first, then missing ones, then each value.
 * @throws Refusal with the field's name and what would be right; values are not repeated, they may be personal.
 */
export function checkFields(operation: Operation, fields: CaseFields): void {
  const rules: Readonly<Record<string, FieldRule>> = OPERATION_FIELDS[operation];
  for (const name of fields.keys()) {
    if (!(name in rules)) throw new Refusal('unknownField', `${operation} 没有字段 ${name}`, name);
  }
  for (const [name, { label, required }] of Object.entries(rules)) {
    const needed = typeof required === 'function' ? required(fields) : required;
    if (needed && !fields.has(name)) throw new Refusal('missing', describe(name, label), name);
  }
  for (const [name, { label, check }] of Object.entries(rules)) {
    const value = fields.get(name);
    const wrong = value === undefined ? null : check(value, fields);
    if (wrong) throw new Refusal(wrong[0], `${describe(name, label)}${wrong[1]}`, name);
  }
}
