import { z } from 'zod';
import {
  isPeriod,
  REPORT_KINDS,
  REPORT_MOVES,
  REPORT_SECTIONS,
  REPORT_STATES,
  REPORT_SUBJECTS,
} from '../domain/figures/index.js';
import { Instant, LevelSchema, PageQuery, pageOf } from './common.js';

const Count = z.int().min(0);
const both = { now: Count.meta({ description: '这一期' }), before: Count.meta({ description: '前一期' }) };
const Both = z.strictObject(both);

export const ReportInput = z
  .strictObject({
    kind: z.enum(REPORT_KINDS, '应为 month（月报）、quarter（季报）或 year（年报）'),
    period: z.string().max(7).meta({ description: '哪一期：2026-11、2026-Q4、2026' }),
    subject: z.enum(REPORT_SUBJECTS, '应为 city（全市）、region（区县）或 institution（单位）'),
    code: z.string().min(1).max(64).meta({ description: '区划或单位的编码；全市是 350400' }),
  })
  .superRefine(({ kind, period }, context) => {
    if (isPeriod(kind, period)) return;
    const message = '哪一期要写成 2026-11（月报）、2026-Q4（季报）、2026（年报）';
    context.addIssue({ code: 'custom', path: ['period'], message });
  })
  .meta({ id: 'ReportInput' });
export type ReportInput = z.infer<typeof ReportInput>;

const Told = z.strictObject({ part: Count, whole: Count, text: z.string() });

export const ReportTables = z
  .strictObject({
    all: Both.meta({ description: '全部评价' }),
    adopted: Both.meta({ description: '采信的' }),
    cases: Both.meta({ description: '差评立案' }),
    levels: z.array(z.strictObject({ level: LevelSchema, name: z.string(), ...both })),
    shares: z.array(
      z.strictObject({
        id: z.string(),
        version: z.int(),
        name: z.string(),
        partName: z.string(),
        wholeName: z.string(),
        now: Told,
        before: Told,
      }),
    ),
    trend: z.array(z.strictObject({ name: z.string(), adopted: Count, poor: Count })),
    parts: z.array(
      z.strictObject({
        name: z.string(),
        adopted: Count,
        poor: Count,
        poorText: z.string(),
        ranked: z.boolean(),
      }),
    ),
    reasons: z.array(z.strictObject({ reason: z.string(), ...both })),
    sore: z.array(
      z.strictObject({
        itemName: z.string(),
        institutionName: z.string(),
        reason: z.string(),
        count: Count,
        before: Count,
        rose: z.boolean(),
      }),
    ),
    tasks: z.array(
      z.strictObject({
        number: z.string(),
        itemName: z.string(),
        reason: z.string(),
        institutionName: z.string(),
        asked: z.boolean(),
        done: z.boolean(),
        late: z.boolean(),
        changed: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ReportTables', description: '起草时的数字，以后不变' });
export type ReportTables = z.infer<typeof ReportTables>;

const row = {
  id: z.string(),
  number: z.string().meta({ example: 'BG20261201-7K3Q9M2X' }),
  title: z.string(),
  kind: z.enum(REPORT_KINDS),
  kindName: z.string(),
  periodName: z.string(),
  subjectName: z.string(),
  state: z.enum(REPORT_STATES),
  stateName: z.string(),
  draftedAt: Instant,
};

export const ReportRow = z.strictObject(row).meta({ id: 'ReportRow' });
export type ReportRow = z.infer<typeof ReportRow>;

export const ReportQuery = z.strictObject({ ...PageQuery, state: z.enum(REPORT_STATES).optional() });
export type ReportQuery = z.infer<typeof ReportQuery>;
export const ReportPage = pageOf(ReportRow)
  .extend({
    shownAfterDays: z
      .int()
      .meta({ description: '一周过完几天以后开放给被评的单位；单位的报告等那一期都开放了才能起草' }),
  })
  .meta({ id: 'ReportPage' });
export type ReportPage = z.infer<typeof ReportPage>;

const Section = z.enum(REPORT_SECTIONS);
const MOST_SIGNS = 5000;
const Text = z.string().trim().max(MOST_SIGNS, `一节最多${MOST_SIGNS}字，请写短一些`);

export const ReportView = z
  .strictObject({
    ...row,
    version: z.int(),
    from: z.iso.date(),
    to: z.iso.date().meta({ description: '数字到哪天' }),
    rule: z.string().meta({ description: '数字按什么口径' }),
    sections: z.array(
      z.strictObject({ id: Section, title: z.string(), text: z.string(), hint: z.string().nullable() }),
    ),
    tables: ReportTables,
    moves: z.array(z.enum(REPORT_MOVES)),
    events: z.array(
      z.strictObject({ at: Instant, by: z.string(), what: z.string(), words: z.string().nullable() }),
    ),
    versions: z
      .array(
        z.strictObject({
          at: Instant,
          by: z.string(),
          sections: z.array(z.strictObject({ title: z.string(), text: z.string() })),
        }),
      )
      .meta({ description: '改以前是怎样写的，新的在前；单位看不到' }),
    readers: z.array(z.strictObject({ by: z.string(), at: Instant })).meta({ description: '单位里谁看过了' }),
    invented: z.boolean().meta({ description: '演示里编出来的数字' }),
  })
  .meta({ id: 'ReportView' });
export type ReportView = z.infer<typeof ReportView>;

const Words = z.string().trim().min(5, '请写明白，至少5个字').max(500, '最多500字');

export const ReportMoveInput = z
  .strictObject({
    version: z.int().min(1),
    command: z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('save'),
        sections: z
          .array(z.strictObject({ id: Section, text: Text }))
          .min(1)
          .max(REPORT_SECTIONS.length),
      }),
      z.strictObject({ type: z.literal('submit') }),
      z.strictObject({ type: z.literal('send_back'), words: Words }),
      z.strictObject({ type: z.literal('sign') }),
      z.strictObject({ type: z.literal('return') }),
      z.strictObject({ type: z.literal('read') }),
    ]),
  })
  .meta({ id: 'ReportMoveInput' });
export type ReportMoveInput = z.infer<typeof ReportMoveInput>;
