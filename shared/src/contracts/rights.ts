import { z } from 'zod';
import { typedToken } from '../domain/people/typed.js';
import { Instant, pageOf, PageQuery } from './common.js';
import { ComplaintNumber } from './complaints.js';
import { ReceiptNumber } from './ratings.js';

/** What consent is asked for. A third party is named, and asked about each time anew. */
export const ConsentPurpose = z
  .string()
  .regex(/^(?:privacy_notice|real_name_check|third_party:[a-z][a-z0-9_]{1,40})$/, '没有这种同意事项')
  .meta({ id: 'ConsentPurpose', example: 'privacy_notice' });

/** One thing that consent is asked for, in words for the person who is asked. */
export const ConsentQuestion = z
  .strictObject({
    purpose: ConsentPurpose,
    name: z.string(),
    asked: z.string().meta({ description: '什么时候问' }),
    why: z.string(),
    data: z.array(z.string()).meta({ description: '用到哪些信息' }),
    recipient: z.string().nullable().meta({ description: '交给谁；null 表示不交给别人' }),
    refusing: z.string().meta({ description: '不同意会怎样' }),
    withdrawing: z.string().meta({ description: '撤回之后会怎样；撤回之前先给人看' }),
  })
  .meta({ id: 'ConsentQuestion' });
export type ConsentQuestion = z.infer<typeof ConsentQuestion>;

export const NoticeVersion = z.coerce.number().int().min(1).max(10_000);

/** One version of the privacy notice; a published one never changes. */
export const PrivacyNotice = z
  .strictObject({
    version: z.int(),
    publishedOn: z.iso.date(),
    current: z.boolean().meta({ description: '是不是现行的一版' }),
    title: z.string(),
    line: z.string().meta({ description: '评价页上的那一行，后面跟链接' }),
    sections: z.array(z.strictObject({ title: z.string(), paragraphs: z.array(z.string()) })),
    questions: z.array(ConsentQuestion),
    versions: z.array(z.strictObject({ version: z.int(), publishedOn: z.iso.date() })),
  })
  .meta({ id: 'PrivacyNotice' });
export type PrivacyNotice = z.infer<typeof PrivacyNotice>;

export const ConsentInput = z
  .strictObject({
    purpose: ConsentPurpose,
    version: z.int().min(1).meta({ description: '看到的隐私告知版本' }),
    given: z.boolean().meta({ description: 'true 同意，false 不同意或撤回' }),
    occasion: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .optional()
      .meta({ description: '交给第三方的是哪一次；third_party 必填，每一次单独问' }),
  })
  .refine(({ purpose, occasion }) => purpose.startsWith('third_party:') === (occasion !== undefined), {
    error: '交给第三方的同意要写明是哪一次；其他同意不写',
    path: ['occasion'],
  })
  .meta({ id: 'ConsentInput' });
export type ConsentInput = z.infer<typeof ConsentInput>;

/** One answer a person gave, as it was recorded. Later answers stand beside earlier ones. */
export const ConsentRecordView = z
  .strictObject({
    purpose: ConsentPurpose,
    name: z.string(),
    version: z.int(),
    given: z.boolean(),
    at: Instant,
    occasion: z.string().nullable(),
    recipient: z.string().nullable(),
    data: z.array(z.string()),
  })
  .meta({ id: 'ConsentRecord' });
export type ConsentRecordView = z.infer<typeof ConsentRecordView>;

export const ConsentsView = z
  .strictObject({
    noticeVersion: z.int().meta({ description: '现行的隐私告知版本' }),
    standing: z
      .array(
        z.strictObject({
          purpose: ConsentPurpose,
          state: z.enum(['given', 'refused', 'never_asked', 'ask_again']).meta({
            description: 'ask_again：告知换了新版，上次的同意不再算数，要重新问',
          }),
        }),
      )
      .meta({ description: '第三方以外的事项现在算不算同意' }),
    records: z.array(ConsentRecordView).meta({ description: '全部记录，最新的在前' }),
  })
  .meta({ id: 'Consents' });
export type ConsentsView = z.infer<typeof ConsentsView>;

