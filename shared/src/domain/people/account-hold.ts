/**
 * How long an account that somebody else has changed may not look at who rated. Whoever makes, resets or promotes an
 * account could sit behind it; a day later its owner, and other administrators, have had the time to notice. Source:
 * domain.md §5; FA-3.3-b; adr/020.
 */

const HOUR_MS = 3_600_000;

/** Changes by others, and the owner's report of one, after which it may not be the owner who sits there, or after which the account may do more, as people read them. */
export const HOLDING_CHANGES = {
  'staff.account_created': '账号刚建立',
  'staff.rights_changed': '权限刚改过',
  'staff.password_reset': '密码刚被重设',
  'staff.second_factor_reset': '手机验证码刚被取消',
  'staff.identity_reset': '登记的身份刚被清除',
  'staff.account_enabled': '账号刚恢复使用',
  'staff.change_disowned': '账号刚报告过被人动了手脚',
} as const satisfies Record<string, string>;
export type HoldingChange = keyof typeof HOLDING_CHANGES;

/** Something that was done to an account, by the action of its audit entry. */
export interface AccountChange {
  action: string;
  at: Date;
}

export interface Hold {
  because: HoldingChange;
  until: Date;
}

const isHoldingChange = (action: string): action is HoldingChange =>
  Object.keys(HOLDING_CHANGES).includes(action);

/** What keeps an account from looking, and until when; the change that keeps it longest. Null when nothing does. */
export function holdOn(changes: readonly AccountChange[], hours: number, now: Date): Hold | null {
  let hold: Hold | null = null;
  for (const { action, at } of changes) {
    const until = new Date(at.getTime() + hours * HOUR_MS);
    if (isHoldingChange(action) && until > now && (!hold || until > hold.until))
      hold = { because: action, until };
  }
  return hold;
}
