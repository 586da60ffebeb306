import type { StaffAccountView, StaffRightsInput } from '@haochaping/shared/contracts';
import {
  JURISDICTIONS,
  SECOND_FACTOR_ROLES,
  STAFF_ROLE_NAMES,
  type StaffRole,
} from '@haochaping/shared/domain/people/staff';

/** What each role does here, for whoever gives it. */
export const ROLE_WORDS: Readonly<Record<StaffRole, string>> = {
  window_clerk: '在窗口办件。看本单位的评价，看不到是谁评的、哪一天评的。',
  department: '审批部门的经办和负责人。看本单位的评价，看不到是谁评的、哪一天评的。',
  center: '主管评价的单位：看管辖范围里的评价，审文字，做二维码，管目录，差评回访时申请看联系方式。',
  reform_office: '看管辖范围里的评价和报送，不能改。评的是行政服务中心自己时，由它回访。',
  efficiency_office:
    '看管辖范围里的评价和报送，核对审计日志是不是完整，不能改。评的是行政服务中心自己时，由它回访。',
  system_admin: '看护系统运行、报送和目录。看不到评价，也管不了账号。',
  security_admin: '管账号：建立、改权限、停用。看不到评价，也看不到审计日志。',
  audit_admin: '查审计日志，导出、核对。看不到评价，也管不了账号。',
};

export const needsTelephone = (role: StaffRole): boolean => SECOND_FACTOR_ROLES.includes(role);

/** Regions by name, in the order in which they are given. */
export const regionNames = (codes: readonly string[]): string =>
  codes.map((code) => JURISDICTIONS[code] ?? code).join('、');

export interface RightsChange {
  field: string;
  before: string;
  after: string;
}

const yes = (told: boolean): string => (told ? '是' : '没有写');

/**
 * What would change of an account, in people's words; empty when nothing would.
 * @param institutionName the name of the institution that it is to belong to
 */
export function changesOf(
  account: StaffAccountView,
  next: StaffRightsInput,
  institutionName: string,
): RightsChange[] {
  const changes: [boolean, RightsChange][] = [
    [
      account.displayName !== next.displayName,
      { field: '姓名或称呼', before: account.displayName, after: next.displayName },
    ],
    [
      account.role !== next.role,
      { field: '角色', before: account.roleName, after: STAFF_ROLE_NAMES[next.role] },
    ],
    [
      account.institutionCode !== next.institutionCode,
      { field: '单位', before: account.institutionName, after: institutionName },
    ],
    [
      account.regionCodes.join() !== next.regionCodes.join(),
      { field: '管辖范围', before: regionNames(account.regionCodes), after: regionNames(next.regionCodes) },
    ],
    [
      account.staffCode !== next.staffCode,
      { field: '工号', before: account.staffCode ?? '没有写', after: next.staffCode ?? '不写' },
    ],
    [
      account.offWindow !== next.offWindow,
      { field: '不在窗口服务', before: yes(account.offWindow), after: yes(next.offWindow) },
    ],
  ];
  return changes.filter(([changed]) => changed).map(([, change]) => change);
}

/** Whether a change is one of what the account may do, so that its owner signs in again. */
export const touchesRights = (account: StaffAccountView, next: StaffRightsInput): boolean =>
  account.role !== next.role ||
  account.institutionCode !== next.institutionCode ||
  account.regionCodes.join() !== next.regionCodes.join();
