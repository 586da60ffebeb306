import { FORMULAS, type FormulaId } from './formulas.js';
import { optionLabel } from '../rating/levels.js';
import type { SubjectKind } from './buckets.js';

/**
 * The indicators of the plan (指标体系): for each class of unit a tree of figures with weights, six of them at its top. Data, not code:
 * whoever has the counters can compute a score. Source: 方案 二(一)2; FA-2.1.2-a FA-2.1.2-c.
 */

/** Kinds of unit that are measured alike: those the directory has. People have no score. */
export const UNIT_CLASSES = ['region', 'center', 'department', 'hall', 'window', 'platform'] as const;
export type UnitClass = (typeof UNIT_CLASSES)[number];

export const UNIT_CLASS_NAMES: Readonly<Record<UnitClass, string>> = {
  region: '区县',
  center: '行政服务中心',
  department: '部门和单位',
  hall: '大厅和服务点',
  window: '窗口',
  platform: '平台',
};

/** Under what a unit of a class is counted. */
export const KIND_OF_CLASS = {
  region: 'region',
  center: 'institution',
  department: 'institution',
  hall: 'hall',
  window: 'window',
  platform: 'platform',
} as const satisfies Readonly<Record<UnitClass, SubjectKind>>;

/** The six the plan names, in its order. */
export const TOP_INDICATORS = {
  items: '事项管理',
  process: '办事流程',
  norms: '服务规范',
  quality: '服务质量',
  rectification: '整改实效',
  supervision: '监督管理',
} as const;
export type TopIndicator = keyof typeof TOP_INDICATORS;
export const TOP_CODES = Object.keys(TOP_INDICATORS) as TopIndicator[];

/** What a leaf measures. */
export type Measured =
  /** A formula, at the version it had when the scheme was written. */
  | { kind: 'formula'; id: FormulaId; version: number }
  /** How often one of these reasons was chosen, to the adopted ratings. */
  | { kind: 'options'; options: string[] }
  /** The mean of a scale (1–5) that people answered. */
  | { kind: 'mean_answer'; questionnaireId: string; question: string; asked: string }
  /** How many of those who answered one of `among` answered one of `chosen`. */
  | {
      kind: 'share_answer';
      questionnaireId: string;
      question: string;
      asked: string;
      chosen: string[];
      among: string[];
      /** What `chosen` says. */
      chosenWords: string[];
    };

/** One figure that is turned into points: none at `zeroAt`, all at the best end of its range, even between them. */
export interface IndicatorLeaf {
  measured: Measured;
  better: 'more' | 'less';
  /** In the figure's own unit: percent, or a mean from 1 to 5. */
  zeroAt: number;
}

/** Of the nodes of one level the weights are whole numbers that make 100. A node has children or is a leaf. */
export interface IndicatorNode {
  code: string;
  name: string;
  weight: number;
  children: readonly IndicatorNode[];
  leaf: IndicatorLeaf | null;
}

export const WHOLE_WEIGHT = 100;
/** Top indicator, group, leaf. */
export const DEEPEST = 3;
const MOST_SIBLINGS = 12;

type Unit = 'share' | 'mean';

/** What a figure is read in. */
export function unitOf(measured: Measured): Unit {
  if (measured.kind === 'formula')
    return FORMULAS.find(({ id }) => id === measured.id)?.unit === 'mean' ? 'mean' : 'share';
  return measured.kind === 'mean_answer' ? 'mean' : 'share';
}

/** The ends of what a figure can be. */
export const rangeOf = (measured: Measured): readonly [number, number] =>
  unitOf(measured) === 'mean' ? [1, 5] : [0, 100];

const inUnit = (measured: Measured, value: number): string =>
  unitOf(measured) === 'mean' ? String(value) : `${value}%`;

/** How points follow from the figure, in words. */
export function bandWords({ measured, better, zeroAt }: IndicatorLeaf): string {
  const [low, high] = rangeOf(measured);
  const full = inUnit(measured, better === 'more' ? high : low);
  const last = zeroAt === (better === 'more' ? low : high);
  const none = `${inUnit(measured, zeroAt)}${last ? '' : better === 'more' ? '和以下' : '和以上'}`;
  return `${full}得满分，${none}不得分，中间按比例`;
}

/** What is divided by what, in words. */
export function measuredWords(measured: Measured): { part: string; whole: string } {
  switch (measured.kind) {
    case 'formula': {
      const formula = FORMULAS.find(({ id }) => id === measured.id);
      return { part: formula?.numeratorName ?? measured.id, whole: formula?.denominatorName ?? '' };
    }
    case 'options':
      return {
        part: `选了${measured.options.map((code) => `“${optionLabel(code)}”`).join('、')}的次数`,
        whole: '采信的全部评价',
      };
    case 'mean_answer':
      return { part: `“${measured.asked}”答的分（1到5）之和`, whole: '答了的' };
    case 'share_answer':
      return {
        part: `“${measured.asked}”答${measured.chosenWords.map((words) => `“${words}”`).join('、')}的`,
        whole: '答了的（说没看过、没用过的不算）',
      };
  }
}

