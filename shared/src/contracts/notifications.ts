import { z } from 'zod';
import { NOTICE_KINDS, PROGRESS_KINDS } from '../domain/notifications/index.js';
import { Counted, Instant, PageQuery, pageOf } from './common.js';

/** The inbox: what was not read yet, or everything. */
export const NOTICE_LISTS = ['unread', 'all'] as const;
export type NoticeList = (typeof NOTICE_LISTS)[number];

export const NoticeQuery = z.strictObject({ ...PageQuery, list: z.enum(NOTICE_LISTS).default('unread') });
export type NoticeQuery = z.infer<typeof NoticeQuery>;

export const NoticeView = z
  .strictObject({
    id: z.string(),
    at: Instant,
    kind: z.enum(NOTICE_KINDS),
    text: z.string().meta({ description: '什么事', example: '有一件差评交给您办' }),
    read: z.boolean(),
    case: z
      .strictObject({ id: z.uuid(), number: z.string(), title: z.string() })
      .nullable()
      .meta({ description: '哪一件；现在已经不归您看的为 null' }),
    appeal: z
      .strictObject({ id: z.uuid(), number: z.string(), title: z.string() })
      .nullable()
      .meta({ description: '说的是申诉时，哪一份' }),
    feedback: z
      .strictObject({ id: z.uuid(), number: z.string().nullable(), title: z.string() })
      .nullable()
      .meta({ description: '说的是意见时，哪一条；转给的单位看不到回执号' }),
    listing: z
      .strictObject({ id: z.uuid(), number: z.string(), title: z.string() })
      .nullable()
      .meta({ description: '说的是奖惩名单时，哪一条' }),
  })
  .meta({ id: 'Notice' });
export type NoticeView = z.infer<typeof NoticeView>;

export const NoticePage = pageOf(NoticeView).extend({ unread: Counted }).meta({ id: 'NoticePage' });
export type NoticePage = z.infer<typeof NoticePage>;

/** How many were not read yet. */
export const NoticeCount = z.strictObject({ unread: Counted }).meta({ id: 'NoticeCount' });
export type NoticeCount = z.infer<typeof NoticeCount>;

/** Which are marked as read: these, or all up to now. */
export const NoticesRead = z
  .strictObject({
    ids: z.array(z.string().max(120)).min(1).max(100).optional(),
    all: z.literal(true).optional(),
  })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), {
    message: '请写明是哪几条，或全部',
    path: ['ids'],
  })
  .meta({ id: 'NoticesRead' });
export type NoticesRead = z.infer<typeof NoticesRead>;

/**
 * `waiting` still to be sent · `sent` · `merged` a newer one goes in its place · `unreachable` no way to them · `failed` given
 * up, for a person to look at.
 */
export const MESSAGE_STATES = ['waiting', 'sent', 'merged', 'unreachable', 'failed'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];
export const MESSAGE_WAYS = ['wechat', 'sms'] as const;
export type MessageWay = (typeof MESSAGE_WAYS)[number];

export const MessageQuery = z.strictObject({ ...PageQuery, state: z.enum(MESSAGE_STATES).optional() });
export type MessageQuery = z.infer<typeof MessageQuery>;

export const MessageView = z
  .strictObject({
    id: z.uuid(),
    at: Instant.meta({ description: '什么时候有的进展' }),
    progress: z.enum(PROGRESS_KINDS),
    progressName: z.string(),
    case: z
      .strictObject({ id: z.uuid(), number: z.string() })
      .nullable()
      .meta({ description: '哪一件；只管系统的人看不到' }),
    state: z.enum(MESSAGE_STATES),
    stateName: z.string(),
    way: z.enum(MESSAGE_WAYS).nullable().meta({ description: '送到的那一种' }),
    tries: z.array(
      z.strictObject({
        at: Instant,
        way: z.enum(MESSAGE_WAYS),
        ok: z.boolean(),
        words: z.string().nullable().meta({ description: '对方说为什么不行' }),
      }),
    ),
    sentAt: Instant.nullable(),
    nextAt: Instant.nullable().meta({ description: '下一次什么时候送' }),
    mayRetry: z.boolean(),
  })
  .meta({ id: 'Message', description: '给评价人的一条消息；没有收的人的任何信息' });
export type MessageView = z.infer<typeof MessageView>;

export const MessagePage = pageOf(MessageView).meta({ id: 'MessagePage' });
export type MessagePage = z.infer<typeof MessagePage>;

const SmsPreview = z
  .strictObject({ templateId: z.string(), text: z.string(), length: z.int() })
  .nullable()
  .meta({ description: '没有接入短信的为 null' });

/** What the messages look like, as configured. */
export const MessagePreview = z
  .strictObject({
    hours: z.string().meta({ description: '什么时候发', example: '08:00–21:00' }),
    wechat: z
      .strictObject({
        templateId: z.string(),
        page: z.string(),
        fields: z.array(z.strictObject({ name: z.string(), label: z.string(), value: z.string() })),
      })
      .nullable()
      .meta({ description: '没有接入小程序的为 null' }),
    sms: SmsPreview,
    invite: SmsPreview.meta({ description: '请人评价的短信，链接是样子，打不开；没有接入短信的为 null' }),
  })
  .meta({ id: 'MessagePreview' });
export type MessagePreview = z.infer<typeof MessagePreview>;

/** What the mini-program has to ask WeChat for, and how many messages were permitted already. */
export const ProgressReminder = z
  .strictObject({
    templateId: z.string().nullable().meta({ description: '向微信要求允许的模板；没有接入小程序的为 null' }),
    sms: z.boolean().meta({ description: '没有在微信里提醒的，发不发得出短信：有没有能用的手机号' }),
    permitted: z.int().meta({ description: '已经允许、还没有用掉的次数' }),
  })
  .meta({ id: 'ProgressReminder' });
export type ProgressReminder = z.infer<typeof ProgressReminder>;

export const ProgressReminderInput = z
  .strictObject({
    code: z.string().min(1).max(128).meta({ description: 'wx.login 给的 code' }),
    templateId: z.string().min(1).max(64).meta({ description: '本人在微信里点了允许的模板' }),
  })
  .meta({ id: 'ProgressReminderInput' });
export type ProgressReminderInput = z.infer<typeof ProgressReminderInput>;
