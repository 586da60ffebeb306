import fc from 'fast-check';
import {
  adoptedOf,
  answerCounter,
  byQuestionnaire,
  firstScheme,
  optionAdopted,
  schemeChanges,
  schemeProblems,
  scoreOf,
  scoreText,
  toHundred,
  UNIT_CLASSES,
  type AskedQuestion,
  type Counts,
  type IndicatorNode,
  type ScoredNode,
} from '@haochaping/shared/domain/figures/index';

// FA-2.1.2-a FA-2.1.2-c 指标体系: a score comes from counters alone, lies within 0–100, and leaves out what too few tell of.

const asked: AskedQuestion = {
  questionnaireId: 'form',
  question: 'guide',
  asked: '办事指南说得清楚吗？',
  among: ['1', '2', '3'],
  best: '1',
  bestWords: '清楚',
};
const scheme = (): IndicatorNode[] =>
  firstScheme('department', { guide: asked, process: { ...asked, question: 'process' } });
const leavesOf = (nodes: readonly ScoredNode[]): ScoredNode[] =>
  nodes.flatMap((one) => (one.node.leaf ? [one] : leavesOf(one.children)));
const allOf = (nodes: readonly ScoredNode[]): ScoredNode[] =>
  nodes.flatMap((one) => [one, ...allOf(one.children)]);

const COUNTERS = [
  ...([1, 2, 3, 4, 5] as const).map(adoptedOf),
  ...['108', '109', '113', '207', '214', '115', '213', '209'].map(optionAdopted),
  ...['1', '2', '3'].map((value) => answerCounter({ version: 'form', question: 'guide', choice: value })),
];
/** Part and whole, where a whole is never less than its part: as records give them. */
const PAIRS = [
  ['invited_rated', 'invited'],
  ['verification_in_time', 'verification_due'],
  ['rectified', 'rectified_due'],
  ['realname_rectified', 'realname_rectified_due'],
  ['reply_satisfied', 'replies'],
] as const;
const count = fc.oneof(fc.constant(0), fc.nat(9), fc.nat(3000));
const counts: fc.Arbitrary<Counts> = fc
  .tuple(
    fc.array(count, { minLength: COUNTERS.length, maxLength: COUNTERS.length }),
    fc.array(fc.tuple(count, count), { minLength: PAIRS.length, maxLength: PAIRS.length }),
  )
  .map(([single, pairs]) => ({
    ...Object.fromEntries(COUNTERS.map((name, at) => [name, single[at] ?? 0])),
    ...Object.fromEntries(
      PAIRS.flatMap(([part, whole], at) => {
        const [one = 0, more = 0] = pairs[at] ?? [];
        return [
          [part, one],
          [whole, one + more],
        ];
      }),
    ),
  }));

/** The same tree with siblings in another order, at every level. */
const reordered = (nodes: readonly IndicatorNode[]): IndicatorNode[] =>
  nodes.map((node) => ({ ...node, children: reordered(node.children) })).reverse();

test('a score lies within 0 and 100, is the sum of what its leaves bring, and does not depend on the order', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const { score, covered, nodes, missing } = scoreOf(scheme(), given);
      const leaves = leavesOf(nodes);
      expect(score === null).toBe(covered < 0.5 - 1e-9);
      for (const one of allOf(nodes)) {
        expect(one.share).toBeGreaterThanOrEqual(0);
        if (one.score !== null) expect(one.score).toBeGreaterThanOrEqual(0);
        if (one.score !== null) expect(one.score).toBeLessThanOrEqual(100);
      }
      const points = leaves.reduce((sum, one) => sum + one.points, 0);
      const shares = leaves.reduce((sum, one) => sum + one.share, 0);
      if (score !== null) expect(points).toBeCloseTo(score, 8);
      expect(shares).toBeCloseTo(covered === 0 ? 0 : 1, 8);
      expect(missing).toHaveLength(leaves.filter((one) => one.score === null).length);
      const other = scoreOf(reordered(scheme()), given).score;
      if (score === null) expect(other).toBeNull();
      else expect(other).toBeCloseTo(score, 8);
    }),
  );
});

