import { CHANNELS } from '../rating/channels.js';
import { countIn, LEVEL_COUNTERS, optionAdopted, optionAll, ratingsIn, type Counts } from './counts.js';
import { figureOf, FORMULAS } from './formulas.js';
import { answerCounter, reasonOf } from './reasons.js';
import { LEAST_FOR_SHARE } from './shares.js';
import {
  rangeOf,
  unitOf,
  WHOLE_WEIGHT,
  type IndicatorLeaf,
  type IndicatorNode,
  type Measured,
} from './indicators.js';

/**
 * Counts with the answers to all versions of a questionnaire added up under its own id, which leaves name: a question keeps its id from
 * version to version.
 * @param questionnaires of version ids, the questionnaires they belong to
 */
export function byQuestionnaire(counts: Counts, questionnaires: ReadonlyMap<string, string>): Counts {
  const sum: Record<string, number> = {};
  for (const [name, count] of Object.entries(counts)) {
    const reason = reasonOf(name);
    const questionnaire = reason.kind === 'answer' ? questionnaires.get(reason.version) : undefined;
    const told =
      reason.kind === 'answer' && questionnaire ? answerCounter({ ...reason, version: questionnaire }) : name;
    sum[told] = (sum[told] ?? 0) + count;
  }
  return sum;
}

const OF_NO_SCORE = [...CHANNELS.map((channel) => `${channel}:`), optionAll(''), 'answered:', 'poor_'];

/** Of all that was counted, what a leaf may be made of beside the levels. */
export const scoredCounts = (counts: Counts): Counts =>
  Object.fromEntries(
    Object.entries(counts).filter(
      ([name]) => !LEVEL_COUNTERS.includes(name) && !OF_NO_SCORE.some((start) => name.startsWith(start)),
    ),
  );

/** The questionnaires a scheme builds on. */
export const questionnairesIn = (nodes: readonly IndicatorNode[]): string[] =>
  nodes.flatMap(({ leaf, children }) => [
    ...(leaf && 'questionnaireId' in leaf.measured ? [leaf.measured.questionnaireId] : []),
    ...questionnairesIn(children),
  ]);

/** A node with what records say of it. */
export interface ScoredNode {
  node: IndicatorNode;
  /** 0–100; null where too few were counted: it is left out, and its weight shared among its siblings. */
  score: number | null;
  /** How much of the whole it really counts, 0–1, after what is missing was shared out. */
  share: number;
  /** What it brings to the whole score. */
  points: number;
  /** Of a leaf: both numbers. */
  figure: { part: number; whole: number } | null;
  children: readonly ScoredNode[];
}

export interface Scored {
  /** Null where less than half of the weight was counted: a part is not told as the whole. */
  score: number | null;
  /** How much of the weight was counted, 0–1, before what is missing was shared out. */
  covered: number;
  nodes: readonly ScoredNode[];
  /** The leaves that were left out, in the order of the scheme. */
  missing: readonly IndicatorNode[];
}

/** Both numbers of a leaf, from counters alone. */
function figureOfLeaf(measured: Measured, counts: Counts): { part: number; whole: number } {
  switch (measured.kind) {
    case 'formula': {
      const formula = FORMULAS.find(({ id }) => id === measured.id);
      const { part, whole } = formula ? figureOf(counts, formula) : { part: 0, whole: 0 };
      return { part, whole };
    }
    case 'options':
      return {
        part: measured.options.reduce((sum, code) => sum + countIn(counts, optionAdopted(code)), 0),
        whole: ratingsIn(counts, 'adopted'),
      };
    case 'mean_answer': {
      const answered = [1, 2, 3, 4, 5].map((point) => ({
        point,
        count: answersOf(measured, String(point), counts),
      }));
      return {
        part: answered.reduce((sum, { point, count }) => sum + point * count, 0),
        whole: answered.reduce((sum, { count }) => sum + count, 0),
      };
    }
    case 'share_answer': {
      const sum = (values: readonly string[]) =>
        values.reduce((total, value) => total + answersOf(measured, value, counts), 0);
      return { part: sum(measured.chosen), whole: sum(measured.among) };
    }
  }
}

