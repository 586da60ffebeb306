import { formulaOf, type FormulaId } from './formulas.js';
import {
  TOP_CODES,
  TOP_INDICATORS,
  toHundred,
  type IndicatorLeaf,
  type IndicatorNode,
  type TopIndicator,
  type UnitClass,
} from './indicators.js';

/** Reasons of poor ratings that lie together. Source: the national option codes; 方案 二(一)1, 二(一)3. */
export const THEMES = [
  { id: 'extra', name: '指南之外加条件、加材料', options: ['108', '109'] },
  { id: 'guidance', name: '样本、清单没有或有错', options: ['111', '207', '208'] },
  { id: 'materials', name: '同样的证明交几次', options: ['210'] },
  { id: 'runs', name: '多头跑、多次跑、重复取号', options: ['113', '114', '212'] },
  { id: 'online', name: '说能网办却办不了', options: ['112', '211'] },
  { id: 'time', name: '没有按时办结', options: ['110', '209'] },
  { id: 'attitude', name: '态度不好', options: ['214', '115'] },
  { id: 'skill', name: '业务不熟', options: ['213'] },
] as const;
type Theme = (typeof THEMES)[number]['id'];

/** What a formula counts for when nobody says otherwise: where no points are given. */
const ZERO_AT: Readonly<Record<FormulaId, number>> = {
  satisfied_share: 80,
  poor_share: 20,
  mean_level: 3,
  invited_rated_share: 0,
  verified_in_time_share: 0,
  rectified_share: 0,
  realname_rectified_share: 0,
  answer_satisfied_share: 0,
};
/** Ten of a hundred ratings complaining of the same are the end of the points. */
const ZERO_OF_REASONS = 10;

export const formulaLeaf = (id: FormulaId): IndicatorLeaf => {
  const { version, better } = formulaOf(id);
  return { measured: { kind: 'formula', id, version }, better, zeroAt: ZERO_AT[id] };
};

export const reasonsLeaf = (options: readonly string[]): IndicatorLeaf => ({
  measured: { kind: 'options', options: [...options] },
  better: 'less',
  zeroAt: ZERO_OF_REASONS,
});

/** A question of the questionnaires in use that a scheme may build on. */
export interface AskedQuestion {
  questionnaireId: string;
  question: string;
  asked: string;
  /** Those of its answers that are told apart, and the best of them. */
  among: readonly string[];
  best: string;
  bestWords: string;
}

export const questionLeaf = ({
  questionnaireId,
  question,
  asked,
  among,
  best,
  bestWords,
}: AskedQuestion): IndicatorLeaf => ({
  measured: {
    kind: 'share_answer',
    questionnaireId,
    question,
    asked,
    chosen: [best],
    among: [...among],
    chosenWords: [bestWords],
  },
  better: 'more',
  zeroAt: 0,
});

/** The questions the first schemes build on, of whichever questionnaires a system has. */
export type FirstQuestions = Readonly<
  Partial<Record<'guide' | 'process' | 'materials' | 'interface' | 'ease' | 'complete', AskedQuestion>>
>;

interface Part {
  code: string;
  name: string;
  weight: number;
  leaf: IndicatorLeaf | null;
}

const formula = (id: FormulaId, weight: number): Part => ({
  code: id,
  name: formulaOf(id).name,
  weight,
  leaf: formulaLeaf(id),
});
const theme = (id: Theme, weight: number): Part => {
  const { name, options } = THEMES.find((one) => one.id === id) as (typeof THEMES)[number];
  return { code: `reason_${id}`, name, weight, leaf: reasonsLeaf(options) };
};
/** Left out where no questionnaire asks it: its weight goes to its siblings. */
const question = (code: string, name: string, weight: number, asked: AskedQuestion | undefined): Part => ({
  code: `answer_${code}`,
  name,
  weight,
  leaf: asked ? questionLeaf(asked) : null,
});

type Parts = Readonly<Record<TopIndicator, { weight: number; parts: Part[] }>>;

const partsFor = (asked: FirstQuestions): Parts => ({
  items: {
    weight: 15,
    parts: [theme('extra', 40), theme('guidance', 40), question('guide', '办事指南清楚', 20, asked.guide)],
  },
  process: {
    weight: 20,
    parts: [
      theme('runs', 30),
      theme('materials', 20),
      theme('online', 20),
      question('process', '步骤方便', 15, asked.process),
      question('materials', '材料不多', 15, asked.materials),
    ],
  },
  norms: { weight: 15, parts: [theme('attitude', 50), theme('skill', 50)] },
  quality: {
    weight: 25,
    parts: [formula('satisfied_share', 40), formula('mean_level', 30), theme('time', 30)],
  },
  rectification: {
    weight: 15,
    parts: [
      formula('rectified_share', 40),
      formula('realname_rectified_share', 40),
      formula('answer_satisfied_share', 20),
    ],
  },
  supervision: {
    weight: 10,
    parts: [formula('invited_rated_share', 50), formula('verified_in_time_share', 50)],
  },
});

/** A platform is rated on how easy and how complete it is; nobody stands at a counter. Source: 方案 二(一)1. */
const platformParts = (asked: FirstQuestions): Parts => {
  const all = partsFor(asked);
  return {
    ...all,
    process: {
      weight: 30,
      parts: [
        theme('online', 50),
        question('interface', '好用', 25, asked.interface),
        question('ease', '用起来方便', 25, asked.ease),
      ],
    },
    norms: {
      weight: 10,
      parts: [theme('materials', 50), question('complete', '办得全', 50, asked.complete)],
    },
    quality: { weight: 20, parts: all.quality.parts },
  };
};

/** The scheme every class begins with; the city goes on from it in the console. */
export function firstScheme(unitClass: UnitClass, asked: FirstQuestions): IndicatorNode[] {
  const tops = (unitClass === 'platform' ? platformParts : partsFor)(asked);
  return TOP_CODES.map((code) => {
    const { weight, parts } = tops[code];
    const known = parts.filter(({ leaf }) => leaf !== null);
    const weights = toHundred(known.map((one) => one.weight));
    const children = known.map((one, at): IndicatorNode => ({
      ...one,
      weight: weights[at] ?? 0,
      children: [],
    }));
    return { code, name: TOP_INDICATORS[code], weight, children, leaf: null };
  });
}

/** The first version holds from here on: the plan's year. */
export const FIRST_SCHEME_FROM = '2020-01-01';
