import type { ForwardingReason } from '@haochaping/shared/contracts';

/** Why a rating has not reached the province, as choices of a filter; rows bring their own words from the server. */
export const REASON_CHOICES: Readonly<Record<ForwardingReason, string>> = {
  no_transaction: '没有对应的办件',
  no_applicant: '没有申请人信息',
  incomplete_transaction: '办件信息不全',
  unexplained: '差评没有说明原因',
  time_order: '服务时间晚于评价时间',
  unknown_code: '有省里没有的代码',
  unencodable: '有省里字符集没有的字',
  from_province: '来自省里的评价页',
  not_configured: '还没有接入省系统',
  unavailable: '省系统没有接通',
  unconfirmed: '送出后没有答复',
  rejected: '省里不收',
  conflict: '与省里已有的评价对不上',
};
