import { z } from 'zod';
import { PERSON_CERT_TYPES } from '../domain/people/person-certificates.js';
import { typedCode } from '../domain/people/typed.js';
import { STAFF_ROLES } from '../domain/people/staff.js';
import { Instant, pageOf, PageQuery, RegionCode } from './common.js';
import { StaffSession } from './staff.js';
import { checkCertificate, DocumentNumber, line, MobilePhone, Search } from './written.js';

/* ---- signing in, step by step ---- */

const Password = z.string().min(1).max(400);
const Challenge = z.string().min(1).max(3000).meta({ description: '上一步给的凭据，五分钟内有效' });
/** Six digits from the telephone, or one of the recovery codes; blanks and dashes do not matter. */
const Code = z
  .string()
  .overwrite(typedCode)
  .regex(/^(\d{6}|[A-Z2-7]{10})$/, '应为6位数字的验证码，或10位的备用码');
const OneTimeCode = z
  .string()
  .overwrite(typedCode)
  .regex(/^\d{6}$/, '应为6位数字的验证码');

/** What an authenticator app is given. */
export const SecondFactorSetUp = z
  .strictObject({
    setUp: z.string().meta({ description: '确认时原样交回' }),
    secret: z.string().meta({ description: '不能扫码时照着输入' }),
    uri: z.string(),
    qrSvg: z.string().meta({ description: '二维码，SVG' }),
  })
  .meta({ id: 'SecondFactorSetUp' });
export type SecondFactorSetUp = z.infer<typeof SecondFactorSetUp>;

/** The sign-in goes on: what is asked next, and the proof of what was already shown. It opens nothing by itself. */
export const SignInStep = z
  .strictObject({
    next: z.enum(['code', 'new_password', 'set_up']),
    challenge: z.string(),
    displayName: z.string(),
    setUp: SecondFactorSetUp.optional(),
  })
  .meta({ id: 'SignInStep' });
export type SignInStep = z.infer<typeof SignInStep>;

export const SignInCodeInput = z
  .strictObject({ challenge: Challenge, code: Code })
  .meta({ id: 'SignInCodeInput' });
export const NewPasswordInput = z
  .strictObject({ challenge: Challenge, newPassword: Password })
  .meta({ id: 'NewPasswordInput' });
export const SignInSetUpInput = z
  .strictObject({ challenge: Challenge, setUp: z.string().min(1).max(3000), code: OneTimeCode })
  .meta({ id: 'SignInSetUpInput' });

const RecoveryCodeList = z.array(z.string()).meta({ description: '只显示这一次；每个能用一次' });
export const SignInSetUpDone = z
  .strictObject({ session: StaffSession, recoveryCodes: RecoveryCodeList })
  .meta({ id: 'SignInSetUpDone' });
export type SignInSetUpDone = z.infer<typeof SignInSetUpDone>;

/* ---- my account ---- */

export const StaffSessionView = z
  .strictObject({
    id: z.string(),
    device: z.string(),
    since: Instant,
    lastUsedAt: Instant,
    until: Instant,
    secondFactor: z.boolean(),
    current: z.boolean().meta({ description: '就是现在这一次登录' }),
  })
  .meta({ id: 'StaffSessionView' });
export type StaffSessionView = z.infer<typeof StaffSessionView>;
export const StaffSessionList = z
  .strictObject({ items: z.array(StaffSessionView) })
  .meta({ id: 'StaffSessionList' });

/** Something others did to my account. */
export const AccountChangeView = z
  .strictObject({
    id: z.string(),
    at: Instant,
    words: z.string().meta({ description: '做了什么，如“重设了您的密码”' }),
    by: z.string(),
    seen: z.boolean(),
    disowned: z.boolean().meta({ description: '本人报告过：不是自己要求的' }),
  })
  .meta({ id: 'AccountChange' });
export type AccountChangeView = z.infer<typeof AccountChangeView>;

export const ChangesSeenInput = z
  .strictObject({ until: Instant.meta({ description: '看到的最后一次是什么时候；之后的仍算没看过' }) })
  .meta({ id: 'ChangesSeenInput' });

export const MyAccount = z
  .strictObject({
    username: z.string(),
    displayName: z.string(),
    secondFactor: z.strictObject({
      since: Instant.nullable(),
      required: z.boolean(),
      recoveryCodesLeft: z.int(),
    }),
    passwordChangedAt: Instant.nullable(),
    documentSince: Instant.nullable().meta({ description: '本人的证件什么时候核对登记的' }),
    phoneSince: Instant.nullable().meta({ description: '本人的手机什么时候核对登记的' }),
    changes: z.array(AccountChangeView).meta({ description: '别人对这个账号做过什么，新的在前，最多二十次' }),
  })
  .meta({ id: 'MyAccount' });
export type MyAccount = z.infer<typeof MyAccount>;

export const ChangePasswordInput = z
  .strictObject({ oldPassword: Password, newPassword: Password })
  .meta({ id: 'ChangePasswordInput' });
export const StartSecondFactorInput = z
  .strictObject({ password: Password })
  .meta({ id: 'StartSecondFactorInput' });
