import { z } from 'zod';
import { ASSURANCES, OWN_PATH, PERSON_CERT_TYPES } from '../domain/index.js';
import { Instant } from './common.js';
import { NoticeVersion } from './rights.js';
import { checkCertificate, DocumentNumber, line, MobilePhone, SmsCode } from './written.js';

/** How an evaluator signs in. Which ways an installation has is configuration. */
export const SIGN_IN_WAYS = ['weapp', 'official', 'phone', 'sso'] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];
export const SIGN_IN_WAY_NAMES: Readonly<Record<SignInWay, string>> = {
  weapp: '微信小程序',
  official: '微信',
  phone: '手机验证码',
  sso: '省统一身份认证',
};

/** The notice that was agreed to; without it an earlier agreement to the one in force must be on record. */
const AgreedNotice = NoticeVersion.optional().meta({
  description: '刚看过并同意的隐私告知版本；同意过现行一版的可以不写',
});
/** What WeChat hands to a page; short-lived and good once. */
const WeChatCode = z.string().regex(/^[\w-]{8,128}$/, '微信给的登录凭证不完整，请重试');

export const SignInWays = z
  .strictObject({
    items: z.array(
      z.strictObject({
        way: z.enum(SIGN_IN_WAYS),
        name: z.string(),
        start: z
          .string()
          .nullable()
          .meta({ description: '在浏览器里打开的地址，后面加 ?returnTo=本站路径；不跳转的方式为 null' }),
      }),
    ),
  })
  .meta({ id: 'SignInWays' });
export type SignInWays = z.infer<typeof SignInWays>;

export const WeappSignInInput = z
  .strictObject({ code: WeChatCode, noticeVersion: AgreedNotice })
  .meta({ id: 'WeappSignInInput' });
export type WeappSignInInput = z.infer<typeof WeappSignInInput>;

/**
 * Where the browser goes after signing in at another site. It comes back with `signIn=ok`, `expired` (start again), `refused`
 * (the person or the other site said no), `unavailable`, or `consent_needed` (nobody agreed to the notice in force) added to the query.
 */
export const SignInStartQuery = z.strictObject({
  returnTo: z.string().regex(OWN_PATH, '只能回到本站的页面，应以 / 开头').default('/'),
  noticeVersion: AgreedNotice,
  realName: z
    .literal('yes', '只能写 yes')
    .optional()
    .meta({ description: '同意把对方告诉的姓名和证件号码用作实名；不写就只登录' }),
});
export const SIGN_IN_OUTCOMES = ['ok', 'expired', 'refused', 'unavailable', 'consent_needed'] as const;
export type SignInOutcome = (typeof SIGN_IN_OUTCOMES)[number];

/** What is no text of that length counts as none: a browser comes back with whatever stands in its address, and a page explains. */
const told = (most: number) => z.string().max(most).optional().catch(undefined).meta({ type: 'string' });
/** What the other site sends the browser back with; more than this it may add, and it is not looked at. */
export const SignInCallbackQuery = z.looseObject({ code: told(2000), state: told(200) });

export const PhoneCodeInput = z.strictObject({ phone: MobilePhone }).meta({ id: 'PhoneCodeInput' });
export type PhoneCodeInput = z.infer<typeof PhoneCodeInput>;

/** The same for every number, whether somebody has an account with it or not. */
export const PhoneCodeSent = z
  .strictObject({
    message: z.string(),
    validSeconds: z.int().meta({ description: '验证码多少秒内有效' }),
    nextInSeconds: z.int().meta({ description: '多少秒后可以再要一个' }),
  })
  .meta({ id: 'PhoneCodeSent' });
export type PhoneCodeSent = z.infer<typeof PhoneCodeSent>;

export const PhoneSignInInput = z
  .strictObject({
    phone: MobilePhone,
    code: SmsCode,
    client: z.enum(['web', 'weapp']).meta({ description: 'web 用 Cookie，weapp 在回答里给令牌' }),
    noticeVersion: AgreedNotice,
  })
  .meta({ id: 'PhoneSignInInput' });
export type PhoneSignInInput = z.infer<typeof PhoneSignInInput>;

/** Links a telephone number to the account that is signed in; the code proves that it is in one's hands. */
export const LinkPhoneInput = z
  .strictObject({ phone: MobilePhone, code: SmsCode, noticeVersion: AgreedNotice })
  .meta({ id: 'LinkPhoneInput' });
export type LinkPhoneInput = z.infer<typeof LinkPhoneInput>;
export const LinkWeChatPhoneInput = z
  .strictObject({ phoneCode: WeChatCode, noticeVersion: AgreedNotice })
  .meta({ id: 'LinkWeChatPhoneInput' });
export type LinkWeChatPhoneInput = z.infer<typeof LinkWeChatPhoneInput>;

/** The signed-in person, told about themselves: masked, since a screen may be looked at by others. */
export const EvaluatorSession = z
  .strictObject({
    assurance: z.enum(ASSURANCES),
    assuranceName: z.string(),
    nameMasked: z.string().nullable().meta({ example: '张*三' }),
    phoneMasked: z.string().nullable().meta({ example: '138****0000' }),
    verified: z
      .strictObject({
        at: Instant,
        methodName: z.string().meta({ description: '怎样核对的，如 实名核对、省统一身份认证' }),
        documentMasked: z.string().meta({ example: '3504**********123X' }),
      })
      .nullable(),
    ways: z.array(z.strictObject({ way: z.enum(SIGN_IN_WAYS), name: z.string(), linkedAt: Instant })),
    client: z.enum(['web', 'weapp']),
    csrfToken: z.string().meta({ description: '网页的写操作放在 X-CSRF-Token 头里；小程序用不着' }),
    expiresAt: Instant.meta({ description: '到这时要重新登录' }),
    tokens: z
      .strictObject({ accessToken: z.string(), accessExpiresAt: Instant, refreshToken: z.string() })
      .nullable()
      .meta({ description: '只在小程序登录和续期时给；网页的在 Cookie 里，脚本读不到' }),
  })
  .meta({ id: 'EvaluatorSession' });
export type EvaluatorSession = z.infer<typeof EvaluatorSession>;

/** Renewing: web pages send no body (the cookie says it), the mini-program its refresh token. */
export const EvaluatorRefreshInput = z
  .strictObject({ refreshToken: z.string().max(300).optional() })
  .optional()
  .meta({ id: 'EvaluatorRefreshInput' });

export const EvaluatorSessionList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        device: z.string().meta({ example: '微信 · 安卓' }),
        client: z.enum(['web', 'weapp']),
        createdAt: Instant,
        lastSeenAt: Instant.meta({ description: '最近一次续期' }),
        current: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'EvaluatorSessionList' });
export type EvaluatorSessionList = z.infer<typeof EvaluatorSessionList>;

export const RealNameInput = z
  .strictObject({
    name: line({ most: 50, asked: '请填写证件上的姓名' }),
    certType: z.enum(PERSON_CERT_TYPES),
    certNumber: DocumentNumber,
  })
  .superRefine(checkCertificate)
  .meta({ id: 'RealNameInput' });
export type RealNameInput = z.infer<typeof RealNameInput>;
