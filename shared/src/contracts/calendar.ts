import { z } from 'zod';
import { Day, Instant } from './common.js';
import { line, words } from './written.js';

const Year = z
  .int('年份应为整数')
  .min(2020, '最早到2020年')
  .max(2100, '最晚到2100年')
  .meta({ description: '通知说的是哪一年' });

/** One year of the working-day calendar, as it counts now. */
export const CalendarYearView = z
  .strictObject({
    year: z.int(),
    source: z.string().meta({ description: '通知的文号，或随系统带来的数据' }),
    revision: z.int().meta({ description: '导入过几次；0 是随系统带来的' }),
    importedAt: Instant.nullable(),
    importedByName: z.string().nullable(),
    daysOff: z.array(Day),
    workdays: z.array(Day).meta({ description: '要上班的周末' }),
  })
  .meta({ id: 'CalendarYear' });
export type CalendarYearView = z.infer<typeof CalendarYearView>;

/** A year whose notice should be there by now and was not imported. */
export const MissingYearView = z
  .strictObject({
    year: z.int(),
    pressing: z.boolean().meta({ description: '现在的期限已经算到这一年' }),
  })
  .meta({ id: 'MissingYear' });

export const CalendarView = z
  .strictObject({
    years: z.array(CalendarYearView).meta({ description: '新的在前' }),
    missing: MissingYearView.nullable().meta({ description: '该导入、还没有导入的一年' }),
  })
  .meta({ id: 'Calendar' });
export type CalendarView = z.infer<typeof CalendarView>;

export const NoticePreviewInput = z
  .strictObject({
    year: Year,
    text: z
      .string()
      .max(20_000, '太长了，请只粘贴这一份通知')
      .pipe(words({ most: 20_000, asked: '请粘贴通知的全文' })),
  })
  .meta({ id: 'NoticePreviewInput' });
export type NoticePreviewInput = z.infer<typeof NoticePreviewInput>;

const NoticeDay = z.strictObject({
  day: Day,
  weekdayName: z.string(),
  holiday: z.string(),
  phrase: z.string().meta({ description: '从通知的哪一句读出来的' }),
});

/** What was read from a notice; nothing is kept yet. */
export const NoticePreview = z
  .strictObject({
    year: z.int(),
    amends: z.array(z.string()).meta({ description: '只调整这些节日，其余不变；空表示全年' }),
    daysOff: z.array(NoticeDay),
    workdays: z.array(NoticeDay),
    problems: z.array(z.string()).meta({ description: '有一条就不能导入' }),
    replaces: CalendarYearView.nullable().meta({ description: '这一年现在用的' }),
    changed: z.array(Day).meta({ description: '导入后上不上班会变的日子' }),
  })
  .meta({ id: 'NoticePreview' });
export type NoticePreview = z.infer<typeof NoticePreview>;

export const NoticeImportInput = z
  .strictObject({
    ...NoticePreviewInput.shape,
    source: line({ least: 4, most: 60, asked: '请写通知的文号，如“国办发明电〔2025〕7号”' }),
    seen: z.int().min(0).meta({ description: '预览时这一年导入过几次；期间别人导入过就不再照办' }),
  })
  .meta({ id: 'NoticeImportInput' });
export type NoticeImportInput = z.infer<typeof NoticeImportInput>;