export const ConfirmSecondFactorInput = z
  .strictObject({ setUp: z.string().min(1).max(3000), code: OneTimeCode })
  .meta({ id: 'ConfirmSecondFactorInput' });
export const RecoveryCodesInput = z.strictObject({ code: OneTimeCode }).meta({ id: 'RecoveryCodesInput' });
export const RecoveryCodes = z
  .strictObject({ recoveryCodes: RecoveryCodeList })
  .meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
/** In the form in which evaluators' documents are kept: a mistyped number, or a small x, would never be found again. */
export const BindDocumentInput = z
  .strictObject({
    certType: z.enum(PERSON_CERT_TYPES, { error: '请选证件种类' }),
    certNumber: DocumentNumber,
  })
  .superRefine(checkCertificate)
  .meta({ id: 'BindDocumentInput' });
export type BindDocumentInput = z.infer<typeof BindDocumentInput>;
export const OwnPhoneCodeInput = z.strictObject({ phone: MobilePhone }).meta({ id: 'OwnPhoneCodeInput' });
export const BindPhoneInput = z
  .strictObject({ phone: MobilePhone, code: OneTimeCode })
  .meta({ id: 'BindPhoneInput' });
export type BindPhoneInput = z.infer<typeof BindPhoneInput>;

/* ---- accounts, for security administrators ---- */

export const ACCOUNT_STATES = ['active', 'disabled', 'locked'] as const;
export const StaffAccountQuery = z.strictObject({
  search: Search,
  role: z.enum(STAFF_ROLES).optional(),
  regionCode: RegionCode.optional(),
  institutionCode: z.string().max(40).optional(),
  state: z.enum(ACCOUNT_STATES).optional(),
  disowned: z.literal('true').optional().meta({ description: '只看本人报告过被改动的' }),
  ...PageQuery,
});

export const StaffAccountView = z
  .strictObject({
    id: z.string(),
    username: z.string(),
    displayName: z.string(),
    role: z.enum(STAFF_ROLES),
    roleName: z.string(),
    institutionCode: z.string(),
    institutionName: z.string(),
    regionCodes: z.array(z.string()),
    regionNames: z.array(z.string()),
    staffCode: z.string().nullable(),
    offWindow: z.boolean().meta({ description: '写明了不在窗口服务' }),
    state: z.enum(ACCOUNT_STATES),
    lockedUntil: Instant.nullable(),
    mustChangePassword: z.boolean(),
    secondFactor: z.boolean(),
    documentProven: z.boolean().meta({ description: '本人的证件核对登记过' }),
    phoneProven: z.boolean().meta({ description: '本人的手机核对登记过' }),
    disownedAt: Instant.nullable().meta({
      description: '本人报告过改动不是自己要求的，还没有管理员处理',
    }),
    lastSignInAt: Instant.nullable(),
    createdAt: Instant.nullable(),
  })
  .meta({ id: 'StaffAccountView' });
export type StaffAccountView = z.infer<typeof StaffAccountView>;
export const StaffAccountPage = pageOf(StaffAccountView).meta({ id: 'StaffAccountPage' });
export type StaffAccountPage = z.infer<typeof StaffAccountPage>;

/** One change of what an account may do, as the audit log has it; actors by id, named where they are accounts in reach. */
export const StaffAccountEvent = z
  .strictObject({
    at: Instant,
    action: z.string(),
    actionName: z.string(),
    by: z.string(),
    changes: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
  })
  .meta({ id: 'StaffAccountEvent' });
export type StaffAccountEvent = z.infer<typeof StaffAccountEvent>;

export const StaffAccountDetail = z
  .strictObject({
    account: StaffAccountView,
    own: z.boolean().meta({ description: '自己的账号：只能看，不能改' }),
    sessions: z.array(StaffSessionView),
    history: z.array(StaffAccountEvent),
  })
  .meta({ id: 'StaffAccountDetail' });
export type StaffAccountDetail = z.infer<typeof StaffAccountDetail>;

const RIGHTS = {
  displayName: line({ most: 50, asked: '请填写姓名或称呼' }),
  role: z.enum(STAFF_ROLES, { error: '请选一个角色' }),
  institutionCode: line({ most: 40, asked: '请选一个单位' }),
  regionCodes: z.array(RegionCode).min(1, '请选管辖范围').max(12),
  staffCode: line({ most: 40 }).nullable().default(null),
  offWindow: z.boolean().default(false).meta({ description: '本人不在窗口服务，没有评价会评到本人' }),
};
export const NewStaffAccountInput = z
  .strictObject({
    username: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9._-]{2,31}$/, '账号用3到32位小写字母、数字、点、短横线，以字母开头'),
    ...RIGHTS,
  })
  .meta({ id: 'NewStaffAccountInput' });
export type NewStaffAccountInput = z.infer<typeof NewStaffAccountInput>;
export const StaffRightsInput = z.strictObject(RIGHTS).meta({ id: 'StaffRightsInput' });
export type StaffRightsInput = z.infer<typeof StaffRightsInput>;

/** A password that is shown once and has to be changed at the first sign-in. */
export const InitialPassword = z
  .strictObject({ account: StaffAccountView, initialPassword: z.string() })
  .meta({ id: 'InitialPassword' });
export type InitialPassword = z.infer<typeof InitialPassword>;