test('fewer than ten are left out, and what is left out changes nothing but the weights of its siblings', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const whole = scheme();
      const { score, nodes, missing } = scoreOf(whole, given);
      for (const { figure, score: own } of leavesOf(nodes))
        expect(own === null).toBe((figure?.whole ?? 0) < 10);
      // Without the missing leaves there is nothing else to tell them by: the same score.
      const gone = new Set(missing.map(({ code }) => code));
      const without = (among: readonly IndicatorNode[]): IndicatorNode[] =>
        among
          .filter(({ code }) => !gone.has(code))
          .map((node) => ({ ...node, children: without(node.children) }))
          .filter(({ leaf, children }) => leaf || children.length > 0);
      if (score !== null) expect(scoreOf(without(whole), given).score).toBeCloseTo(score, 8);
    }),
  );
  expect(scoreOf(scheme(), {})).toMatchObject({ score: null, covered: 0 });
  // Who was asked to rate is a twentieth of the whole: not told as its score.
  expect(scoreOf(scheme(), { invited: 20, invited_rated: 15 })).toMatchObject({ score: null, covered: 0.05 });
  expect(scoreText(null)).toBe('—');
  expect(scoreText(99.97)).toBe('99.9');
});

test('more of what is good is never worse, more of what is poor never better', () => {
  const quality = (given: Counts) =>
    scoreOf(scheme(), given).nodes.find(({ node }) => node.code === 'quality')?.score;
  expect(quality({ adopted_5: 90, adopted_1: 10 })).toBeGreaterThan(
    quality({ adopted_5: 80, adopted_1: 20 }) ?? 0,
  );
  const norms = (attitude: number) =>
    scoreOf(scheme(), { adopted_5: 90, adopted_1: 10, [optionAdopted('214')]: attitude }).nodes.find(
      ({ node }) => node.code === 'norms',
    )?.score;
  expect([norms(0), norms(5), norms(10), norms(40)]).toEqual([100, 75, 50, 50]);
});

test('weights that do not make 100 are refused by the name of the level; the first schemes are right for every class', () => {
  for (const unitClass of UNIT_CLASSES) expect(schemeProblems(firstScheme(unitClass, {}))).toEqual([]);
  expect(schemeProblems(scheme())).toEqual([]);
  const [first, ...others] = scheme() as [IndicatorNode, ...IndicatorNode[]];
  const heavier = [{ ...first, weight: first.weight + 5 }, ...others];
  expect(schemeProblems(heavier)).toEqual([
    { code: null, message: '最上面六项的权重合起来是105，要正好是100' },
  ]);
  const [leaf, ...leaves] = first.children as [IndicatorNode, ...IndicatorNode[]];
  const lighter = [{ ...first, children: [{ ...leaf, weight: 1 }, ...leaves] }, ...others];
  expect(schemeProblems(lighter).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^“事项管理”下面的权重合起来是\d+，要正好是100$/),
  ]);
  expect(schemeProblems(others)).toContainEqual(expect.objectContaining({ code: null }));
  const empty = [{ ...first, children: [] }, ...others];
  expect(schemeProblems(empty)[0]?.message).toContain('“事项管理”下面还没有数');
  expect(schemeChanges(scheme(), heavier)).toEqual(['“事项管理”的权重从15改为20']);
  expect(schemeChanges(scheme(), scheme())).toEqual([]);
});

test('answers to every version of a questionnaire count under the questionnaire', () => {
  const answered = (version: string, choice: string) => answerCounter({ version, question: 'guide', choice });
  const given = {
    [answered('v1', '1')]: 8,
    [answered('v2', '1')]: 4,
    [answered('v2', '2')]: 8,
    [answered('other', '2')]: 99,
  };
  const counted = byQuestionnaire(
    given,
    new Map([
      ['v1', 'form'],
      ['v2', 'form'],
    ]),
  );
  const guide = leavesOf(scoreOf(scheme(), counted).nodes).find(({ node }) => node.code === 'answer_guide');
  expect([guide?.figure, guide?.score]).toEqual([{ part: 12, whole: 20 }, 60]);
});

test('weights are made 100 in the same proportion', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 12 }), (weights) => {
      const made = toHundred(weights);
      expect(made.reduce((sum, weight) => sum + weight, 0)).toBe(100);
      expect(Math.min(...made)).toBeGreaterThanOrEqual(1);
    }),
  );
  expect(toHundred([1, 1, 1])).toEqual([34, 33, 33]);
});
