import { z } from 'zod';
import {
  ATTRIBUTION_SCOPES,
  CHANNELS,
  INVITATION_TOKEN,
  PAGE_SOURCES,
  PLACE_KINDS,
  SMS_RESULTS,
  STATIC_CODE,
  TARGET_KINDS,
  typedDocument,
} from '../domain/index.js';
import { Instant, LevelSchema, RegionCode, pageOf, PageQuery, ToldInstant } from './common.js';
import { QuestionnaireView } from './questionnaires.js';
import { checkCertificate, line, MobilePhone, Search } from './written.js';

/** 111 identity card · 001 unified social credit code · 821 licence · 114 officer · 118 soldier · 414 passport · 511 Taiwan · 516 Hong Kong, Macao · residence permit of their residents · foreigners' permanent residence · 999 other. */
const CertType = z.enum([
  '111',
  '001',
  '821',
  '114',
  '118',
  '414',
  '511',
  '516',
  'residence_permit',
  'permanent_residence',
  '999',
]);

const CertNumber = line({ most: 40 }).overwrite(typedDocument);

/** Who applied. Encrypted before it is first written; leaves the server only towards the province. */
export const Applicant = z
  .strictObject({
    kind: z.enum(['person', 'business']),
    /** userProp of the province: 1 自然人 … 9 其他. */
    userProp: z.enum(['1', '2', '3', '4', '5', '6', '9']),
    name: line({ most: 100 }),
    certType: CertType,
    certNumber: CertNumber,
    phone: MobilePhone.optional().meta({
      description: '没有手机的人也能办事：不写就不发短信，报省里的等补上',
    }),
    handler: z
      .strictObject({ name: line({ most: 100 }), certType: CertType, certNumber: CertNumber })
      .superRefine(checkCertificate)
      .optional(),
  })
  .superRefine(checkCertificate)
  .meta({ id: 'Applicant' });
export type Applicant = z.infer<typeof Applicant>;

export const ServiceEventInput = z
  .strictObject({
    serviceNumber: z.int().min(1).max(99).meta({ description: '第几次服务' }),
    nodeName: line({ most: 50 }).meta({ description: '办件环节，如 受理、办结' }),
    proStatus: z.enum(['1', '2', '3']).meta({ description: '1 待受理 · 2 已受理 · 3 已办结' }),
    servedAt: ToldInstant,
    acceptedAt: ToldInstant,
    finishedAt: ToldInstant.optional().meta({ description: 'proStatus 为 3 时必填' }),
    windowCode: line({ most: 40 }).optional(),
    platformCode: line({ most: 40 }).optional(),
    staffCode: line({ most: 40 }).optional(),
  })
  .meta({ id: 'ServiceEventInput' });

/** A business system tells of one contact with an applicant, and gets the right to be rated for it. */
export const TransactionInput = z
  .strictObject({
    projectNo: z.string().regex(/^[0-9A-Za-z-]{6,64}$/, '应为6到64位字母、数字或短横线'),
    projectName: line({ most: 200 }),
    taskCode: z.string().regex(/^[0-9A-Z]{31}$/, '应为31位实施编码'),
    regionCode: RegionCode,
    institutionCode: line({ most: 40 }),
    applicant: Applicant,
    event: ServiceEventInput,
    channel: z.enum(CHANNELS).default('qr'),
    /** Institutions that took part in a parallel approval; rated at once (batch) unless a stage is named. */
    parallel: z
      .array(line({ most: 40 }))
      .max(20)
      .optional(),
    packageCode: line({ most: 40 }).optional(),
    sms: z.boolean().default(false).meta({
      description:
        '请本系统给申请人发一条短信请他评价：channel 为 sms、申请人没有谢绝时填；一次服务只发一条，夜里的早上再发',
    }),
  })
  .refine(({ channel, sms }) => !sms || channel === 'sms', {
    error: '请本系统发短信时，channel 要填 sms',
    path: ['sms'],
  })
  .meta({ id: 'TransactionInput' });
export type TransactionInput = z.infer<typeof TransactionInput>;

export const InvitationIssued = z
  .strictObject({
    invitation: z.strictObject({
      token: z.string(),
      link: z.url().meta({ description: '短链接：放进二维码或短信' }),
      qrSvg: z.url(),
      qrPng: z.url(),
      issuedAt: Instant,
      expiresAt: Instant,
      pageSource: z.enum(PAGE_SOURCES),
    }),
    replayed: z
      .boolean()
      .meta({ description: '同一办件环节重复报送时为 true，返回新的链接，旧链接仍只能评一次' }),
    doubts: z
      .array(z.strictObject({ field: z.string(), message: z.string() }))
      .meta({ description: '收下了但值得再核对的内容，没有就是空的' }),
  })
  .meta({ id: 'InvitationIssued' });
