import { z } from 'zod';
import {
  AGENT_RELATIONS,
  ASSURANCES,
  CHANNELS,
  MOST_WORDS,
  PAGE_SOURCES,
  SELF_IDENTIFYING_KINDS,
  TEXT_STATES,
  writtenLength,
} from '../domain/index.js';
import { InvitationToken, StaticCodeValue, TargetView } from './channels.js';
import { CaseWayView } from './case-way.js';
import { Day, Instant, LevelSchema, PageQuery, RegionCode, pageOf, ToldInstant } from './common.js';
import { AnswersInput, AnswersView, QuestionnaireView } from './questionnaires.js';
import { Search } from './written.js';

/** What the page sends on the second tap. Exactly one of `invitation` and `staticCode`. */
export const RatingInput = z
  .strictObject({
    invitation: InvitationToken.optional(),
    staticCode: StaticCodeValue.optional(),
    intakeId: z.uuid().meta({ description: '页面为这次评价生成的编号；网络不好重发时不变，不会重复计数' }),
    level: LevelSchema,
    channel: z
      .enum(['pc', 'mobile', 'qr', 'tablet', 'terminal', 'sms'])
      .optional()
      .meta({ description: '不填时以邀请的渠道为准' }),
    openedAt: ToldInstant.optional().meta({ description: '打开评价页的时刻' }),
    ratedAt: ToldInstant.optional().meta({ description: '断网时保存、联网后补送的评价，填写点击表情的时刻' }),
    onBehalf: z
      .strictObject({ relation: z.enum(AGENT_RELATIONS) })
      .optional()
      .meta({ description: '代别人评价时填：代谁；评价人不会算成代办人' }),
    business: z.uuid('企业编号不对').optional().meta({
      description: '扫窗口二维码、替企业评价时填：“我的企业”里的一家，现在仍有授权；不能和 onBehalf 一起填',
    }),
    deviceId: z.string().min(8).max(64).optional().meta({ description: '本机随机编号，只保存带密钥的摘要' }),
  })
  .refine((input) => (input.invitation === undefined) !== (input.staticCode === undefined), {
    error: '请从评价链接或二维码进入：invitation 与 staticCode 必须且只能有一个',
    path: ['invitation'],
  })
  .refine((input) => input.business === undefined || input.staticCode !== undefined, {
    error: '从邀请来的评价已经知道是谁办的事，不用选企业',
    path: ['business'],
  })
  .refine((input) => input.business === undefined || input.onBehalf === undefined, {
    error: '替企业评和代别人评，只能选一样',
    path: ['business'],
  })
  .meta({ id: 'RatingInput' });
export type RatingInput = z.infer<typeof RatingInput>;

const GivenForName = z.string().nullable().meta({
  description: '替谁评的，照评的人自己选的说；给自己评的为 null',
  example: '您代父母评的',
});

/** Proof for the evaluator that exactly this rating was taken in. */
export const Receipt = z
  .strictObject({
    number: z.string().meta({ description: '回执号', example: 'HP20261123-7K3Q9M2X' }),
    level: LevelSchema,
    levelName: z.string(),
    title: z.string(),
    place: z.string(),
    givenForName: GivenForName,
    ratedAt: Instant,
    receivedAt: Instant,
    nonce: z.string(),
    commitment: z.string().meta({ description: '评价内容与随机数的 SM3 摘要' }),
    path: z.array(z.string().regex(/^[LR][0-9a-f]{64}$/)).meta({
      description:
        '同一刻收到的评价一起签名：从摘要起，逐个和左边（L）或右边（R）的散列合成 SM3("pair:左:右")，最后得到的就是签名的内容；单独签的为空',
    }),
    signature: z.string().meta({ description: '对上面得到的内容的 SM2 签名' }),
    keyId: z.string(),
    committed: z
      .string()
      .meta({ description: '被摘要的原文：评价内容和随机数；自己算一遍摘要，就知道记下的是不是这一条' }),
    accessKey: z.string().meta({ description: '只交给评价人：凭它补充说明、查看进度' }),
    detailsUntil: Instant.meta({ description: '在此之前补充的说明会随评价一起送到省里' }),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;

/** What anyone needs to check the signature of a receipt. */
export const ReceiptKeys = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        algorithm: z.literal('SM2 with SM3'),
        publicKey: z.string().meta({ description: '未压缩的公钥点，十六进制' }),
      }),
    ),
  })
  .meta({ id: 'ReceiptKeys' });

