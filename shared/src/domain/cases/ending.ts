import { reasoned, refusal, wordless, type Moves, type Refusal } from './commands.js';
import type { CaseFact } from './events.js';
import { OPEN_PHASES, type CaseState } from './state.js';
import { all, lead, leadOrOversight, noReturnWaits, oversight, system, type Condition } from './who.js';

/** Said where an appeal cannot set the rating aside any more. */
export const CONTEST_UPHELD = '审改办、效能办已经认定异议成立，这条评价不再撤销';

const appealWaits: Condition = ({ appeal }) =>
  appeal && !appeal.decided ? undefined : refusal('missing', '没有等着决定的申诉');

/** What oversight found for the evaluator, no appeal undoes; an appeal that was decided before it was told comes too late. */
const standsContested: Condition = ({ contestUpheld }) =>
  contestUpheld ? refusal('already', CONTEST_UPHELD) : undefined;

/** Nothing shows that two complaints come from one person. */
const ofRating: Condition = ({ origin }) =>
  origin === 'rating' ? undefined : refusal('missing', '投诉各有各的答复，不能并成一件');

/** What the decision on an appeal tells. */
const decided =
  (type: 'appeal_upheld' | 'appeal_dismissed', what: string) =>
  (
    { appeal: open }: CaseState,
    { appeal, reason, decidedBy }: { appeal: string; reason: string; decidedBy?: string | undefined },
  ): Refusal | readonly CaseFact[] =>
    open?.id === appeal
      ? (wordless(reason, 'reason', what) ?? [{ type, appeal, reason: reason.trim(), decidedBy }])
      : refusal('missing', '这件差评没有这份申诉', 'appeal');

/**
 * What joins, ends or reopens a case from outside its own way: later ratings of the same event, a duplicate, new facts,
 * and what the appeal of the rated side comes to. Source: domain.md §2 §4; FA-3.3-g.
 */
export const ENDING: Moves<
  'supplement' | 'merge' | 'reopen' | 'file_appeal' | 'uphold_appeal' | 'dismiss_appeal' | 'end_appeal'
> = {
  supplement: {
    name: '追评并入',
    in: OPEN_PHASES,
    who: system,
    tell: (_state, { rating, level }) => [{ type: 'supplemented', rating, level }],
  },
  merge: {
    name: '并入另一件',
    in: ['verifying', 'rectifying'],
    who: all(ofRating, lead, noReturnWaits),
    tell: ({ startedAt }, { into, intoStartedAt, reason }) => {
      if (intoStartedAt > startedAt)
        return refusal('missing', '只能并入更早的一件：评价人等的时间不能变长', 'into');
      return (
        wordless(reason, 'reason', '为什么是同一件事') ?? [{ type: 'merged', into, reason: reason.trim() }]
      );
    },
  },
  reopen: {
    name: '重新办理',
    in: ['closed'],
    who: (state, context) => {
      // Restored since, where the evaluator contested what the appeal led to.
      if (state.appeal?.decided === 'upheld' && state.standing === 'revoked')
        return refusal('already', '申诉已经成立，这条评价不予采纳，不能重新办理');
      return state.closing?.outcome === 'revoked'
        ? oversight(state, context)
        : leadOrOversight(state, context);
    },
    tell: reasoned('reopened', '出现了什么新情况'),
  },
  file_appeal: {
    name: '被评价方申诉',
    in: [...OPEN_PHASES, 'closed'],
    who: (state, context) =>
      system(state, context) ?? (state.appeal ? refusal('already', '这条评价已经有申诉') : undefined),
    tell: (_state, { appeal }) => [{ type: 'appeal_filed', appeal }],
  },
  uphold_appeal: {
    name: '申诉成立',
    in: [...OPEN_PHASES, 'closed'],
    who: all(system, appealWaits, standsContested),
    tell: decided('appeal_upheld', '申诉成立的理由'),
  },
  dismiss_appeal: {
    name: '申诉不成立',
    in: [...OPEN_PHASES, 'closed'],
    who: all(system, appealWaits),
    tell: decided('appeal_dismissed', '申诉不成立的理由'),
  },
  end_appeal: {
    name: '申诉了结',
    in: [...OPEN_PHASES, 'closed'],
    who: all(system, appealWaits),
    tell: ({ appeal: open }, { appeal, how }) =>
      open?.id === appeal
        ? [{ type: 'appeal_ended', appeal, how }]
        : refusal('missing', '这件差评没有这份申诉', 'appeal'),
  },
};