export type InvitationIssued = z.infer<typeof InvitationIssued>;

export const TargetView = z
  .strictObject({ kind: z.enum(TARGET_KINDS), name: z.string() })
  .meta({ id: 'TargetView' });

const OptionView = z.strictObject({ code: z.string(), label: z.string() });

/** Everything the rating page needs, in one answer. */
export const RatingPageView = z
  .strictObject({
    source: z.enum(['invitation', 'static']),
    state: z.enum(['open', 'expired']).meta({
      description: '只说有效期；评没评过不说，免得拿到链接的人看出谁评了',
    }),
    title: z.string().meta({ description: '办的什么事，或在什么地方' }),
    place: z.string().meta({ description: '在哪里' }),
    occasion: z.string().nullable().meta({ description: '哪个环节，如 办结' }),
    servedAt: Instant.nullable(),
    expiresAt: Instant.nullable(),
    scope: z.enum(ATTRIBUTION_SCOPES),
    targets: z.array(TargetView),
    options: z.strictObject({
      version: z.string(),
      levels: z.array(z.strictObject({ level: LevelSchema, name: z.string(), options: z.array(OptionView) })),
    }),
    questionnaire: QuestionnaireView.nullable().meta({
      description: '评价后可以再答的问询表，自愿；没有时为 null',
    }),
  })
  .meta({ id: 'RatingPageView' });
export type RatingPageView = z.infer<typeof RatingPageView>;

export const InvitationToken = z
  .string()
  .regex(INVITATION_TOKEN, '评价链接不完整，请重新扫码或点短信里的链接');
export const StaticCodeValue = z.string().regex(STATIC_CODE, '二维码不完整，请重新扫码');

export const StaticCodeInput = z
  .strictObject({
    targetKind: z.enum(PLACE_KINDS),
    targetCode: line({ most: 40 }),
  })
  .meta({ id: 'StaticCodeInput' });

export const StaticCodeView = z
  .strictObject({
    code: z.string(),
    targetKind: z.enum(TARGET_KINDS),
    targetCode: z.string(),
    targetName: z.string(),
    place: z.string(),
    link: z.url(),
    qrSvg: z.url(),
    qrPng: z.url(),
    createdAt: Instant,
  })
  .meta({ id: 'StaticCode' });
export type StaticCodeView = z.infer<typeof StaticCodeView>;

/** As many as the windows of the largest hall, twice over. */
const CODES_AT_ONCE = 120;

export const StaticCodeBatchInput = z
  .strictObject({
    targetKind: z.enum(PLACE_KINDS),
    targetCodes: z
      .array(line({ most: 40 }))
      .min(1, '请至少选一个')
      .max(CODES_AT_ONCE, `一次最多 ${CODES_AT_ONCE} 个，请分几次做`),
  })
  .meta({ id: 'StaticCodeBatchInput' });
export const StaticCodeBatch = z
  .strictObject({ items: z.array(StaticCodeView) })
  .meta({ id: 'StaticCodeBatch' });
export type StaticCodeBatch = z.infer<typeof StaticCodeBatch>;

export const StaticCodeSheetQuery = z.strictObject({
  codes: z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(StaticCodeValue).min(1).max(CODES_AT_ONCE, `一次最多 ${CODES_AT_ONCE} 张，请分几次印`))
    .meta({ description: '码号，用逗号隔开' }),
});

export const StaticCodeQuery = z.strictObject({ ...PageQuery, search: Search });
export const StaticCodePage = pageOf(StaticCodeView)
  .extend({ total: z.int() })
  .meta({ id: 'StaticCodePage' });

/** What the SMS gateway tells of a message it took. */
export const SmsReceiptInput = z
  .strictObject({
    requestId: z
      .string()
      .regex(/^[\w-]{8,64}$/, '应为8到64位字母、数字、_ 或 -')
      .meta({ description: '发这条短信时用的 requestId' }),
    result: z
      .enum(SMS_RESULTS, '应为 delivered（送达）或 failed（没有送达）')
      .meta({ description: 'delivered 送达 · failed 没有送达' }),
    reason: z
      .string()
      .regex(/^[A-Z_]{1,40}$/, '应为运营商的原因代码：大写字母和 _，最多40位')
      .optional()
      .meta({ description: '没有送达的原因代码，如 ABSENT、UNKNOWN_NUMBER' }),
  })
  .meta({ id: 'SmsReceipt' });
export type SmsReceiptInput = z.infer<typeof SmsReceiptInput>;