/** Something in a scheme that must be mended before it is published; `code` names the node, null the scheme. */
export interface SchemeProblem {
  code: string | null;
  message: string;
}

/** Everything that stands against publishing a scheme, in words for the one who writes it. */
export function schemeProblems(nodes: readonly IndicatorNode[]): SchemeProblem[] {
  const tops = nodes.map(({ code }) => code);
  const complete = TOP_CODES.every((code) => tops.includes(code)) && tops.length === TOP_CODES.length;
  const seen = new Set<string>();
  return [
    ...(complete
      ? []
      : [{ code: null, message: `最上面是${Object.values(TOP_INDICATORS).join('、')}六项，一项一次` }]),
    ...levelProblems(nodes, null, 1, seen),
  ];
}

function levelProblems(
  nodes: readonly IndicatorNode[],
  above: IndicatorNode | null,
  depth: number,
  seen: Set<string>,
): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  const told = (code: string | null, message: string) => problems.push({ code, message });
  const where = above ? `“${above.name}”下面` : '最上面六项';
  const sum = nodes.reduce((total, { weight }) => total + weight, 0);
  if (nodes.length > 0 && sum !== WHOLE_WEIGHT)
    told(above?.code ?? null, `${where}的权重合起来是${sum}，要正好是${WHOLE_WEIGHT}`);
  if (nodes.length > MOST_SIBLINGS) told(above?.code ?? null, `${where}最多${MOST_SIBLINGS}项`);
  for (const node of nodes) {
    const { code, name, weight, children, leaf } = node;
    const called = `“${name || code}”`;
    if (name.trim() === '') told(code, '有一项还没有写名称');
    if (seen.has(code)) told(code, `${called}的编号和别的一项相同，请去掉重加`);
    seen.add(code);
    if (nodes.some((one) => one !== node && one.name === name)) told(code, `${where}有两项都叫${called}`);
    if (!Number.isInteger(weight) || weight < 1 || weight > WHOLE_WEIGHT)
      told(code, `${called}的权重要是1到${WHOLE_WEIGHT}的整数`);
    if (leaf ? children.length > 0 : children.length === 0)
      told(code, leaf ? `${called}自己是一个数，下面不能再有` : `${called}下面还没有数，请加上或去掉这一项`);
    if (leaf) leafProblems(leaf).forEach((message) => told(code, `${called}：${message}`));
    if (depth >= DEEPEST && children.length > 0) told(code, `${called}太深了，最多${DEEPEST}层`);
    else problems.push(...levelProblems(children, node, depth + 1, seen));
  }
  return problems;
}

function leafProblems({ measured, better, zeroAt }: IndicatorLeaf): string[] {
  const problems: string[] = [];
  const [low, high] = rangeOf(measured);
  const within = better === 'more' ? zeroAt >= low && zeroAt < high : zeroAt > low && zeroAt <= high;
  if (!within) problems.push(`不得分的地方要在${low}和${high}之间，并且不能就是满分的地方`);
  switch (measured.kind) {
    case 'formula': {
      const formula = FORMULAS.find(({ id }) => id === measured.id);
      if (formula?.version !== measured.version) problems.push('没有这个算法，或者它换了版，请去掉重加');
      break;
    }
    case 'options':
      if (measured.options.length === 0) problems.push('请至少选一个原因');
      if (new Set(measured.options).size < measured.options.length) problems.push('有一个原因选了两次');
      if (measured.options.some((code) => optionLabel(code) === code)) problems.push('有一个原因不认得');
      break;
    case 'share_answer':
      if (measured.chosen.length === 0) problems.push('请选哪些回答算好');
      if (!measured.chosen.every((value) => measured.among.includes(value)))
        problems.push('算好的回答要在算在一起的回答里');
      break;
    case 'mean_answer':
      break;
  }
  return problems;
}

/** Weights in the same proportion that make 100, whole numbers, none below 1; for so many at most. */
export function toHundred(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum <= 0)
    return weights.map(
      (_, at) => Math.floor(WHOLE_WEIGHT / weights.length) + (at < WHOLE_WEIGHT % weights.length ? 1 : 0),
    );
  const exact = weights.map((weight) => (weight * WHOLE_WEIGHT) / sum);
  const whole = exact.map((weight) => Math.max(1, Math.floor(weight)));
  let left = WHOLE_WEIGHT - whole.reduce((total, weight) => total + weight, 0);
  const byNeed = exact
    .map((weight, at) => ({ at, need: weight - (whole[at] ?? 0) }))
    .sort((a, b) => b.need - a.need || a.at - b.at);
  for (let turn = 0; left !== 0; turn += 1) {
    const { at } = (left > 0 ? byNeed : byNeed.slice().reverse())[turn % byNeed.length] as {
      at: number;
    };
    const step = Math.sign(left);
    if ((whole[at] ?? 0) + step < 1) continue;
    whole[at] = (whole[at] ?? 0) + step;
    left -= step;
  }
  return whole;
}
