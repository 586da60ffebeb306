import { z } from 'zod';
import { FEEDBACK_STATES, FEEDBACK_TOPICS } from '../domain/feedback.js';
import { MOST_WORDS, SELF_IDENTIFYING_KINDS } from '../domain/index.js';
import { AttachmentIds, CaseFile } from './cases.js';
import { Instant, PageQuery, pageOf, RegionCode } from './common.js';
import { ComplaintPlace } from './complaints.js';
import { line, MobilePhone, SmsCode, words } from './written.js';

export const FeedbackNumber = z
  .string()
  .regex(/^DP\d{8}-[0-9A-Z]{8}$/, '意见的回执号应形如 DP20261123-7K3Q9M2X');

/** What a feedback is about: something of the directory, a policy or a person named in words, or nothing in particular. */
export const FeedbackAboutInput = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('place'),
      place: ComplaintPlace,
    }),
    z.strictObject({
      kind: z.literal('policy'),
      name: line({ least: 2, most: 80, asked: '请写是哪项政策，知道多少写多少' }),
    }),
    z.strictObject({
      kind: z.literal('person'),
      name: line({ least: 2, most: 80, asked: '请写是谁：工号、姓名，或在哪个窗口' }),
    }),
    z.strictObject({ kind: z.literal('nothing') }),
  ])
  .meta({ id: 'FeedbackAbout' });
export type FeedbackAboutInput = z.infer<typeof FeedbackAboutInput>;

const said = words({ least: 5, most: MOST_WORDS, asked: '请写您的意见，至少5个字' });
const told = {
  about: FeedbackAboutInput,
  regionCode: RegionCode.optional().meta({
    description: '说的是哪个县（市、区）；选了目录里的地方时以它为准，都没有算市里的',
  }),
  topic: z.enum(FEEDBACK_TOPICS, { error: '请选是哪方面的' }),
  text: said,
  agreed: z.boolean().meta({ description: '答复以后，同意去掉会认出自己的话再公开' }),
};

export const FeedbackInput = z
  .strictObject({
    intakeId: z.uuid().meta({ description: '页面为这条意见生成的编号；网络不好重发时不变，不会重复' }),
    ...told,
    files: AttachmentIds.meta({ description: '先传上来的照片的编号' }),
    phone: z
      .strictObject({
        number: MobilePhone,
        code: SmsCode,
        noticeVersion: z.int().min(1).meta({ description: '看过并同意的隐私告知版本' }),
      })
      .optional()
      .meta({ description: '可以不填。填了，有答复时发一条短信' }),
  })
  .meta({ id: 'FeedbackInput' });
export type FeedbackInput = z.infer<typeof FeedbackInput>;

/** What the author reads: their own words first, then what happened, and the answer. */
export const OwnFeedback = z
  .strictObject({
    number: z.string().meta({ description: '回执号', example: 'DP20261123-7K3Q9M2X' }),
    title: z.string().meta({ description: '说的是哪里、哪项政策或谁' }),
    place: z.string(),
    topicName: z.string(),
    text: z.string(),
    files: z.array(CaseFile).meta({ description: '一起送来的照片，只有本人和办理的中心打得开' }),
    sentAt: Instant,
    contactable: z.boolean(),
    state: z.enum(FEEDBACK_STATES),
    steps: z.array(z.strictObject({ at: Instant, text: z.string(), words: z.string().nullable() })),
    next: z.string().nullable().meta({ description: '现在等什么；办完了为 null' }),
    answer: z
      .strictObject({ words: z.string(), by: z.string(), at: Instant })
      .nullable()
      .meta({ description: '答复；和另一条合在一起的，是那一条的答复' }),
    complaint: z.string().nullable().meta({ description: '转成了投诉：它的回执号，凭据不变' }),
    agreed: z.boolean(),
    published: z
      .strictObject({ words: z.string(), answer: z.string() })
      .nullable()
      .meta({ description: '现在公开着的样子' }),
  })
  .meta({ id: 'OwnFeedback' });
export type OwnFeedback = z.infer<typeof OwnFeedback>;

export const FeedbackReceipt = OwnFeedback.pick({
  number: true,
  title: true,
  text: true,
  sentAt: true,
  contactable: true,
  agreed: true,
})
  .extend({
    accessKey: z.string().meta({ description: '只交给写意见的人：凭它看答复、改公不公开' }),
    warnings: z
      .array(z.enum(SELF_IDENTIFYING_KINDS))
      .meta({ description: '写的话里像是会让人认出自己的内容；转给别的单位和公开时会遮住' }),
  })
  .meta({ id: 'FeedbackReceipt' });
export type FeedbackReceipt = z.infer<typeof FeedbackReceipt>;

export const FeedbackConsentInput = z.strictObject({ agreed: z.boolean() });

export const PublicFeedbackQuery = z.strictObject({
  ...PageQuery,
  regionCode: RegionCode.optional().meta({ description: '哪个县（市、区）的，350400 是市里的；不填是全部' }),
  topic: z.enum(FEEDBACK_TOPICS).optional().meta({ description: '哪方面的；不填是全部' }),
});
export type PublicFeedbackQuery = z.infer<typeof PublicFeedbackQuery>;

/** What everybody reads: without a number, a name, or a day that would tell who wrote it. */
export const PublicFeedbackPage = pageOf(
  z.strictObject({
    id: z.string(),
    topicName: z.string(),
    title: z.string(),
    words: z.string(),
    answer: z.string(),
    answeredBy: z.string(),
    month: z.string().meta({ description: '哪个月答复的', example: '2026-11' }),
  }),
).meta({ id: 'PublicFeedbackPage' });
export type PublicFeedbackPage = z.infer<typeof PublicFeedbackPage>;
