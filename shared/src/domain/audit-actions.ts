/** Everything the audit log tells of, by its action, as people read it. An action that is missing here fails a test. */
export const AUDIT_ACTIONS = {
  'audit.exported': '导出审计日志',
  'business_system.registered': '登记业务系统',
  'consent.given': '评价人同意使用个人信息',
  'consent.refused': '评价人不同意或撤回同意',
  'directory.imported': '导入目录',
  'evaluator.revealed': '打开评价人的个人信息',
  'invitation.issued': '发出评价邀请',
  'rating.accepted': '收下评价',
  'rating.details_added': '评价附上详细说明',
  'request.refused': '拒绝请求',
  'request.refused_many': '拒绝同类请求多次',
  'reveal.approved': '同意同事查看联系方式',
  'reveal.disapproved': '不同意同事查看联系方式',
  'reveal.refused': '拒绝查看联系方式',
  'reveal.requested': '申请查看联系方式',
  'session.ended': '登录结束',
  'staff.account_created': '建立工作人员账号',
  'staff.signed_in': '工作人员登录',
  'staff.sign_in_failed': '工作人员登录没有成功',
  'staff.locked': '错得太多，账号暂时锁住',
  'staff.unlocked': '账号解锁',
  'staff.password_changed': '自己改了密码',
  'staff.password_reset': '管理员重设密码',
  'staff.second_factor_set_up': '设好手机验证码',
  'staff.second_factor_reset': '管理员取消手机验证码',
  'staff.recovery_code_used': '用备用码登录',
  'staff.recovery_codes_renewed': '换了备用码',
  'staff.identity_bound': '登记自己的证件或手机',
  'staff.rights_changed': '改了账号的权限',
  'staff.account_disabled': '停用账号',
  'staff.account_enabled': '恢复账号',
  'staff.sessions_ended': '管理员结束账号的登录',
  'static_code.created': '做好二维码',
  'submission.absent': '查到省里没有收到',
  'submission.accepted': '省里收下评价',
  'submission.conflict': '与省里已有的评价对不上',
  'submission.duplicate': '省里说评价重复',
  'submission.found': '查到省里已经收下评价',
  'submission.held': '缺内容没有报送',
  'submission.rejected': '省里不收评价',
  'submission.unavailable': '报送没有接通',
  'submission.unknown': '报送后没有答复',
  'submission.resend': '工作人员要求重新报送',
} as const satisfies Record<string, string>;

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(AUDIT_ACTIONS));

/** The Chinese name of an action; one from an older or newer version is shown as it stands. */
export function auditActionName(action: string): string {
  return NAMES.get(action) ?? action;
}