export const RatingDetailsInput = z
  .strictObject({
    accessKey: z.string().min(16).max(64),
    detailsId: z.uuid().meta({ description: '页面为这次补充生成的编号；重发不会重复' }),
    options: z
      .array(z.string().regex(/^\d{3}$/))
      .max(8)
      .default([]),
    text: z
      .string()
      .trim()
      .max(MOST_WORDS * 20, `最多${MOST_WORDS}字`)
      .refine((text) => writtenLength(text) <= MOST_WORDS, `最多${MOST_WORDS}字`)
      .default('')
      .meta({ description: `最多${MOST_WORDS}字，一个表情算一字；看不见的控制字符会去掉` }),
    questionnaire: AnswersInput.optional().meta({ description: '问询表的回答，自愿' }),
    finished: z.boolean().default(true).meta({ description: '说完了：可以马上送出' }),
  })
  .meta({ id: 'RatingDetailsInput' });
export type RatingDetailsInput = z.infer<typeof RatingDetailsInput>;

export const RatingDetails = z.strictObject({
  at: Instant,
  options: z.array(z.strictObject({ code: z.string(), label: z.string() })),
  text: z.string(),
  questionnaire: AnswersView.nullable(),
  shown: z
    .enum(TEXT_STATES)
    .meta({ description: 'shown 照常显示；waiting 这段话在核对，暂不给被评单位看；hidden 经核对不予显示' }),
});

export const DeliveryState = z
  .enum(['waiting', 'sending', 'sent', 'parked', 'held'])
  .meta({ id: 'DeliveryState' });

/** What the evaluator sees of an own rating, holding its access key. */
export const OwnRatingView = z
  .strictObject({
    number: z.string(),
    level: LevelSchema,
    levelName: z.string(),
    poor: z.boolean(),
    title: z.string(),
    place: z.string(),
    givenForName: GivenForName,
    ratedAt: Instant,
    details: z.array(RatingDetails),
    asked: z
      .strictObject({ form: QuestionnaireView, channel: z.enum(CHANNELS) })
      .nullable()
      .meta({ description: '追评还没有答过的小问题，和按哪个渠道问；没有为 null' }),
    standing: z.enum(['adopted', 'revoked', 'offset']),
    way: CaseWayView.nullable().meta({ description: '差评办到哪一步；不是差评，或还没有立案时为 null' }),
    progress: z.array(
      z.strictObject({ at: Instant.nullable(), text: z.string(), state: z.enum(['done', 'now', 'next']) }),
    ),
  })
  .meta({ id: 'OwnRating' });
export type OwnRatingView = z.infer<typeof OwnRatingView>;

/** The own rating after something was added, and what in the text would tell the rated side who wrote it. */
export const RatingDetailsAnswer = z
  .strictObject({
    ...OwnRatingView.shape,
    warnings: z.array(z.enum(SELF_IDENTIFYING_KINDS)).meta({
      description: '文字里写到的、别人能据此认出评价人的内容的种类；给被评单位看时会隐去',
    }),
  })
  .meta({ id: 'RatingDetailsAnswer' });
export type RatingDetailsAnswer = z.infer<typeof RatingDetailsAnswer>;

export const ReceiptNumber = z.string().regex(/^HP\d{8}-[0-9A-Z]{8}$/, '回执号应形如 HP20261123-7K3Q9M2X');

