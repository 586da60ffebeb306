/** What became of a message that the gateway took. */
export const SMS_RESULTS = ['delivered', 'failed'] as const;
export type SmsResult = (typeof SMS_RESULTS)[number];

/** Whether a receipt tells anything new: what once arrived has arrived, and what did not may arrive later. */
export const receiptCounts = (known: SmsResult | null, told: SmsResult): boolean =>
  known === null || (known === 'failed' && told === 'delivered');

/** The operator's reasons, for people. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ABSENT', '关机或不在服务区'],
  ['UNKNOWN_NUMBER', '空号'],
  ['SUSPENDED', '停机'],
  ['BLOCKED', '对方拦截或退订'],
  ['REJECTED', '运营商不收'],
  ['EXPIRED', '运营商一直没有送到'],
]);

/** Why a message did not arrive, as people say it; a reason nobody named stands as it came. */
export const smsReason = (reason: string): string =>
  REASONS.get(reason) ?? (/^[A-Z_]+$/.test(reason) ? `运营商：${reason}` : reason || '运营商没说为什么');