/** One look at this person's information: by which office, what for, when. */
export const DisclosureView = z
  .strictObject({
    at: Instant,
    office: z.string().meta({ description: '哪个单位' }),
    role: z.string().nullable().meta({ description: '什么岗位；系统依法办理的为 null' }),
    purpose: z.string().meta({ description: '为什么看，一句话' }),
    data: z.array(z.string()).meta({ description: '看到了哪些信息' }),
    rating: z
      .union([ReceiptNumber, ComplaintNumber])
      .nullable()
      .meta({ description: '为了哪条评价，或哪次投诉' }),
  })
  .meta({ id: 'Disclosure' });
export type DisclosureView = z.infer<typeof DisclosureView>;
export const DisclosureQuery = z.strictObject({ ...PageQuery });
export const DisclosurePage = pageOf(DisclosureView).meta({ id: 'DisclosurePage' });
export type DisclosurePage = z.infer<typeof DisclosurePage>;

/** Everything held about a person, one section a kind; the readable PDF is made from the same. */
export const DataSection = z
  .strictObject({
    name: z.string(),
    title: z.string(),
    explanation: z.string().meta({ description: '为什么有这些、留多久' }),
    entries: z.array(
      z.strictObject({
        title: z.string(),
        fields: z.array(z.strictObject({ name: z.string(), label: z.string(), value: z.string() })),
      }),
    ),
  })
  .meta({ id: 'DataSection' });
export type DataSection = z.infer<typeof DataSection>;

export const DataExport = z
  .strictObject({
    format: z.literal('haochaping-data-export/1'),
    madeAt: Instant,
    noticeVersion: z.int(),
    sections: z.array(DataSection),
  })
  .meta({ id: 'DataExport' });
export type DataExport = z.infer<typeof DataExport>;

/** What stays after an account was closed, and why. */
export const Kept = z.strictObject({ what: z.string(), why: z.string(), until: z.string() });

/** Told before anybody closes an account. */
export const DeletionPreview = z
  .strictObject({
    erased: z.array(z.string()),
    kept: z.array(Kept),
    graceHours: z.number().meta({ description: '多少小时之内可以反悔' }),
    waitsFor: z.array(z.string()).meta({ description: '哪些事还没有办完，办完才能删；空表示马上能删' }),
  })
  .meta({ id: 'DeletionPreview' });
export type DeletionPreview = z.infer<typeof DeletionPreview>;

export const DELETION_WORD = '注销账号';
export const DeletionInput = z
  .strictObject({ confirm: z.literal(DELETION_WORD, { error: `请写“${DELETION_WORD}”四个字` }) })
  .meta({ id: 'DeletionInput' });

export const UndoCode = z
  .string()
  .overwrite(typedToken)
  .regex(/^[A-Za-z0-9_-]{32}$/, '反悔码不对');
export const DeletionCodeInput = z.strictObject({ undoCode: UndoCode }).meta({ id: 'DeletionCodeInput' });

export const DeletionAnswer = z
  .strictObject({
    undoCode: UndoCode.meta({ description: '只给这一次：凭它反悔或查看进度' }),
    undoUntil: Instant,
    erased: DeletionPreview.shape.erased,
    kept: DeletionPreview.shape.kept,
    waitsFor: DeletionPreview.shape.waitsFor,
  })
  .meta({ id: 'DeletionAnswer' });
export type DeletionAnswer = z.infer<typeof DeletionAnswer>;

/** How far a deletion has come, for whoever holds its code; the account itself is gone. */
export const DeletionProgress = z
  .strictObject({
    state: z.enum(['grace', 'waiting', 'done', 'undone']),
    stateName: z.string(),
    askedAt: Instant,
    undoUntil: Instant,
    accountErasedAt: Instant.nullable(),
    snapshotsErasedAt: Instant.nullable(),
    waitsFor: z.array(z.string()),
    looksAgainAt: Instant.nullable().meta({ description: '什么时候再看一次还缺什么' }),
  })
  .meta({ id: 'DeletionProgress' });
export type DeletionProgress = z.infer<typeof DeletionProgress>;
