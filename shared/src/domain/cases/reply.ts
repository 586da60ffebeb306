import { addWorkingDays, isWorkday } from '../calendar/calendar.js';
import { dayOf, isDay } from '../calendar/days.js';
import { isOversight } from '../rating/competence.js';
import { lastTimed, waitedForNow } from './clocks.js';
import { refusal, wordless, type CaseContext, type Moves, type Refusal } from './commands.js';
import type { CaseState } from './state.js';

import { all, evaluator, leadOrOversight, oversight, system, type Condition } from './who.js';

/** The end of the time for the evaluator's reply. */
export const replyUntil = (
  state: CaseState,
  context: Pick<CaseContext, 'calendar' | 'times'>,
): Date | undefined => {
  const clock = lastTimed(state, 'reply', context);
  return clock?.endedAt ? undefined : clock?.deadline.endsAt;
};

/** The most working days a supervision order gives. */
const LONGEST_SUPERVISION = 60;

/** 督办: a day ahead on which somebody works, and not so far that nobody waits for it any more. */
function supervisionDayFault(
  day: string,
  { now, calendar }: Pick<CaseContext, 'now' | 'calendar'>,
): Refusal | undefined {
  if (!isDay(day) || day <= dayOf(now)) return refusal('missing', '督办的期限要在今天之后', 'day');
  const last = addWorkingDays(now, LONGEST_SUPERVISION, calendar).day;
  if (day > last)
    return refusal('missing', `督办的期限最长${LONGEST_SUPERVISION}个工作日，请选${last}或以前的日子`, 'day');
  return isWorkday(day, calendar) ? undefined : refusal('missing', '督办的期限要选工作日，这一天放假', 'day');
}

/** Nobody urges themselves; to confirm a revocation is for somebody else than who leads. */
const waitsForOthers: Condition = (state, { actor }) =>
  state.phase !== 'revoking' && waitedForNow(state) === 'lead' && !isOversight(actor)
    ? refusal('wrong_role', '现在等的就是您这一方，不用催')
    : undefined;

/**
 * The evaluator's word on the answer, and what oversight does when it was no good. Silence closes a case as silent, never
 * as satisfied. Source: 方案 二(三)1, domain.md §4; FA-2.3.1-k FA-2.3.1-l FA-2.3.1-m.
 */
export const REPLY: Moves<'reply' | 'lapse_reply' | 'settle' | 'supervise' | 'urge'> = {
  reply: {
    name: '答复满意吗',
    in: ['answered'],
    who: evaluator,
    tell: (_state, { satisfied, reason }) => [{ type: 'replied', satisfied, reason: reason.trim() }],
  },
  lapse_reply: {
    name: '没有等到评价人回复',
    in: ['answered'],
    who: system,
    tell: (state, _command, context) => {
      const until = replyUntil(state, context);
      return until && context.now >= until
        ? [{ type: 'reply_lapsed' }]
        : refusal('not_yet', '评价人还有时间回复');
    },
  },
  settle: {
    name: '事情已经解决了',
    in: ['verifying', 'rectifying', 'supervised'],
    who: evaluator,
    tell: (_state, { said }) => [{ type: 'settled', said: said.trim() }],
  },
  supervise: {
    name: '发督办单',
    in: ['supervised'],
    who: oversight,
    tell: (_state, { instruction, day }, context) =>
      (day === undefined ? undefined : supervisionDayFault(day, context)) ??
      wordless(instruction, 'instruction', '要求怎么重新办') ?? [
        { type: 'supervised', instruction: instruction.trim(), day },
      ],
  },
  urge: {
    name: '催办',
    in: ['verifying', 'revoking', 'rectifying', 'supervised'],
    who: all(leadOrOversight, waitsForOthers),
    tell: (_state, { text }) => wordless(text, 'text', '催办的话') ?? [{ type: 'urged', text: text.trim() }],
  },
};