const answersOf = (
  { questionnaireId, question }: { questionnaireId: string; question: string },
  choice: string,
  counts: Counts,
): number => countIn(counts, answerCounter({ version: questionnaireId, question, choice }));

/** The points of a figure: 0 at `zeroAt` and beyond, 100 at the best end of its range. */
function pointsOf({ measured, better, zeroAt }: IndicatorLeaf, part: number, whole: number): number {
  const value = (part / whole) * (unitOf(measured) === 'mean' ? 1 : 100);
  const [low, high] = rangeOf(measured);
  const best = better === 'more' ? high : low;
  return Math.min(100, Math.max(0, ((value - zeroAt) / (best - zeroAt)) * 100));
}

/** Scored from its leaves up; `share` and `points` come from above. */
function scored(
  node: IndicatorNode,
  counts: Counts,
): Omit<ScoredNode, 'share' | 'points' | 'children'> & { children: ReturnType<typeof scored>[] } {
  if (node.leaf) {
    const figure = figureOfLeaf(node.leaf.measured, counts);
    const enough = figure.whole >= LEAST_FOR_SHARE;
    const score = enough ? pointsOf(node.leaf, figure.part, figure.whole) : null;
    return { node, score, figure, children: [] };
  }
  const children = node.children.map((child) => scored(child, counts));
  return { node, score: meanOf(children), figure: null, children };
}

type Half = ReturnType<typeof scored>;

const weightOf = (among: readonly Half[]): number =>
  among.reduce((sum, { node, score }) => (score === null ? sum : sum + node.weight), 0);

/** The weighted mean of those that have a score; null where none has. */
function meanOf(among: readonly Half[]): number | null {
  const weight = weightOf(among);
  if (weight === 0) return null;
  return among.reduce((sum, { node, score }) => sum + node.weight * (score ?? 0), 0) / weight;
}

function shared(among: readonly Half[], share: number): ScoredNode[] {
  const weight = weightOf(among);
  return among.map((half) => {
    const own = half.score === null ? 0 : (share * half.node.weight) / weight;
    return { ...half, share: own, points: own * (half.score ?? 0), children: shared(half.children, own) };
  });
}

/** How much of the weight below was counted, as the scheme has it. */
const coveredBy = (among: readonly Half[]): number =>
  among.reduce(
    (sum, { node, score, children }) =>
      sum + (node.weight / WHOLE_WEIGHT) * (node.leaf ? Number(score !== null) : coveredBy(children)),
    0,
  );

/** So much of the weight at least has whatever has a score. */
const LEAST_COVERED = 0.5;
/** A sum of weights that is half is not called less. */
const NEARLY = 1e-9;

/**
 * The score of one unit: a weighted mean of what its records hold. A leaf with fewer than ten counted is left out, its weight goes to its
 * siblings in proportion; a node of which nothing is left, likewise. Where more than half is missing there is no score. Source: 方案 二(一)2; FA-2.1.2-a.
 */
export function scoreOf(nodes: readonly IndicatorNode[], counts: Counts): Scored {
  const halves = nodes.map((node) => scored(node, counts));
  const covered = coveredBy(halves);
  return {
    score: covered >= LEAST_COVERED - NEARLY ? meanOf(halves) : null,
    covered: Math.min(1, covered),
    nodes: shared(halves, 1),
    missing: halves.flatMap(missingIn),
  };
}

const missingIn = ({ node, score, children }: Half): IndicatorNode[] =>
  node.leaf ? (score === null ? [node] : []) : children.flatMap(missingIn);

/** Said of a leaf that is left out. */
export const TOO_FEW = `不足${LEAST_FOR_SHARE}条，没有计入`;

/** A score in words, one decimal, never rounded up to full; a dash where there is none. */
export const scoreText = (score: number | null): string =>
  score === null ? '—' : (Math.floor(score * 10 + 1e-6) / 10).toFixed(1);
