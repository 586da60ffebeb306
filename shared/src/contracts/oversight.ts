import { z } from 'zod';
import { REPEATED_KINDS } from '../domain/cases/repeated.js';
import { CaseRow } from './cases.js';
import { atMostDays, Counted, Day, PageQuery, pageOf } from './common.js';

const MOST_DAYS = 366;

/** The period the ratings were given in, both days included. */
const period = { from: Day, to: Day };
const checkPeriod = atMostDays(MOST_DAYS, '一次最多看一年，请把时间选短一些');

export const OversightPeriod = z.strictObject(period).superRefine(checkPeriod);
export type OversightPeriod = z.infer<typeof OversightPeriod>;

export const OVERSIGHT_LISTS = ['revoked', 'unsatisfied', 'overdue'] as const;
export type OversightList = (typeof OVERSIGHT_LISTS)[number];

const listed = { ...period, list: z.enum(OVERSIGHT_LISTS) };

/** A whole list. */
export const OversightListQuery = z.strictObject(listed).superRefine(checkPeriod);
export type OversightListQuery = z.infer<typeof OversightListQuery>;

export const OversightCaseQuery = z.strictObject({ ...PageQuery, ...listed }).superRefine(checkPeriod);
export type OversightCaseQuery = z.infer<typeof OversightCaseQuery>;

export const OversightCasePage = pageOf(CaseRow).meta({ id: 'OversightCasePage' });
export type OversightCasePage = z.infer<typeof OversightCasePage>;

const Count = z.int().min(0);

export const OversightFigures = z
  .strictObject({
    cases: Count.meta({ description: '这段时间评的、由您督查的差评' }),
    figures: z.array(
      z.strictObject({
        name: z.string(),
        part: Count.meta({ description: '分子' }),
        whole: Count.meta({ description: '分母；0 就没有这个率' }),
        partName: z.string(),
        wholeName: z.string(),
        beside: z.array(z.strictObject({ name: z.string(), count: Count })),
        rule: z.string().meta({ description: '怎么算的' }),
      }),
    ),
    forms: z
      .strictObject({ entered: Count, checked: Count, wrong: Count })
      .meta({ description: '评价表：录了几张，第二个人对照原表看了几张，其中录错几张' }),
    counts: z.strictObject({ revoked: Counted, unsatisfied: Counted, overdue: Counted }),
  })
  .meta({ id: 'OversightFigures' });
export type OversightFigures = z.infer<typeof OversightFigures>;

export const RepeatedPoorRatings = z
  .strictObject({
    rule: z.string().meta({ example: '30天里3条以上差评；撤销了的不算' }),
    items: z.array(
      z.strictObject({
        kind: z.enum(REPEATED_KINDS),
        kindName: z.string(),
        code: z.string(),
        name: z.string(),
        institutionName: z.string(),
        from: Day,
        to: Day,
        cases: z.array(CaseRow),
      }),
    ),
    left: Count.meta({ description: '太多没有列出来的' }),
  })
  .meta({ id: 'RepeatedPoorRatings' });
export type RepeatedPoorRatings = z.infer<typeof RepeatedPoorRatings>;
