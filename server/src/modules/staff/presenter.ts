import type { StaffAccountEvent, StaffAccountView, StaffSessionView } from '@haochaping/shared/contracts';
import { JURISDICTIONS, STAFF_ROLE_NAMES, type StaffRole } from '@haochaping/shared/domain';
import type { AuditEvent } from '../audit/index.js';
import type { SessionRecord } from '../sessions/index.js';
import type { StaffAccountRecord } from './model.js';

/** An account as its administrators see it: no password, no secret, no keyed hash. */
export function presentAccount(account: StaffAccountRecord, lockedUntil: Date | undefined): StaffAccountView {
  return {
    id: account._id,
    username: account.username,
    displayName: account.displayName,
    role: account.role,
    roleName: STAFF_ROLE_NAMES[account.role],
    institutionCode: account.institutionCode,
    institutionName: account.institutionName,
    regionCodes: account.regionCodes,
    regionNames: account.regionCodes.map((code) => JURISDICTIONS[code] ?? code),
    staffCode: account.staffCode ?? null,
    offWindow: account.offWindow ?? false,
    state: account.disabledAt ? 'disabled' : lockedUntil ? 'locked' : 'active',
    lockedUntil: lockedUntil?.toISOString() ?? null,
    mustChangePassword: account.mustChangePassword,
    secondFactor: Boolean(account.totp),
    documentProven: Boolean(account.certProvenAt),
    phoneProven: Boolean(account.phoneProvenAt),
    disownedAt: account.disownedAt?.toISOString() ?? null,
    lastSignInAt: account.lastSignInAt?.toISOString() ?? null,
    createdAt: account.createdAt?.toISOString() ?? null,
  };
}

/** A sign-in as its owner, or an administrator, recognises it. */
export function presentSession(session: SessionRecord, currentId: string): StaffSessionView {
  return {
    id: session._id,
    device: session.device,
    since: session.createdAt.toISOString(),
    lastUsedAt: session.refreshedAt.toISOString(),
    until: session.expiresAt.toISOString(),
    secondFactor: session.secondFactor,
    current: session._id === currentId,
  };
}

/** What is told of an account's rights, in people's words. */
const ACTIONS: Readonly<Record<string, string>> = {
  'staff.account_created': '建立账号',
  'staff.rights_changed': '改了权限',
  'staff.account_disabled': '停用',
  'staff.account_enabled': '恢复使用',
  'staff.password_reset': '重设密码',
  'staff.second_factor_reset': '取消手机验证码',
  'staff.identity_reset': '清除本人登记的证件和手机',
  'staff.unlocked': '解锁',
  'staff.sessions_ended': '结束所有登录',
  'staff.change_disowned': '自己报告：改动不是本人要求的',
  'staff.password_changed': '自己改了密码',
  'staff.second_factor_set_up': '自己设了手机验证码',
  'staff.recovery_codes_renewed': '自己换了备用码',
  'staff.identity_bound': '自己登记了证件或手机',
};
const FIELDS: Readonly<Record<string, string>> = {
  role: '角色',
  institutionCode: '单位',
  regionCodes: '管辖范围',
  staffCode: '工号',
  offWindow: '不在窗口服务',
  displayName: '称呼',
};

/** Names of what a history holds by id or code, for what is known. */
export interface HistoryNames {
  account: (id: string) => string | undefined;
  institution: (code: string) => string | undefined;
}

/** The institutions an entry of a history tells of, by code. */
export function institutionsTold({ detail = {} }: AuditEvent): string[] {
  return ['Before', 'After'].flatMap((when) => {
    const code = detail[`institutionCode${when}`];
    return typeof code === 'string' ? [code] : [];
  });
}

/** One entry of an account's history, in names where they are known. */
export function presentEvent(event: AuditEvent, names: HistoryNames): StaffAccountEvent {
  const detail = event.detail ?? {};
  const told = (field: string, when: 'Before' | 'After') =>
    wordOf(field, String(detail[`${field}${when}`] ?? ''), names);
  return {
    at: event.at.toISOString(),
    action: event.action,
    actionName: ACTIONS[event.action] ?? event.action,
    by: event.actor.kind === 'system' ? '初次安装' : (names.account(event.actor.id) ?? '另一位管理员'),
    changes: Object.keys(FIELDS)
      .filter((field) => `${field}Before` in detail || `${field}After` in detail)
      .map((field) => ({
        field: FIELDS[field] ?? field,
        before: told(field, 'Before'),
        after: told(field, 'After'),
      })),
  };
}

function wordOf(field: string, value: string, names: HistoryNames): string {
  if (field === 'institutionCode') return names.institution(value) ?? value;
  if (field === 'role') return STAFF_ROLE_NAMES[value as StaffRole] ?? value;
  if (field === 'offWindow') return value === 'true' ? '是' : '没有写';
  if (field === 'displayName') return value === 'changed' ? '（改了）' : value;
  if (field !== 'regionCodes') return value;
  return value
    .split(',')
    .map((code) => JURISDICTIONS[code] ?? code)
    .join('、');
}
