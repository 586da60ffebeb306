/**
 * Channels a rating can come by, and how each is configured.
 * Source: 方案 二(二)1–2, 附件; FA-2.2.1-a FA-2.2.2-a.
 */

export const CHANNELS = ['pc', 'mobile', 'qr', 'tablet', 'terminal', 'phone', 'sms', 'paper'] as const;
export type Channel = (typeof CHANNELS)[number];

export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  pc: '电脑网页',
  mobile: '手机',
  qr: '扫码',
  tablet: '窗口评价器',
  terminal: '自助终端',
  phone: '电话',
  sms: '短信',
  paper: '纸质表格',
};

/** Where the page that the evaluator sees comes from: ours, or the province's. */
export const PAGE_SOURCES = ['own', 'province'] as const;
export type PageSource = (typeof PAGE_SOURCES)[number];

/** How far the evaluator's real name is established (domain word 实名程度). */
export const ASSURANCES = ['verified', 'from_transaction', 'phone', 'anonymous'] as const;
export type Assurance = (typeof ASSURANCES)[number];

export const ASSURANCE_NAMES: Readonly<Record<Assurance, string>> = {
  verified: '已实名核验',
  from_transaction: '办件申请人',
  phone: '手机号',
  anonymous: '匿名',
};
