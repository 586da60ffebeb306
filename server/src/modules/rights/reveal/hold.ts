import { HOLDING_CHANGES, holdOn, REVEAL_LIMITS, type Hold } from '@haochaping/shared/domain';
import type { Config } from '../../../config/config.js';
import { beijingTime } from '../../../paper/beijing.js';
import { StaffAccountModel, type StaffAccountRecord, isExcused } from '../../staff/index.js';

/**
 * What keeps this account from asking for a contact, agreeing to it or opening it, and until when; null when nothing does.
 * That the demo made an account holds nothing: its password is public anyway. Source: domain.md §5; adr/020.
 */
export async function holdOf(
  config: Pick<Config, 'production'>,
  accountId: string,
  now: Date,
): Promise<Hold | null> {
  const account = await StaffAccountModel.findById(accountId, {
    audit: 1,
    demo: 1,
  }).lean<StaffAccountRecord>();
  if (!account) return null;
  const excused = isExcused(account, config);
  const changes = account.audit.filter(({ actor }) => !(excused && actor.kind === 'system'));
  return holdOn(changes, REVEAL_LIMITS.holdHours, now);
}

/** The hold in words: why, and from when it works. */
export const holdWords = ({ because, until }: Hold): string =>
  `您的${HOLDING_CHANGES[because]}，为了保护评价人，${beijingTime(until)} 以后才能申请、同意和查看联系方式。急的请找本单位另一位同事。`;
