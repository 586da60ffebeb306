/**
 * The answers this sandbox gives besides 200. The numbers are its own: the real province's list is not public, and the
 * adapter that talks to it must take them from configuration.
 */
export const REFUSALS = {
  missing: { code: '4001', meaning: '缺少必填字段' },
  unknownField: { code: '4002', meaning: '有接口规范之外的字段' },
  format: { code: '4003', meaning: '字段格式不对' },
  notInList: { code: '4004', meaning: '代码不在代码表内' },
  checksum: { code: '4005', meaning: '证件号码校验不通过' },
  timeOrder: { code: '4006', meaning: '服务时间晚于评价时间' },
  unexplained: { code: '4007', meaning: '差评没有说明原因' },
  options: { code: '4008', meaning: '评价选项与等级或数量不符' },
  cipher: { code: '4009', meaning: 'xmlStr 解密失败' },
  charset: { code: '4010', meaning: '有字符集之外的字节' },
  document: { code: '4011', meaning: 'xmlStr 不是规范的 Case 文档' },
  appKey: { code: '4012', meaning: 'appKey 未登记' },
  notFound: { code: '4040', meaning: '没有查询到这次评价' },
  duplicate: { code: '4090', meaning: '这次评价已经上报过' },
} as const satisfies Record<string, { code: string; meaning: string }>;

export type RefusalName = keyof typeof REFUSALS;

/** The request was understood and refused: answered with HTTP 200 and a code of its own inside `<Case>`. */
export class Refusal extends Error {
  readonly code: string;
  constructor(
    name: RefusalName,
    readonly detail: string,
    readonly field: string | null = null,
  ) {
    super(`${REFUSALS[name].meaning}：${detail}`);
    this.code = REFUSALS[name].code;
  }
}

/** The envelope itself is wrong: answered with a SOAP fault, HTTP 500 as SOAP 1.1 §6.2 asks. */
export class SoapFault extends Error {
  constructor(
    readonly faultCode: 'Client' | 'Server' | 'VersionMismatch',
    message: string,
  ) {
    super(message);
  }
}
