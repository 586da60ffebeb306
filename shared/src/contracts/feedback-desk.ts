import { z } from 'zod';
import {
  ENTERED_WAYS,
  FEEDBACK_MOVES,
  FEEDBACK_STATES,
  FEEDBACK_TOPICS,
  FEEDBACK_WAYS,
  PUBLICATION_STATES,
} from '../domain/feedback.js';
import { MOST_WORDS } from '../domain/index.js';
import { CaseFile } from './cases.js';
import { Instant, PageQuery, pageOf } from './common.js';
import { ComplaintPlace } from './complaints.js';
import { FeedbackAboutInput, FeedbackInput, FeedbackNumber } from './feedback.js';
import { line, MobilePhone, Search, words } from './written.js';

/** What staff write down of a letter, a note from the box, a call. */
export const FeedbackEntryInput = FeedbackInput.omit({ intakeId: true, phone: true, about: true })
  .extend({
    entryId: z.uuid().meta({ description: '页面为这次录入生成的编号；凭据先传到它下面' }),
    about: FeedbackAboutInput,
    way: z.enum(ENTERED_WAYS, { error: '请选是怎么来的' }),
    cameOn: z.iso.date('请选哪天来的').meta({ description: '来信、来电的那天' }),
    phone: MobilePhone.optional().meta({ description: '写的人留了电话才填；加密保存' }),
  })
  .meta({ id: 'FeedbackEntryInput' });
export type FeedbackEntryInput = z.infer<typeof FeedbackEntryInput>;

const reason = (asked: string) => words({ least: 5, most: 1000, asked });
const Institution = line({ most: 64, asked: '请选单位' });

export const FeedbackCommandInput = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('sort'),
      topic: z.enum(FEEDBACK_TOPICS),
      institution: Institution.nullable().meta({ description: '说的是哪个单位管的事；不好说就空着' }),
    }),
    z.strictObject({
      type: z.literal('answer'),
      words: words({ least: 5, most: 2000, asked: '请写答复，至少5个字；写意见的人照原话读到' }),
    }),
    z.strictObject({
      type: z.literal('pass_on'),
      institution: Institution,
      words: reason('请写明请他们办什么，至少5个字'),
    }),
    z.strictObject({ type: z.literal('hand_back'), words: reason('请写明为什么不归你们，至少5个字') }),
    z.strictObject({
      type: z.literal('make_complaint'),
      place: ComplaintPlace.optional().meta({ description: '意见里没有指明地方的，投诉的是哪里' }),
    }),
    z.strictObject({ type: z.literal('duplicate'), of: FeedbackNumber }),
    z.strictObject({
      type: z.literal('publish'),
      words: words({ least: 2, most: MOST_WORDS, asked: '公开的意见不能空着' }),
      answer: words({ least: 2, most: 2000, asked: '公开的答复不能空着' }),
    }),
    z.strictObject({ type: z.literal('keep_back'), words: reason('请写明为什么不公开，至少5个字') }),
  ])
  .meta({ id: 'FeedbackCommand' });
export type FeedbackCommandInput = z.infer<typeof FeedbackCommandInput>;
export const FeedbackMoveInput = z.strictObject({ version: z.int().min(1), command: FeedbackCommandInput });
export type FeedbackMoveInput = z.infer<typeof FeedbackMoveInput>;

export const FEEDBACK_LISTS = ['mine', 'publish', 'open', 'done'] as const;
export type FeedbackList = (typeof FEEDBACK_LISTS)[number];

export const FeedbackQuery = z.strictObject({
  ...PageQuery,
  list: z.enum(FEEDBACK_LISTS).default('mine'),
  topic: z.enum(FEEDBACK_TOPICS).optional(),
  way: z.enum(FEEDBACK_WAYS).optional(),
  search: Search.meta({ description: '回执号，或说的是哪里' }),
});
export type FeedbackQuery = z.infer<typeof FeedbackQuery>;

export const FeedbackRow = z
  .strictObject({
    id: z.uuid(),
    number: z.string().nullable().meta({ description: '回执号；转给的单位看不到' }),
    title: z.string(),
    place: z.string(),
    state: z.enum(FEEDBACK_STATES),
    stateName: z.string(),
    topicName: z.string(),
    wayName: z.string(),
    beginning: z.string().meta({ description: '意见开头的几十个字' }),
    came: z.string().meta({ description: '收到的那天；转给的单位只看到是哪一周', example: '2026-11-23' }),
    unitName: z.string().nullable(),
    toPublish: z.boolean(),
  })
  .meta({ id: 'FeedbackRow' });
export type FeedbackRow = z.infer<typeof FeedbackRow>;
export const FeedbackPage = pageOf(FeedbackRow).meta({ id: 'FeedbackPage' });
export type FeedbackPage = z.infer<typeof FeedbackPage>;

export const FeedbackView = FeedbackRow.omit({ beginning: true })
  .extend({
    version: z.int().meta({ description: '看到的是第几版；办理时带回来' }),
    text: z.string(),
    topic: z.enum(FEEDBACK_TOPICS),
    institution: z.string().nullable(),
    contactable: z.boolean(),
    agreed: z.boolean(),
    publication: z.enum(PUBLICATION_STATES),
    shown: z.strictObject({ words: z.string(), answer: z.string() }).nullable(),
    draft: z
      .strictObject({ words: z.string(), answer: z.string() })
      .nullable()
      .meta({ description: '要公开的，先替编辑遮好的样子' }),
    needsPlace: z.boolean().meta({ description: '转成投诉要先选投诉的是哪里' }),
    complaint: z.string().nullable(),
    duplicateOf: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
    files: z.array(CaseFile),
    byMail: z.boolean().meta({ description: '是从邮箱收来的，留的联系方式是写信的邮箱地址' }),
    notKept: z.array(z.string()).meta({ description: '邮件里没有收下的和为什么；原件在邮箱里' }),
    timeline: z.array(
      z.strictObject({ at: Instant, what: z.string(), by: z.string(), words: z.string().nullable() }),
    ),
    moves: z.array(z.strictObject({ type: z.enum(FEEDBACK_MOVES), name: z.string() })),
  })
  .meta({ id: 'FeedbackView' });
export type FeedbackView = z.infer<typeof FeedbackView>;

/** How reading the mailbox for opinions goes. Of a mail that was not taken no more is told than where to find it. */
export const MailboxView = z
  .strictObject({
    used: z.boolean().meta({ description: '配置了收意见的邮箱' }),
    readAt: Instant.nullable().meta({ description: '最近一次收完的时刻' }),
    error: z.string().nullable().meta({ description: '现在收不了的原因；好着时为 null' }),
    automatic: z.int().meta({ description: '没有收录的自动邮件：近90天几封，最多数到一千' }),
    waiting: z.int().meta({ description: '没有收、等人到邮箱里看的几封，最多数到一千' }),
    keptOut: z
      .array(z.strictObject({ cameAt: Instant, bytes: z.int(), why: z.string() }))
      .meta({ description: '其中最近的；没有打开，所以没有主题' }),
  })
  .meta({ id: 'Mailbox' });
export type MailboxView = z.infer<typeof MailboxView>;
