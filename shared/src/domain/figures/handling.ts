import { onTimeRates, putRightRate, rectificationRate, satisfaction } from '../cases/figures.js';
import type { CaseState } from '../cases/state.js';
import type { Counts } from './counts.js';

/**
 * What one case counts at an instant, under the counters of the formulas; a case whose clocks run counts in no denominator yet.
 * Source: domain.md §4; FA-2.3.1-j.
 */
export function handlingOf(state: CaseState, counting: Parameters<typeof rectificationRate>[1]): Counts {
  const cases = [state];
  const { verification, rectification } = onTimeRates(cases, counting);
  const putRight = putRightRate(cases, counting);
  const realName = rectificationRate(cases, counting);
  const replies = satisfaction(cases);
  const counts = {
    cases: 1,
    verification_in_time: verification.part,
    verification_due: verification.whole,
    rectification_in_time: rectification.part,
    rectification_due: rectification.whole,
    rectified: putRight.part,
    rectified_due: putRight.whole,
    realname_rectified: realName.part,
    realname_rectified_due: realName.whole,
    reply_satisfied: replies.part,
    replies: replies.whole,
    reply_silent: replies.silent,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
