/**
 * Who works with the system, and who may be given which rights. Roles, the twelve jurisdictions and the rules of a grant;
 * no clock, no database. Source: domain.md §1 §5 §7, 等保三级 三员分立; FA-3.3-c.
 */

/**
 * Roles of staff. A window clerk serves and is rated; the three administrators are three people, so that nobody who runs
 * the system also grants rights, and nobody who grants rights also judges the log. One account has one role.
 */
export const STAFF_ROLES = [
  'window_clerk',
  'department',
  'center',
  'reform_office',
  'efficiency_office',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
export const STAFF_ROLE_NAMES: Readonly<Record<StaffRole, string>> = {
  window_clerk: '窗口人员',
  department: '审批部门',
  center: '行政服务中心管委会',
  reform_office: '审改办',
  efficiency_office: '效能办',
  system_admin: '系统管理员',
  security_admin: '安全管理员',
  audit_admin: '审计管理员',
};

/** Roles of those who are rated: they read ratings late, by period, and never learn who gave them. */
export const RATED_SIDE_ROLES: readonly StaffRole[] = ['window_clerk', 'department'];

/** Roles that decide, reveal, or rule over accounts and records: a password alone is not enough for them. */
export const SECOND_FACTOR_ROLES: readonly StaffRole[] = [
  'center',
  'reform_office',
  'efficiency_office',
  'system_admin',
  'security_admin',
  'audit_admin',
];

export const CITY_CODE = '350400';
/** The eleven below the city, with the names they have had since 2021. */
const COUNTIES: Readonly<Record<string, string>> = {
  350404: '三元区',
  350405: '沙县区',
  350481: '永安市',
  350421: '明溪县',
  350423: '清流县',
  350424: '宁化县',
  350425: '大田县',
  350426: '尤溪县',
  350428: '将乐县',
  350429: '泰宁县',
  350430: '建宁县',
};
/** Codes that were abolished in 2021 and stand in old records. */
const SUCCESSORS: Readonly<Record<string, string>> = { 350402: '350404', 350403: '350404', 350427: '350405' };

/** The twelve jurisdictions, the city first, each with an office of every kind of its own. */
export const JURISDICTIONS: Readonly<Record<string, string>> = { [CITY_CODE]: '三明市', ...COUNTIES };
export const JURISDICTION_CODES: readonly string[] = [CITY_CODE, ...Object.keys(COUNTIES)];

/** The jurisdiction a region code belongs to, also an abolished one; null outside the city. */
export function jurisdictionOf(regionCode: string): string | null {
  const code = SUCCESSORS[regionCode] ?? regionCode;
  return JURISDICTION_CODES.includes(code) ? code : null;
}

/** Whether rights over `held` reach a region: the city's reach everywhere, a county's only itself. */
export function reaches(held: readonly string[], regionCode: string): boolean {
  const jurisdiction = jurisdictionOf(regionCode);
  return jurisdiction !== null && (held.includes(CITY_CODE) || held.includes(jurisdiction));
}

/** Whether rights over `held` reach every one of these regions, of which there must be one. */
export function reachesAll(held: readonly string[], regionCodes: readonly string[]): boolean {
  return regionCodes.length > 0 && regionCodes.every((code) => reaches(held, code));
}

/** What an account is given: one role, one institution, and the regions whose records it sees. */
export interface StaffRights {
  role: StaffRole;
  institutionCode: string;
  regionCodes: readonly string[];
}

/** The kind of institution a role belongs to; a role that is not named may sit anywhere. */
const SEAT: Readonly<Partial<Record<StaffRole, string>>> = {
  center: 'center',
  reform_office: 'reform_office',
  efficiency_office: 'efficiency_office',
};
/** They look after the one installation there is, which belongs to the city. */
const CITY_ROLES: readonly StaffRole[] = ['system_admin', 'audit_admin'];

export interface RightsFault {
  field: string;
  message: string;
}

/**
 * What is wrong with the rights as such, whoever gives them; empty when nothing is.
 * @param institution the institution as the directory knows it today; null when it does not
 */
export function rightsFaults(
  rights: StaffRights,
  institution: { type: string; regionCode: string } | null,
): RightsFault[] {
  const { role, regionCodes } = rights;
  const seat = institution && jurisdictionOf(institution.regionCode);
  if (!institution || !seat)
    return [{ field: 'institutionCode', message: '目录里没有这个单位，请重新选一个' }];
  const faults: RightsFault[] = [];
  const wanted = SEAT[role];
  if (wanted && institution.type !== wanted)
    faults.push({
      field: 'institutionCode',
      message: `${STAFF_ROLE_NAMES[role]}的账号要放在${STAFF_ROLE_NAMES[role]}这样的单位里`,
    });
  const known = regionCodes.every((code) => JURISDICTION_CODES.includes(code));
  if (regionCodes.length === 0 || !known)
    faults.push({ field: 'regionCodes', message: '管辖范围要在三明市和它的十一个县（市、区）里选' });
  else if (new Set(regionCodes).size < regionCodes.length)
    faults.push({ field: 'regionCodes', message: '同一个管辖范围写了两次' });
  else if (!reachesAll([seat], regionCodes))
    faults.push({ field: 'regionCodes', message: '管辖范围不能超出单位所在的县（市、区）' });
  else if (wanted && !(regionCodes.length === 1 && regionCodes[0] === seat))
    faults.push({ field: 'regionCodes', message: `${STAFF_ROLE_NAMES[role]}只管本级：就是单位所在的那一个` });
  else if (CITY_ROLES.includes(role) && !regionCodes.includes(CITY_CODE))
    faults.push({
      field: 'regionCodes',
      message: `${STAFF_ROLE_NAMES[role]}看护的是全市一套系统，管辖范围是三明市`,
    });
  return faults;
}

/** What an administrator may be refused for. */
export type GrantRefusal =
  'not_security_admin' | 'own_account' | 'beyond_own_regions' | 'last_security_admin';
export const GRANT_REFUSALS: Readonly<Record<GrantRefusal, string>> = {
  not_security_admin: '只有安全管理员能管账号。',
  own_account: '自己的账号要由另一位安全管理员来改。',
  beyond_own_regions: '这个账号不在您的管辖范围里。',
  last_security_admin: '这是最后一位能用的安全管理员，停用或改掉之后就没人能管账号了。请先再设一位。',
};

export interface Grantor {
  accountId: string;
  role: StaffRole;
  regionCodes: readonly string[];
}

export interface Grant {
  /** Whose account it is; null for a new one. */
  subject: (StaffRights & { accountId: string; active: boolean }) | null;
  /** What it is to become. */
  next: Pick<StaffRights, 'role' | 'regionCodes'> & { active: boolean };
  /** Active security administrators that would be left besides this account. */
  otherSecurityAdmins: number;
}

/**
 * Whether this person may make this change: only a security administrator, never to their own account, never about
 * regions they do not hold, and never so that nobody is left who manages accounts. Null when they may.
 */
export function grantRefusal(actor: Grantor, grant: Grant): GrantRefusal | null {
  const { subject, next } = grant;
  if (actor.role !== 'security_admin') return 'not_security_admin';
  if (subject && subject.accountId === actor.accountId) return 'own_account';
  if (subject && !reachesAll(actor.regionCodes, subject.regionCodes)) return 'beyond_own_regions';
  if (!reachesAll(actor.regionCodes, next.regionCodes)) return 'beyond_own_regions';
  const was = subject?.role === 'security_admin' && subject.active;
  const stays = next.role === 'security_admin' && next.active;
  return was && !stays && grant.otherSecurityAdmins === 0 ? 'last_security_admin' : null;
}
