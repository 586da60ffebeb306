import { z } from 'zod';
import { REVEAL_PURPOSES, REVEAL_STATES, seenLength } from '../domain/index.js';
import { Instant, pageOf, PageQuery } from './common.js';
import { words } from './written.js';

export const RevealInput = z
  .strictObject({
    purpose: z.enum(REVEAL_PURPOSES),
    subject: z.strictObject({ kind: z.literal('rating'), id: z.uuid('评价编号不对') }),
    reason: words({ least: 4, most: 200, asked: '请写明为什么要看，至少4个字' }),
  })
  .meta({ id: 'RevealInput' });
export type RevealInput = z.infer<typeof RevealInput>;

/** The evaluator's contact, for the screen alone and for a short time. Never stored by a page. */
export const RevealedContact = z
  .strictObject({
    name: z.string(),
    phone: z.string(),
    email: z.string().meta({ description: '写信来的邮箱地址；不是信时为空' }),
    certificate: z
      .strictObject({ type: z.string(), number: z.string() })
      .nullable()
      .meta({ description: '只在本人申请时给出，用来核对来人' }),
    handler: z.strictObject({ name: z.string() }).nullable().meta({ description: '法人的经办人' }),
    shownSeconds: z.int().meta({ description: '页面最多显示多少秒' }),
  })
  .meta({ id: 'RevealedContact' });
export type RevealedContact = z.infer<typeof RevealedContact>;

export const RevealAnswer = z
  .strictObject({
    id: z.string(),
    state: z.enum(REVEAL_STATES),
    unusual: z.array(z.string()).meta({ description: '为什么要第二个人同意；空表示不用' }),
    contact: RevealedContact.nullable().meta({ description: '要第二个人同意时为 null' }),
  })
  .meta({ id: 'RevealAnswer' });
export type RevealAnswer = z.infer<typeof RevealAnswer>;

/** A reveal as the console lists it: who asked whom for what, and nothing of the evaluator. */
export const RevealView = z
  .strictObject({
    id: z.string(),
    state: z.enum(REVEAL_STATES),
    stateName: z.string(),
    purpose: z.enum(REVEAL_PURPOSES),
    purposeName: z.string(),
    reason: z.string(),
    ratingId: z.string(),
    ratingNumber: z.string(),
    unusual: z.array(z.string()),
    askedBy: z.string(),
    askedAt: Instant,
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
    note: z.string().nullable(),
    expiresAt: Instant,
    openedAt: Instant.nullable(),
    own: z.boolean().meta({ description: '是现在登录的人自己申请的' }),
    may: z.array(z.enum(['decide', 'open'])).meta({ description: '现在登录的人可以做什么' }),
  })
  .meta({ id: 'Reveal' });
export type RevealView = z.infer<typeof RevealView>;

export const RevealQuery = z.strictObject({
  ...PageQuery,
  state: z
    .enum([...REVEAL_STATES, 'open'])
    .optional()
    .meta({ description: 'open：还没有了结的' }),
  ratingId: z.uuid().optional(),
  by: z.enum(['me', 'others']).optional().meta({ description: 'me：自己申请的，others：同事申请的' }),
});
export type RevealQuery = z.infer<typeof RevealQuery>;
export const RevealPage = pageOf(RevealView).meta({ id: 'RevealPage' });
export type RevealPage = z.infer<typeof RevealPage>;

export const RevealDecisionInput = z
  .strictObject({
    approve: z.boolean(),
    note: words({ least: 0, most: 200 }).default(''),
  })
  .refine(({ approve, note }) => approve || seenLength(note) >= 2, {
    error: '不同意时请写明理由',
    path: ['note'],
  })
  .meta({ id: 'RevealDecisionInput' });
export type RevealDecisionInput = z.infer<typeof RevealDecisionInput>;

/** Whether the contact behind a rating may be shown to the one who asks, before anything is asked for. */
export const RevealSubjectView = z
  .strictObject({
    mayReveal: z.boolean(),
    because: z.string().meta({ description: '为什么可以或不可以' }),
    until: Instant.nullable().meta({ description: '可以看到什么时候' }),
    shown: z.int().meta({ description: '这条评价的联系方式已经被看过几次' }),
    unusual: z.array(z.string()).meta({ description: '现在申请的话，为什么要第二个人同意；空表示不用' }),
  })
  .meta({ id: 'RevealSubject' });
export type RevealSubjectView = z.infer<typeof RevealSubjectView>;
