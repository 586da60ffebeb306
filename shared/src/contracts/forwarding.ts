import { z } from 'zod';
import { Instant, LevelSchema, PageQuery, pageOf } from './common.js';
import { DeliveryState } from './ratings.js';

/** Why a rating has not reached the province: what it lacks, or what the province said. */
export const FORWARDING_REASONS = [
  'no_transaction',
  'no_applicant',
  'incomplete_transaction',
  'unexplained',
  'time_order',
  'unknown_code',
  'unencodable',
  'from_province',
  'not_configured',
  'unavailable',
  'unconfirmed',
  'rejected',
  'conflict',
] as const;
export type ForwardingReason = (typeof FORWARDING_REASONS)[number];

export const SubmissionQuery = z.strictObject({
  ...PageQuery,
  state: DeliveryState.optional(),
  reason: z.enum(FORWARDING_REASONS).optional(),
  standing: z.literal('changed').optional().meta({ description: '只看采信状态变了、省里还不知道的' }),
});
export type SubmissionQuery = z.infer<typeof SubmissionQuery>;

/** One rating on its way to the province. Nothing about the evaluator. */
export const SubmissionView = z
  .strictObject({
    ratingId: z.string(),
    number: z.string().meta({ description: '评价的回执号' }),
    level: LevelSchema,
    title: z.string(),
    state: DeliveryState,
    stateName: z.string(),
    reason: z.enum(FORWARDING_REASONS).nullable(),
    reasonName: z.string().nullable(),
    message: z.string().nullable().meta({ description: '省里最后一次的答复，或缺什么' }),
    missing: z
      .array(z.strictObject({ field: z.string(), remedy: z.string() }))
      .meta({ description: '送省里还缺的内容' }),
    attempts: z.int().meta({ description: '实际发送的次数' }),
    receipt: z.string().nullable().meta({ description: '省里的回执 evaluateUnid' }),
    createdAt: Instant,
    sentAt: Instant.nullable(),
    nextAttemptAt: Instant.nullable().meta({ description: '下一次自动发送的时刻' }),
    history: z.array(
      z.strictObject({
        at: Instant,
        outcome: z.string(),
        outcomeName: z.string(),
        message: z.string().nullable(),
      }),
    ),
    standing: z
      .enum(['revoked', 'offset'])
      .nullable()
      .meta({ description: '评价的采信状态变成了什么；照评的计入时为 null' }),
    standingNote: z.string().nullable().meta({ description: '采信状态变了，省里知道了没有' }),
    mayResend: z.boolean(),
  })
  .meta({ id: 'Submission' });
export type SubmissionView = z.infer<typeof SubmissionView>;
export const SubmissionPage = pageOf(SubmissionView).meta({ id: 'SubmissionPage' });
export type SubmissionPage = z.infer<typeof SubmissionPage>;
