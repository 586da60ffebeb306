import { z } from 'zod';
import { FORMULAS, UNIT_CLASSES, type FormulaId } from '../domain/figures/index.js';
import { atMostDays, Day, Instant, PageQuery, RegionCode } from './common.js';
import { line } from './written.js';

const Code = z.string().min(1).max(64);
const Class = z.enum(UNIT_CLASSES, '请选一类：区县、中心、部门、大厅、窗口或平台');
const checkPeriod = atMostDays(366, '一次最多看一年，请把时间选短一些');

/* ---- a scheme: weights, and what is measured ---- */

const FORMULA_IDS = FORMULAS.map(({ id }) => id) as [FormulaId, ...FormulaId[]];
const Value = z.string().min(1).max(64);
const question = {
  questionnaireId: Code,
  question: Code,
  asked: z.string().max(200).meta({ description: '问的话；由系统照问卷填' }),
};

const Measured = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('formula'), id: z.enum(FORMULA_IDS), version: z.int() }),
  z.strictObject({ kind: z.literal('options'), options: z.array(z.string().regex(/^\d{3}$/)).max(40) }),
  z.strictObject({ kind: z.literal('mean_answer'), ...question }),
  z.strictObject({
    kind: z.literal('share_answer'),
    ...question,
    chosen: z.array(Value).max(20),
    among: z.array(Value).max(20),
    chosenWords: z.array(z.string().max(80)).max(20),
  }),
]);

const Leaf = z
  .strictObject({
    measured: Measured,
    better: z.enum(['more', 'less']),
    zeroAt: z
      .number()
      .min(0)
      .max(100)
      .meta({ description: '数到这里不得分；单位随数：百分数，或1到5的平均' }),
  })
  .meta({ id: 'IndicatorLeaf' });

const node = {
  code: z.string().regex(/^[a-z0-9_]{1,40}$/, '编号由小写字母、数字和下划线组成'),
  name: line({ least: 0, most: 30 }),
  weight: z.int('权重要是整数').min(0).max(100),
  leaf: Leaf.nullable(),
};
/** There is nothing below the third level; the description of the interface knows no such type. */
const NoMore = z
  .array(z.never())
  .max(0, '最多三层')
  .meta({ type: 'array', maxItems: 0, items: { type: 'object', additionalProperties: false } });
const Third = z.strictObject({ ...node, children: NoMore });
const Second = z.strictObject({ ...node, children: z.array(Third).max(20) });
const IndicatorTop = z
  .strictObject({ ...node, children: z.array(Second).max(20) })
  .meta({ id: 'IndicatorTop', description: '一级指标；下面是数，或一组数。同一层的权重合起来是100' });
const Nodes = z.array(IndicatorTop).max(12);

const SchemeVersion = z.strictObject({
  number: z.int(),
  from: Day.meta({ description: '从哪天起用；一段时间照结束那天的版算' }),
  publishedAt: Instant,
  publishedBy: z.string(),
  writers: z.array(z.string()),
  changes: z.array(z.string()),
  nodes: Nodes,
});

export const SCHEME_MOVES = ['save', 'discard', 'publish'] as const;
export type SchemeMove = (typeof SCHEME_MOVES)[number];

export const IndicatorScheme = z
  .strictObject({
    unitClass: Class,
    className: z.string(),
    revision: z.int(),
    versions: z.array(SchemeVersion).meta({ description: '新的在前；发布了的不再改' }),
    inForce: z.int().nullable().meta({ description: '今天用第几版' }),
    draft: z
      .strictObject({ nodes: Nodes, writers: z.array(z.string()) })
      .nullable()
      .meta({ description: '正在写的；没有在写为 null' }),
    problems: z
      .array(z.strictObject({ code: z.string().nullable(), message: z.string() }))
      .meta({ description: '发布前要改好的' }),
    changes: z.array(z.string()).meta({ description: '发布会改变什么' }),
    moves: z.array(z.enum(SCHEME_MOVES)),
  })
  .meta({ id: 'IndicatorScheme' });
export type IndicatorScheme = z.infer<typeof IndicatorScheme>;

export const IndicatorClass = z.strictObject({ unitClass: Class });

export const IndicatorMoveInput = z
  .strictObject({
    revision: z.int().min(0),
    command: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('save'), nodes: Nodes }),
      z.strictObject({ type: z.literal('discard') }),
      z.strictObject({ type: z.literal('publish'), from: Day }),
    ]),
  })
  .meta({ id: 'IndicatorMoveInput' });
export type IndicatorMoveInput = z.infer<typeof IndicatorMoveInput>;

