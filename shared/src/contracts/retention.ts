import { z } from 'zod';
import { Instant, pageOf, PageQuery } from './common.js';

/** What one run of the retention periods removed. */
export const RetentionReport = z
  .strictObject({
    id: z.string(),
    startedAt: Instant,
    finishedAt: Instant.nullable().meta({ description: 'null 表示还在清理' }),
    seconds: z.number().nullable().meta({ description: '用了多少秒' }),
    rules: z.array(
      z.strictObject({
        name: z.string(),
        what: z.string().meta({ description: '清理的是什么' }),
        days: z.int().meta({ description: '保存多少天' }),
        until: Instant.meta({ description: '清理到什么时候为止' }),
        removed: z.int().meta({ description: '清理了多少' }),
      }),
    ),
  })
  .meta({ id: 'RetentionReport' });
export type RetentionReport = z.infer<typeof RetentionReport>;
export const RetentionReportQuery = z.strictObject({ ...PageQuery });
export const RetentionReportPage = pageOf(RetentionReport).meta({ id: 'RetentionReportPage' });
