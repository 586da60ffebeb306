import { onTimeRates, rectificationRate, satisfaction, type Share } from './figures.js';
import type { CaseState, ClockKind } from './state.js';

type Counting = Parameters<typeof rectificationRate>[1];
type TimedKind = Exclude<ClockKind, 'reply'>;

/** The figures of some cases; those of two parts add up to those of both, so that any number can be counted in pieces. */
export interface CaseFigures {
  cases: number;
  rectification: Share & { settled: number; uncalled: number };
  onTime: Record<TimedKind, Share>;
  satisfaction: Share & { silent: number };
}

export const figuresOf = (cases: readonly CaseState[], counting: Counting): CaseFigures => ({
  cases: cases.length,
  rectification: rectificationRate(cases, counting),
  onTime: onTimeRates(cases, counting),
  satisfaction: satisfaction(cases),
});

const plus = (a: Share, b: Share): Share => ({ part: a.part + b.part, whole: a.whole + b.whole });

export function addFigures(a: CaseFigures, b: CaseFigures): CaseFigures {
  const kinds = Object.keys(a.onTime) as TimedKind[];
  return {
    cases: a.cases + b.cases,
    rectification: {
      ...plus(a.rectification, b.rectification),
      settled: a.rectification.settled + b.rectification.settled,
      uncalled: a.rectification.uncalled + b.rectification.uncalled,
    },
    onTime: Object.fromEntries(kinds.map((kind) => [kind, plus(a.onTime[kind], b.onTime[kind])])) as Record<
      TimedKind,
      Share
    >,
    satisfaction: {
      ...plus(a.satisfaction, b.satisfaction),
      silent: a.satisfaction.silent + b.satisfaction.silent,
    },
  };
}

/** A figure as people read it: its parts, what is counted beside it, and by which rule. */
export interface ToldFigure extends Share {
  name: string;
  /** What the numerator and the denominator count. */
  partName: string;
  wholeName: string;
  beside: { name: string; count: number }[];
  rule: string;
}

const CLOCK_NAMES: Readonly<Record<TimedKind, string>> = {
  verification: '回访核实',
  revocation: '撤销核实',
  rectification: '整改和答复',
  reassignment: '改派',
  contest: '撤销异议的决定',
  supervision: '督办后的再答复',
};
const ON_TIME_RULE =
  '分母：已经办完的，加上过了期限还没有办完的。分子：其中在期限内办完的。还在期限内的两边都不算。没有办完就停下的（评价人说已经解决、并入另一件、申诉成立、换了新的督办单重新计时），停下时过了期限的算超期，没有过的两边都不算。进台账、发督办单改了期限的，改的时候已经过了原来期限的，仍算超期。期限按工作日算，放假安排更正以后会重新算。';

/** The figures with their rules, the ones the plan names first. Source: 方案 二(三)1; FA-2.3.1-j. */
export function toldFigures({ rectification, onTime, satisfaction: satisfied }: CaseFigures): ToldFigure[] {
  const onTimeOf = (name: string, share: Share): ToldFigure => ({
    ...share,
    name,
    partName: '按时办完',
    wholeName: '办完的和超期的',
    beside: [],
    rule: ON_TIME_RULE,
  });
  const kinds = Object.keys(CLOCK_NAMES) as TimedKind[];
  const all = kinds.map((kind) => onTime[kind]).reduce(plus, { part: 0, whole: 0 });
  return [
    {
      part: rectification.part,
      whole: rectification.whole,
      name: '实名差评回访整改率',
      partName: '回访过并答复或依规定撤销',
      wholeName: '期限已到的实名差评',
      beside: [
        { name: '算在分子里、没有联系方式不用回访', count: rectification.uncalled },
        { name: '答复之前评价人说已经解决', count: rectification.settled },
      ],
      rule: '分母：实名差评里，回访整改的期限已经过了，或者都办完了的；撤销有异议、还没有决定的先不算；并入另一件的算在那一件里；答复之前评价人说已经解决的不算，写在旁边。分子：其中回访过（或按规定次数联系过），并且答复了评价人或依规定撤销的；评价人没有留联系方式的没法回访，只看答复或撤销，写在旁边。进台账以前已经过了期限的，期限算已经过了。方案要求达到100%，这里照记录算，是多少写多少。',
    },
    onTimeOf('按时办理率', all),
    {
      part: satisfied.part,
      whole: satisfied.whole,
      name: '评价人对答复的满意率',
      partName: '说满意',
      wholeName: '说了满意或不满意',
      beside: [{ name: '没有回复就结案', count: satisfied.silent }],
      rule: '分母：评价人对答复说了满意或不满意的次数，督办以后再说的另算一次。分子：说满意的次数。没有回复的既不算满意也不算不满意，写在旁边。',
    },
    ...kinds.map((kind) => onTimeOf(`按时办理率：${CLOCK_NAMES[kind]}`, onTime[kind])),
  ];
}