/** What a leaf may be made of. */
export const IndicatorFigures = z
  .strictObject({
    items: z.array(
      z.strictObject({
        key: z.string(),
        group: z.string(),
        name: z.string(),
        leaf: Leaf,
        choices: z
          .array(z.strictObject({ value: z.string(), label: z.string() }))
          .meta({ description: '问卷的回答；别的为空' }),
      }),
    ),
  })
  .meta({ id: 'IndicatorFigures' });
export type IndicatorFigures = z.infer<typeof IndicatorFigures>;

/* ---- scores ---- */

const asked = { from: Day, to: Day, unitClass: Class, regionCode: RegionCode.optional() };
export const IndicatorListQuery = z.strictObject(asked).superRefine(checkPeriod);
export type IndicatorListQuery = z.infer<typeof IndicatorListQuery>;
export const IndicatorPageQuery = z.strictObject({ ...PageQuery, ...asked }).superRefine(checkPeriod);

const Score = z.number().min(0).max(100).nullable();
const Covered = z.number().min(0).max(1).meta({ description: '计入的占权重多少；不到一半没有总分' });
const invented = z
  .strictObject({ from: Day, to: Day })
  .nullable()
  .meta({ description: '演示里编出来的日子；真实的系统里总是 null' });
const used = {
  version: z.strictObject({ number: z.int(), from: Day }),
  changedWithin: z.boolean().meta({ description: '这段时间里换过版' }),
  invented,
};

export const IndicatorRow = z
  .strictObject({
    code: z.string(),
    name: z.string(),
    institutionName: z.string(),
    regionName: z.string(),
    adopted: z.int().min(0).meta({ description: '采信的评价' }),
    score: Score.meta({ description: '计入的不到一半为 null' }),
    scoreText: z.string(),
    tops: z.array(
      z.strictObject({ code: z.string(), name: z.string(), score: Score, scoreText: z.string() }),
    ),
    covered: Covered,
    missing: z.array(z.string()).meta({ description: '没有计入的' }),
  })
  .meta({ id: 'IndicatorRow' });
export type IndicatorRow = z.infer<typeof IndicatorRow>;

export const IndicatorPage = z
  .strictObject({
    items: z.array(IndicatorRow),
    total: z.int().min(0),
    page: z.int(),
    pageSize: z.int(),
    rule: z.string().meta({ description: '怎么排的' }),
    ...used,
  })
  .meta({ id: 'IndicatorPage' });
export type IndicatorPage = z.infer<typeof IndicatorPage>;

export const IndicatorUnitQuery = z
  .strictObject({ from: Day, to: Day, unitClass: Class, code: Code })
  .superRefine(checkPeriod);
export type IndicatorUnitQuery = z.infer<typeof IndicatorUnitQuery>;

const scored = {
  code: z.string(),
  name: z.string(),
  weight: z.int().meta({ description: '方案里的权重' }),
  share: z.number().min(0).max(1).meta({ description: '这次实际占总分的多少' }),
  score: Score,
  scoreText: z.string(),
  points: z.number().min(0).max(100).meta({ description: '给总分加了几分' }),
  figure: z
    .strictObject({
      leaf: Leaf,
      part: z.number().min(0),
      whole: z.int().min(0),
      text: z.string(),
      partName: z.string(),
      wholeName: z.string(),
      exclusions: z.string(),
      band: z.string().meta({ description: '怎么折成分' }),
      missing: z.string().nullable().meta({ description: '为什么没有计入；计入了为 null' }),
    })
    .nullable()
    .meta({ description: '数；不是数而是一组的为 null' }),
};
const ScoredThird = z.strictObject(scored);
const ScoredSecond = z.strictObject({ ...scored, children: z.array(ScoredThird) });
const ScoredTop = z
  .strictObject({ ...scored, children: z.array(ScoredSecond) })
  .meta({ id: 'ScoredIndicator' });

export const IndicatorUnit = z
  .strictObject({
    unitClass: Class,
    className: z.string(),
    code: z.string(),
    name: z.string(),
    from: Day,
    to: Day,
    book: z.enum(['full', 'shown']),
    adopted: z.int().min(0),
    score: Score,
    scoreText: z.string(),
    covered: Covered,
    nodes: z.array(ScoredTop),
    ...used,
  })
  .meta({ id: 'IndicatorUnit' });
export type IndicatorUnit = z.infer<typeof IndicatorUnit>;
export type ScoredIndicator = z.infer<typeof ScoredTop>;
export type ScoredFigure = NonNullable<ScoredIndicator['figure']>;
