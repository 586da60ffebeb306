import { addWorkingDays, type Deadline } from '../calendar/calendar.js';
import { reasoned, refusal, type CaseContext, type Moves, type Refusal } from './commands.js';
import { isOfRatedUnit, type CaseState } from './state.js';
import { all, evaluator, leadOrOversight, oversight, type Condition } from './who.js';

/**
 * 撤销核实: one finds that a rating is mistaken or malicious, another confirms, neither of the rated unit; the evaluator
 * is told why and may contest it once, which an oversight office decides. Source: 方案 二(三)1, domain.md §4; FA-2.3.1-c
 * FA-2.3.1-d FA-3.3-g.
 */

const anotherPerson: Condition = ({ revocation }, { actor }) =>
  revocation?.proposedBy === actor.id
    ? refusal('same_person', '是您认定的误评或恶意差评，撤销要由另一个人核实')
    : undefined;

const anotherUnit: Condition = (state, { actor }) =>
  isOfRatedUnit(state, actor)
    ? refusal('rated_side', '被评价的是您自己的单位，同意撤销要由审改办、效能办来做')
    : undefined;

const notInvolved: Condition = ({ revocation, appeal }, { actor }) =>
  [revocation?.proposedBy, revocation?.confirmedBy, appeal?.decidedBy].includes(actor.id)
    ? refusal('same_person', '这次撤销您参与过，评价人的异议要由别人决定')
    : undefined;

/** The last day on which the evaluator may contest a revocation; undefined when there is none to contest. */
export function contestableUntil(
  { closing }: Pick<CaseState, 'closing'>,
  { calendar, times }: Pick<CaseContext, 'calendar' | 'times'>,
): Deadline | undefined {
  if (closing?.outcome !== 'revoked') return undefined;
  return addWorkingDays(closing.at, times.contest, calendar);
}

function mayContest(state: CaseState, context: CaseContext): Refusal | undefined {
  const refused = evaluator(state, context);
  if (refused) return refused;
  const until = contestableUntil(state, context);
  if (!until) return refusal('wrong_phase', '这条评价没有被撤销，不用提异议');
  if (state.contestedOnce) return refusal('already', '您已经提过一次异议，审改办、效能办已有决定');
  return context.now < until.endsAt
    ? undefined
    : refusal('out_of_time', `异议要在撤销后${context.times.contest}个工作日内提，现在过了`);
}

export const REVOCATION: Moves<
  'confirm_revocation' | 'reject_revocation' | 'contest' | 'uphold_contest' | 'reject_contest'
> = {
  confirm_revocation: {
    name: '同意撤销',
    in: ['revoking'],
    who: all(leadOrOversight, anotherPerson, anotherUnit),
    tell: reasoned('revocation_confirmed', '撤销的理由，评价人会看到'),
  },
  reject_revocation: {
    name: '不同意撤销',
    in: ['revoking'],
    who: all(leadOrOversight, anotherPerson),
    tell: reasoned('revocation_rejected', '不撤销的理由'),
  },
  contest: {
    name: '对撤销有异议',
    in: ['closed'],
    who: mayContest,
    tell: reasoned('contested', '您为什么不同意撤销'),
  },
  uphold_contest: {
    name: '异议成立，恢复评价',
    in: ['contested'],
    who: all(oversight, notInvolved),
    tell: reasoned('contest_upheld', '决定的理由'),
  },
  reject_contest: {
    name: '异议不成立，维持撤销',
    in: ['contested'],
    who: all(oversight, notInvolved),
    tell: reasoned('contest_rejected', '决定的理由，评价人会看到'),
  },
};
