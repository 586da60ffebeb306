import { z } from 'zod';
import { Day, Instant, LevelSchema, PageQuery, pageOf } from './common.js';
import { CaseWayView } from './case-way.js';
import { ReceiptNumber } from './ratings.js';

/** The poor ratings given for a business: still on their way, waiting for the business to say something, closed. */
export const BUSINESS_CASE_LISTS = ['open', 'yours', 'closed'] as const;
export type BusinessCaseList = (typeof BUSINESS_CASE_LISTS)[number];

export const BusinessCaseQuery = z.strictObject({
  ...PageQuery,
  list: z.enum(BUSINESS_CASE_LISTS).default('open'),
  from: Day.optional().meta({ description: '哪天起评的' }),
  to: Day.optional().meta({ description: '到哪天，含这一天' }),
  handler: z
    .uuid('请在列表里选经办人')
    .optional()
    .meta({ description: '哪位经办人评的：经办人列表里的编号；只有法定代表人能选' }),
});
export type BusinessCaseQuery = z.infer<typeof BusinessCaseQuery>;

export const BusinessCaseRow = z
  .strictObject({
    number: ReceiptNumber,
    level: LevelSchema,
    levelName: z.string(),
    title: z.string(),
    place: z.string(),
    ratedAt: Instant,
    handlerName: z
      .string()
      .nullable()
      .meta({ description: '谁替企业评的，姓名打了星号；自己评的是“您”；从办件邀请来的不知道是谁，为 null' }),
    way: CaseWayView,
    letter: z.boolean().meta({ description: '有没有答复函可以下载' }),
  })
  .meta({ id: 'BusinessCaseRow' });
export type BusinessCaseRow = z.infer<typeof BusinessCaseRow>;

export const BusinessCasePage = pageOf(BusinessCaseRow)
  .extend({ counts: z.strictObject({ open: z.int(), yours: z.int(), closed: z.int() }) })
  .meta({ id: 'BusinessCasePage' });
export type BusinessCasePage = z.infer<typeof BusinessCasePage>;
