import { z } from 'zod';
import {
  FORM_NUMBER,
  FORM_PLACES,
  FORM_VERDICTS,
  MOST_FORMS,
  MOST_WORDS,
  PHONE_TARGETS,
  typedFormNumber,
} from '../domain/index.js';
import { CaseFile } from './cases.js';
import { Instant, LevelSchema, PageQuery, pageOf, ToldInstant } from './common.js';
import { line, words } from './written.js';

/** Ratings that somebody else writes down: from a paper form, or as the hotline was told them. */

export const FormNumber = z
  .string()
  .overwrite(typedFormNumber)
  .regex(FORM_NUMBER, '编号是 ZB- 加8位字母和数字，请对照表上的再输一遍')
  .meta({ id: 'FormNumber', description: '空格、短横线、大小写都不要紧', example: 'ZB-7K3M9QXT' });

export const FormsInput = z
  .strictObject({
    kind: z.enum(FORM_PLACES),
    code: line({ most: 40 }).meta({ description: '窗口、大厅或服务点的编码' }),
    count: z.int().min(1, '至少印1张').max(MOST_FORMS, `一次最多印${MOST_FORMS}张`),
  })
  .meta({ id: 'FormsInput' });
export type FormsInput = z.infer<typeof FormsInput>;

export const FormsPrinted = z
  .strictObject({ batch: z.string(), count: z.int(), title: z.string(), place: z.string() })
  .meta({ id: 'FormsPrinted' });
export type FormsPrinted = z.infer<typeof FormsPrinted>;

export const PaperFormView = z
  .strictObject({
    number: z.string(),
    title: z.string(),
    place: z.string(),
    printedOn: z.iso.date(),
    ratingId: z.string().nullable().meta({ description: '录过了的评价；还没录时为 null' }),
    photos: z.array(CaseFile).meta({ description: '录过了的，原表的照片；被评的一方没有' }),
    refused: z.string().nullable().meta({ description: '为什么不能由您录入；可以录时为 null' }),
  })
  .meta({ id: 'RatingForm' });
export type PaperFormView = z.infer<typeof PaperFormView>;

const Options = z.array(z.string().regex(/^\d{3}$/, '选项代码是3位数字')).max(8, '最多8项');
const Words = words({ least: 0, most: MOST_WORDS });

export const FormEntryInput = z
  .strictObject({
    ratedOn: z.iso.date('请选表上写的日期'),
    level: LevelSchema,
    options: Options.default([]),
    text: Words.default(''),
    files: z
      .array(z.uuid())
      .min(1, '请先拍下评价表，传上照片')
      .max(9, '最多9张')
      .meta({ description: '评价表的照片' }),
  })
  .meta({ id: 'FormEntryInput' });
export type FormEntryInput = z.infer<typeof FormEntryInput>;

export const FormEntered = z
  .strictObject({ number: z.string(), ratingId: z.string(), levelName: z.string() })
  .meta({ id: 'FormEntered' });
export type FormEntered = z.infer<typeof FormEntered>;

/** What a second person compares with the photos. */
export const FormToCheck = z
  .strictObject({
    number: z.string(),
    title: z.string(),
    place: z.string(),
    ratedOn: z.iso.date(),
    level: LevelSchema,
    levelName: z.string(),
    options: z.array(z.string()),
    text: z.string(),
    enteredBy: z.string(),
    enteredAt: Instant,
    photos: z.array(CaseFile),
  })
  .meta({ id: 'FormToCheck' });
export type FormToCheck = z.infer<typeof FormToCheck>;
export const FormsToCheckQuery = z.strictObject(PageQuery);
export const FormsToCheck = pageOf(FormToCheck).meta({ id: 'FormsToCheck' });
export type FormsToCheck = z.infer<typeof FormsToCheck>;

export const FormCheckInput = z
  .strictObject({
    verdict: z.enum(FORM_VERDICTS).meta({ description: 'same 和表上一样 · wrong 录得不对' }),
    note: words({ least: 0, most: 200 }).default('').meta({ description: '哪里不对；录得不对时要写' }),
  })
  .refine(({ verdict, note }) => verdict === 'same' || note !== '', {
    path: ['note'],
    message: '请写明哪里和表上不一样',
  })
  .meta({ id: 'FormCheckInput' });
export type FormCheckInput = z.infer<typeof FormCheckInput>;

/** For whoever holds the stub: the number is their secret. */
export const OwnFormView = z
  .strictObject({
    number: z.string(),
    title: z.string(),
    place: z.string(),
    entered: z
      .strictObject({
        ratedOn: z.iso.date(),
        enteredOn: z.iso.date(),
        level: LevelSchema,
        levelName: z.string(),
        way: z.string().nullable().meta({ description: '差评办到哪一步；不是差评时为 null' }),
      })
      .nullable()
      .meta({ description: '还没有录入时为 null' }),
  })
  .meta({ id: 'OwnForm' });
export type OwnFormView = z.infer<typeof OwnFormView>;

export const RecordNo = line({ most: 60, asked: '请填热线记录的编号' });

export const PhoneRatingInput = z
  .strictObject({
    recordNo: RecordNo.meta({ description: '热线自己的记录编号；同一个编号只记一次' }),
    ratedAt: ToldInstant,
    level: LevelSchema,
    target: z.strictObject({ kind: z.enum(PHONE_TARGETS), code: line({ most: 60 }) }),
    options: Options.default([]),
    text: Words.default('').meta({ description: '原话，不写姓名、电话' }),
  })
  .meta({ id: 'PhoneRatingInput' });
export type PhoneRatingInput = z.infer<typeof PhoneRatingInput>;

export const PhoneRatingKept = z
  .strictObject({ number: z.string(), recordNo: z.string() })
  .meta({ id: 'PhoneRatingKept' });

export const PhoneImportQuery = z.strictObject({ commit: z.enum(['true', 'false']).default('false') });

export const PhoneImportReport = z
  .strictObject({
    committed: z.boolean(),
    rows: z.int().meta({ description: '有内容的行' }),
    fresh: z.int().meta({ description: '要记下的' }),
    known: z.int().meta({ description: '以前记过、内容一样，不再记的' }),
    poor: z.int().meta({ description: '要记下的里面有几条差评' }),
    unread: z.array(z.string()).meta({ description: '列名认不出来、没有读的列' }),
    errorCount: z.int(),
    errors: z
      .array(z.strictObject({ row: z.int(), column: z.string(), problem: z.string(), remedy: z.string() }))
      .meta({ description: '最多列出500条' }),
    shown: z
      .array(
        z.strictObject({
          row: z.int(),
          recordNo: z.string(),
          ratedAt: Instant,
          daysLate: z.int().meta({ description: '评了以后过几天才到' }),
          title: z.string(),
          place: z.string(),
          level: LevelSchema,
          levelName: z.string(),
          known: z.boolean(),
        }),
      )
      .meta({ description: '最多列出500条' }),
  })
  .meta({ id: 'PhoneImportReport' });
export type PhoneImportReport = z.infer<typeof PhoneImportReport>;