export const StaffRatingQuery = z.strictObject({
  ...PageQuery,
  level: z.enum(['1', '2', '3', '4', '5', 'poor']).optional(),
  channel: z.enum(CHANNELS).optional(),
  regionCode: RegionCode.optional(),
  institutionCode: z.string().max(40).optional(),
  from: Day.optional(),
  to: Day.optional(),
  search: Search.meta({ description: '回执号，或事项、窗口名称' }),
  delivery: DeliveryState.optional(),
  standing: z.enum(['adopted', 'revoked', 'offset']).optional().meta({ description: '采信状态' }),
  option: z
    .string()
    .regex(/^\d{3}(?:,\d{3}){0,39}$/, '原因写成编码，几个用逗号隔开，如 108,109')
    .optional()
    .meta({ description: '选了其中一个原因的' }),
  target: z
    .string()
    .regex(/^(?:hall|window|item|package|platform):[0-9A-Z-]{2,40}$/, '写成 hall:350400-H01 这样')
    .optional()
    .meta({ description: '评到这个大厅、窗口、事项、套餐或平台的；被评一方不能这样筛' }),
  side: z.enum(['others', 'own']).default('others').meta({
    description: 'own：评自己这一方的，和被评一方一样看；部门和窗口人员只有这一种',
  }),
});
export type StaffRatingQuery = z.infer<typeof StaffRatingQuery>;

/** A rating as staff may see it: nothing about the evaluator; the rated side sees a week instead of an instant. */
export const StaffRatingRow = z
  .strictObject({
    id: z.string(),
    number: z.string(),
    level: LevelSchema,
    levelName: z.string(),
    poor: z.boolean(),
    channel: z.enum(CHANNELS).nullable().meta({ description: '被评一方不显示' }),
    channelName: z.string().nullable(),
    title: z.string(),
    place: z.string(),
    institutionName: z.string(),
    regionCode: z.string(),
    regionName: z.string(),
    ratedOn: z.string().meta({
      description:
        '中心与监督部门见时刻（ISO 8601），被评一方只见时段：一周（2026-W48）或几周（2026-W45/2026-W48）',
    }),
    hasDetails: z.boolean(),
    standing: z.enum(['adopted', 'revoked', 'offset']),
    delivery: DeliveryState.nullable().meta({ description: '被评一方不显示' }),
  })
  .meta({ id: 'StaffRatingRow' });
export type StaffRatingRow = z.infer<typeof StaffRatingRow>;
export const StaffRatingPage = pageOf(StaffRatingRow).meta({ id: 'StaffRatingPage' });
export type StaffRatingPage = z.infer<typeof StaffRatingPage>;

export const StaffRatingView = z
  .strictObject({
    ...StaffRatingRow.shape,
    pageSource: z.enum(PAGE_SOURCES).nullable(),
    assurance: z.enum(ASSURANCES).nullable(),
    assuranceName: z.string().nullable(),
    deviceNote: z.string().nullable().meta({
      description: '评价器的时钟不准时，说它自己是几点、怎样改正的；被评一方不显示',
    }),
    agentNote: z
      .string()
      .nullable()
      .meta({ description: '由代办人代评时的说明；被评一方不显示', example: '由代办人代评（代父母）' }),
    entered: z
      .strictObject({
        byName: z.string().meta({ description: '谁录入、谁导入的；热线系统报送的是它的标识' }),
        source: z.string().meta({ description: '评价表的编号，或热线记录的编号' }),
        photos: z.int(),
        form: z.boolean().meta({ description: '录自评价表，照片凭编号打开' }),
        daysLate: z.int().meta({ description: '评了以后过几天才收到' }),
      })
      .nullable()
      .meta({ description: '纸质、电话评价是谁记下来的；被评一方不显示' }),
    targets: z.array(TargetView.extend({ institutionName: z.string() })),
    details: z.array(
      z.strictObject({
        at: z.string(),
        options: RatingDetails.shape.options,
        text: z.string(),
        questionnaire: AnswersView.nullable(),
      }),
    ),
    occasion: z.string().nullable(),
    receivedAt: Instant.nullable(),
    forwarding: z
      .strictObject({
        state: DeliveryState,
        reason: z.string().nullable(),
        message: z.string().nullable(),
        attempts: z.int(),
        receipt: z.string().nullable(),
        sentAt: Instant.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'StaffRating' });
export type StaffRatingView = z.infer<typeof StaffRatingView>;
