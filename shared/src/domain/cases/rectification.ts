import { dayOf, isDay, yearAfter } from '../calendar/days.js';
import { isWorkday } from '../calendar/calendar.js';
import { lastTimed } from './clocks.js';
import { reasoned, refusal, wordless, type CaseContext, type Moves, type Refusal } from './commands.js';
import type { AnswerKind } from './events.js';
import type { CaseState } from './state.js';
import { all, department, lead, noReturnWaits, type Condition } from './who.js';

/** The day until which it is to be put right, as it stands now. */
const dueDay = (state: CaseState, context: CaseContext): string =>
  lastTimed(state, 'rectification', context)?.deadline.day ?? '';

/** 台账: a new day, later than the one there is, and one on which somebody works; within a year. */
function ledgerDayFault(
  day: string,
  due: string,
  { now, calendar }: Pick<CaseContext, 'now' | 'calendar'>,
): Refusal | undefined {
  if (!isDay(day)) return refusal('missing', '请选一个日期作为新的期限', 'day');
  if (day <= due) return refusal('missing', `新的期限要晚于原来的${due}`, 'day');
  const today = dayOf(now);
  if (day <= today) return refusal('missing', '新的期限要在今天之后', 'day');
  const last = yearAfter(today);
  if (day > last) return refusal('missing', `新的期限最长一年，请选${last}或以前的日子`, 'day');
  return isWorkday(day, calendar) ? undefined : refusal('missing', '新的期限要选工作日', 'day');
}

/** 说明理由 presupposes the ledger: reasons alone do not take the place of trying (FA-2.3.1-g). */
function answerFault({ ledger, supervision }: CaseState, kind: AnswerKind): Refusal | undefined {
  if (kind !== 'reasons_stated' || ledger.approved || supervision) return undefined;
  return refusal('not_yet', '先进台账、限期整改；到期仍无法整改的，才用说明理由来答复', 'kind');
}

const ledgerRequested: Condition = ({ ledger }) =>
  ledger.requested ? undefined : refusal('missing', '承办部门没有申请进台账');

/** 整改与反馈, 台账, 说明理由, 解释说明. Source: 方案 二(三)1; FA-2.3.1-e FA-2.3.1-f FA-2.3.1-g FA-2.3.1-h. */
export const RECTIFICATION: Moves<'answer' | 'request_ledger' | 'approve_ledger' | 'refuse_ledger'> = {
  answer: {
    name: '答复评价人',
    in: ['rectifying', 'supervised'],
    who: all(department, noReturnWaits),
    tell: (state, { kind, text, attachments }) =>
      answerFault(state, kind) ??
      wordless(text, 'text', '给评价人的答复') ?? [
        { type: 'answered', kind, text: text.trim(), attachments },
      ],
  },
  request_ledger: {
    name: '申请进台账',
    in: ['rectifying'],
    who: (state, context) =>
      all(department, noReturnWaits)(state, context) ??
      (state.ledger.requested ? refusal('already', '已经申请了，等中心批') : undefined),
    tell: (state, { reason, day }, context) =>
      wordless(reason, 'reason', '情况怎么复杂、为什么一时解决不了') ??
      ledgerDayFault(day, dueDay(state, context), context) ?? [
        { type: 'ledger_requested', reason: reason.trim(), day },
      ],
  },
  approve_ledger: {
    name: '同意进台账',
    in: ['rectifying'],
    who: all(lead, ledgerRequested),
    tell: ({ ledger }, _command, { now }) => {
      const day = ledger.requested?.day ?? '';
      return day > dayOf(now)
        ? [{ type: 'ledger_approved', day }]
        : refusal('out_of_time', `申请的期限${day}已经到了，不能再同意；请部门重新申请`);
    },
  },
  refuse_ledger: {
    name: '不同意进台账',
    in: ['rectifying'],
    who: all(lead, ledgerRequested),
    tell: reasoned('ledger_refused', '不同意的理由'),
  },
};
