/** Every error a person may meet, with its HTTP status and a plain sentence. Codes are stable; programs match on them, never on the sentence. */
const ERRORS = {
  invalid_input: [400, '有些内容填得不对，请按提示改正'],
  real_name_mismatch: [400, '姓名和证件号码没有核对上，请按证件逐字检查后再试；不实名也可以评价'],
  business_mismatch: [400, '企业名称、统一社会信用代码和法定代表人没有核对上，请按营业执照逐字检查后再试'],
  malformed_json: [400, '收到的内容不是完整的 JSON，请检查后重发'],
  bad_request: [400, '请求的格式不对'],
  not_signed_in: [401, '请先登录'],
  wrong_credentials: [401, '账号或密码不对，请再试一次'],
  wrong_code: [401, '验证码不对或已经用过，请等手机上换一个再试'],
  sign_in_failed: [401, '这次没有登录成功，请再试一次'],
  bad_signature: [401, '签名验证没有通过'],
  device_unknown: [401, '这台评价器已经停用或改绑，请工作人员用新的绑定码重新绑定'],
  not_allowed: [403, '您没有这项权限'],
  second_factor_needed: [403, '这一步要用手机验证码登录才能做，请先在“我的账号”里设好手机验证码'],
  rated_staff: [403, '您在这个单位工作，不能评价自己单位的服务；有意见请向上级部门或 12345 反映'],
  real_name_needed: [403, '代企业办事要先核对本人实名'],
  csrf: [403, '页面已过期，请刷新后再试'],
  stale_sign_in: [403, '为保护您的信息，请重新登录，在10分钟之内再做这一步'],
  consent_needed: [403, '这一步要先征得您的同意；不同意也不影响评价'],
  not_found: [404, '没有找到'],
  sign_in_unavailable: [404, '这里没有开通这种登录方式，请换一种'],
  invitation_unknown: [404, '没有找到这个评价邀请，请重新扫码或点短信里的链接'],
  device_code_unknown: [404, '绑定码不对、用过了或过期了，请在控制台换一个新的'],
  static_code_unknown: [404, '没有找到这个二维码对应的窗口，请向工作人员说一声'],
  method_not_allowed: [405, '这个地址不支持这种操作'],
  already_rated: [409, '这次服务已经评价过了'],
  too_slow: [408, '内容很久没有传过来，可能是网络太慢，请换个网络再传'],
  conflict: [409, '与已有的记录冲突'],
  replayed: [409, '这个请求已经收到过了'],
  invitation_expired: [410, '这个评价邀请已经过期'],
  too_large: [413, '内容太大'],
  unsupported_type: [415, '不支持这种内容类型，请用 application/json'],
  too_many_requests: [429, '操作太频繁，请稍等一会儿再试'],
  internal: [500, '我们这边出了问题，已经记下，请稍后再试'],
  peer_unavailable: [503, '要用到的外部服务暂时连不上，请稍后再试'],
  real_name_unavailable: [503, '没有核对成，核对服务暂时连不上，请稍后再试；可以先不实名'],
  province_unavailable: [503, '省里的评价页面暂时打不开，请稍后再试'],
  unavailable: [503, '服务正在启动或停止，请稍后再试'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof ERRORS;
export interface FieldError {
  field: string;
  message: string;
}

/** An error with a typed code; one place (`onError`) turns it into an answer. */
export class AppError extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(
    readonly code: ErrorCode,
    options: {
      message?: string;
      details?: FieldError[];
      headers?: Record<string, string>;
      cause?: unknown;
    } = {},
  ) {
    super(options.message ?? ERRORS[code][1], { cause: options.cause });
    this.status = ERRORS[code][0];
    this.details = options.details;
    this.headers = options.headers ?? {};
  }

  readonly details: FieldError[] | undefined;
}

/** What was filled in is wrong in one field. @param message what to do about it */
export const wrongField = (field: string, message: string): AppError =>
  new AppError('invalid_input', { details: [{ field, message }] });

/** The typed code for a status that a library raised, so that Koa's own errors keep their meaning. */
export function codeForStatus(status: number): ErrorCode {
  const byStatus: Record<number, ErrorCode> = {
    401: 'not_signed_in',
    403: 'not_allowed',
    404: 'not_found',
    405: 'method_not_allowed',
    409: 'conflict',
    413: 'too_large',
    415: 'unsupported_type',
    429: 'too_many_requests',
    503: 'unavailable',
  };
  return byStatus[status] ?? (status >= 400 && status < 500 ? 'bad_request' : 'internal');
}
