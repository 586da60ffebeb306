import { countIn, type Counts } from './counts.js';

/** Counters with their weights: what is added up. */
type Sum = Readonly<Record<string, number>>;

/**
 * One figure as it is published: what is divided by what. Data, not code: whoever has the counters, and the open data has them as
 * columns, can compute it. A formula that changes gets a new version; the old one stays with the figures that were made by it.
 */
export interface Formula {
  id: string;
  version: number;
  name: string;
  numerator: Sum;
  denominator: Sum;
  /** What both count, in words. */
  numeratorName: string;
  denominatorName: string;
  /** What is left out, and why. */
  exclusions: string;
  /** A share is read as a percentage; a mean as a number with two decimals. */
  unit: 'share' | 'mean';
  /** Which way is better, for arrows. */
  better: 'more' | 'less';
  /** Whether it can be told of one channel alone. */
  byChannel: boolean;
}

const ADOPTED: Sum = { adopted_1: 1, adopted_2: 1, adopted_3: 1, adopted_4: 1, adopted_5: 1 };
const NOT_ADOPTED =
  '依法撤销的、申诉成立的和整改后评价人满意按规定不计的差评，分子分母都不算；没有评价的服务两边都不算。';
const STILL_RUNNING = '还在期限内没有办完的，两边都不算。期限按工作日算。';

/**
 * The figures of the plan. Source: 方案 二(一)2, 二(三)1, 二(四)1; domain.md §4; FA-2.3.1-j FA-2.4.1-a.
 */
export const FORMULAS = [
  {
    id: 'satisfied_share',
    version: 1,
    name: '好评率',
    numerator: { adopted_5: 1, adopted_4: 1, adopted_3: 1 },
    denominator: ADOPTED,
    numeratorName: '采信的非常满意、满意、基本满意',
    denominatorName: '采信的全部评价',
    exclusions: NOT_ADOPTED,
    unit: 'share',
    better: 'more',
    byChannel: true,
  },
  {
    id: 'poor_share',
    version: 1,
    name: '差评率',
    numerator: { adopted_2: 1, adopted_1: 1 },
    denominator: ADOPTED,
    numeratorName: '采信的不满意、非常不满意',
    denominatorName: '采信的全部评价',
    exclusions: NOT_ADOPTED,
    unit: 'share',
    better: 'less',
    byChannel: true,
  },
  {
    id: 'mean_level',
    version: 1,
    name: '平均等级',
    numerator: { adopted_1: 1, adopted_2: 2, adopted_3: 3, adopted_4: 4, adopted_5: 5 },
    denominator: ADOPTED,
    numeratorName: '采信的评价的等级（非常满意5，非常不满意1）之和',
    denominatorName: '采信的全部评价',
    exclusions: NOT_ADOPTED,
    unit: 'mean',
    better: 'more',
    byChannel: true,
  },
  {
    id: 'invited_rated_share',
    version: 1,
    name: '主动评价率',
    numerator: { invited_rated: 1 },
    denominator: { invited: 1 },
    numeratorName: '其中评了的',
    denominatorName: '请人评价的服务（一次服务算一个）',
    exclusions: '打印的码不请哪一个人，用它评的两边都不算；算在请的那一天。',
    unit: 'share',
    better: 'more',
    byChannel: true,
  },
  {
    id: 'verified_in_time_share',
    version: 1,
    name: '差评按时核实率',
    numerator: { verification_in_time: 1 },
    denominator: { verification_due: 1 },
    numeratorName: '3个工作日内回访核实完的',
    denominatorName: '回访核实完的和超期的差评',
    exclusions: STILL_RUNNING,
    unit: 'share',
    better: 'more',
    byChannel: false,
  },
  {
    id: 'rectified_share',
    version: 1,
    name: '整改率',
    numerator: { rectified: 1 },
    denominator: { rectified_due: 1 },
    numeratorName: '整改、答复了的，或依法撤销的',
    denominatorName: '期限到了的差评',
    exclusions: `${STILL_RUNNING}答复以前评价人说已经解决的，两边都不算；并案的算一件。`,
    unit: 'share',
    better: 'more',
    byChannel: false,
  },
  {
    id: 'realname_rectified_share',
    version: 1,
    name: '实名差评回访整改率',
    numerator: { realname_rectified: 1 },
    denominator: { realname_rectified_due: 1 },
    numeratorName: '回访了，并且整改、答复了或依法撤销的',
    denominatorName: '期限到了的实名差评',
    exclusions: `${STILL_RUNNING}答复以前评价人说已经解决的，两边都不算；没有留电话、打不了的不要求回访。`,
    unit: 'share',
    better: 'more',
    byChannel: false,
  },
  {
    id: 'answer_satisfied_share',
    version: 1,
    name: '答复满意率',
    numerator: { reply_satisfied: 1 },
    denominator: { replies: 1 },
    numeratorName: '对答复满意的',
    denominatorName: '评价人对答复表了态的',
    exclusions: '没有表态的两边都不算，从不当作满意。',
    unit: 'share',
    better: 'more',
    byChannel: false,
  },
] as const satisfies readonly Formula[];

/** Counted of the directory as it stands, not of a period's ratings: what can be rated of what there is. 方案 一(二): 全覆盖 */
export const COVERED_SHARE: Formula = {
  id: 'covered_share',
  version: 1,
  name: '覆盖率',
  numerator: { covered: 1 },
  denominator: { rateable: 1 },
  numeratorName: '看得到就能评的，和要自己去找才评得到的',
  denominatorName: '目录里现在有的',
  exclusions: '目录里停用了的两边都不算。',
  unit: 'share',
  better: 'more',
  byChannel: false,
};

export type FormulaId = (typeof FORMULAS)[number]['id'];

/** The formula of that name. */
export function formulaOf(id: FormulaId): Formula {
  return FORMULAS.find((one) => one.id === id) as Formula;
}

/** A figure with both its numbers; a figure of nothing has none. */
export interface Figure {
  id: string;
  version: number;
  part: number;
  whole: number;
}

const sumOf = (counts: Counts, sum: Sum): number =>
  Object.entries(sum).reduce((total, [counter, weight]) => total + weight * countIn(counts, counter), 0);

/** Computes a formula from counted records; both numbers always travel with it. */
export const figureOf = (counts: Counts, { id, version, numerator, denominator }: Formula): Figure => ({
  id,
  version,
  part: sumOf(counts, numerator),
  whole: sumOf(counts, denominator),
});
