/**
 * What others did to a staff account, as its owner is told of it. Whoever administers accounts could sit behind one of them;
 * its owner is who notices first. Source: domain.md §5; FA-3.3-b; adr/020.
 */

/** By the action of its audit entry, said to the owner. */
export const TOLD_TO_OWNER = {
  'staff.account_created': '建立了您的账号',
  'staff.rights_changed': '改了您的权限或姓名',
  'staff.password_reset': '重设了您的密码',
  'staff.second_factor_reset': '取消了您的手机验证码',
  'staff.identity_reset': '清除了您登记的证件和手机',
  'staff.account_disabled': '停用了您的账号',
  'staff.account_enabled': '恢复了您的账号',
  'staff.unlocked': '给您的账号解了锁',
  'staff.sessions_ended': '结束了您的所有登录',
} as const satisfies Record<string, string>;

/** An entry of an account's audit trail. */
export interface AccountDeed {
  action: string;
  at: Date;
  actor: { kind: string; id: string };
}

/** What others did, the latest first. What the installation did, and what the owner did, is not told. */
export function deedsOfOthers<Deed extends AccountDeed>(trail: readonly Deed[], accountId: string): Deed[] {
  return trail
    .filter(
      ({ action, actor }) =>
        Object.keys(TOLD_TO_OWNER).includes(action) && actor.kind === 'staff' && actor.id !== accountId,
    )
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}

/**
 * Whether the owner still has to be told. That the account was made is what they were waiting for.
 * @param seenAt the instant up to which the owner has seen what was done; null when nothing was seen
 */
export function isUntold({ action, at }: Pick<AccountDeed, 'action' | 'at'>, seenAt: Date | null): boolean {
  return action !== 'staff.account_created' && (seenAt === null || at > seenAt);
}
