import { dayOf } from '../calendar/days.js';
import { addWorkingDays } from '../calendar/calendar.js';
import { reasoned, refusal, wordless, type CaseContext, type Moves, type Refusal } from './commands.js';
import type { CaseFact, Finding } from './events.js';
import { isOfRatedUnit, type CaseState } from './state.js';
import type { CaseTimes } from './times.js';
import { all, department, lead, leadOrOversight, noReturnWaits, ratedSide, system } from './who.js';

/** Whether somebody was heard, or at least asked: a call that was taken. */
export const wasAsked = ({ calls }: Pick<CaseState, 'calls'>): boolean =>
  calls.some(({ outcome }) => outcome === 'reached' || outcome === 'declined');

/**
 * Whether trying may end: the number is wrong, or there were enough calls on enough different days.
 * Source: domain.md §4 (not reached after recorded attempts by schedule).
 */
export function triedEnough(
  { calls }: Pick<CaseState, 'calls'>,
  { calls: least, callDays }: Pick<CaseTimes, 'calls' | 'callDays'>,
): boolean {
  if (calls.some(({ outcome }) => outcome === 'wrong_number')) return true;
  const days = new Set(calls.map(({ at }) => dayOf(at)));
  return calls.length >= least && days.size >= callDays;
}

/** What must have been done before a finding may stand. */
function findingFault(state: CaseState, finding: Finding, times: CaseTimes): Refusal | undefined {
  const { contactable, calls } = state;
  const schedule = `至少打${times.calls}次，分在${times.callDays}天`;
  const heard = calls.some(({ outcome }) => outcome === 'reached');
  switch (finding) {
    case 'mistaken':
      return heard
        ? undefined
        : refusal('missing', '误评要评价人自己说是点错了：先回访到本人，记下说了什么', 'finding');
    case 'malicious':
      return !contactable || wasAsked(state) || triedEnough(state, times)
        ? undefined
        : refusal('missing', `没听过评价人怎么说，不能认定恶意差评：先回访（${schedule}）`, 'finding');
    case 'true':
      return !contactable || wasAsked(state)
        ? undefined
        : refusal('missing', '还没有回访到评价人；按规定打过仍联系不上的，选“联系不上”', 'finding');
    case 'not_reached':
      if (!contactable)
        return refusal(
          'missing',
          '这条评价没有留联系方式，没有人打过电话，不能说联系不上：请看查到的事实，属实的选“情况属实”',
          'finding',
        );
      if (heard) return refusal('missing', '回访记录里已经联系到评价人，请按说的情况认定', 'finding');
      return triedEnough(state, times)
        ? undefined
        : refusal('missing', `还不能算联系不上：${schedule}，每次都记下来`, 'finding');
  }
}

/** Until when the department may say that the case is not its own. */
export const returnableUntil = (
  { assignedAt }: Pick<CaseState, 'assignedAt'>,
  { calendar, times }: Pick<CaseContext, 'calendar' | 'times'>,
): Date => addWorkingDays(assignedAt, times.return, calendar).endsAt;

/** Whoever is of the rated unit leaves it to others to say that its poor rating should not count. */
function findsForItself(state: CaseState, finding: Finding, { actor }: CaseContext): Refusal | undefined {
  if ((finding !== 'mistaken' && finding !== 'malicious') || !isOfRatedUnit(state, actor)) return undefined;
  const then = actor.role === 'center' ? '请先“中心回避”，由审改办、效能办认定' : '请由别的单位认定';
  return refusal('rated_side', `被评价的是您自己的单位，不能由您认定误评或恶意差评：${then}`, 'finding');
}

export const VERIFICATION: Moves<
  'call' | 'explain' | 'verify' | 'return' | 'reassign' | 'refuse_return' | 'name_officer' | 'recuse'
> = {
  call: {
    name: '记一次回访',
    in: ['verifying', 'rectifying', 'supervised'],
    who: (state, context) =>
      lead(state, context) ??
      (state.contactable ? undefined : refusal('missing', '这条评价没有留联系方式，没法回访')),
    tell: (_state, { outcome, said, mayTell = false }) => {
      if (mayTell && outcome !== 'reached')
        return refusal('missing', '没有说上话，不能记“同意告诉承办部门”', 'mayTell');
      return (
        (outcome === 'reached' ? wordless(said, 'said', '评价人说了什么') : undefined) ?? [
          { type: 'called', outcome, said: said.trim(), mayTell },
        ]
      );
    },
  },
  explain: {
    name: '说明情况',
    in: ['verifying', 'revoking', 'rectifying'],
    who: ratedSide,
    tell: (_state, { text, attachments }) =>
      wordless(text, 'text', '当时的情况') ?? [{ type: 'explained', text: text.trim(), attachments }],
  },
  verify: {
    name: '核实认定',
    in: ['verifying'],
    who: all(lead, noReturnWaits),
    tell: (state, { finding, facts, attachments }, context) =>
      findsForItself(state, finding, context) ??
      findingFault(state, finding, context.times) ??
      wordless(facts, 'facts', '查清的事实') ?? [
        { type: 'verified', finding, facts: facts.trim(), attachments },
      ],
  },
  return: {
    name: '退回：不归我们办',
    in: ['verifying', 'rectifying', 'supervised'],
    who: (state, context) => {
      if (state.returned) return refusal('already', '已经退回了，等中心决定');
      const refused = department(state, context);
      if (refused) return refused;
      return context.now < returnableUntil(state, context)
        ? undefined
        : refusal('out_of_time', `收到后${context.times.return}个工作日内才能退回，现在过了`);
    },
    tell: reasoned('returned', '为什么不归你们办'),
  },
  reassign: {
    name: '改派',
    in: ['verifying', 'rectifying', 'supervised'],
    who: lead,
    tell: (state, { to, reason, officer }, { actor }) => {
      if (to === state.assignedTo) return refusal('already', '现在就是这个部门承办', 'to');
      if (actor.institutions.includes(to))
        return refusal('rated_side', '要交给您自己的单位办，先回避，由别人来改派', 'to');
      const named: CaseFact[] =
        officer === undefined ? [] : [{ type: 'officer_named', officer, side: 'department' }];
      return (
        wordless(reason, 'reason', '改派的理由') ?? [
          { type: 'reassigned', to, reason: reason.trim() },
          ...named,
        ]
      );
    },
  },
  refuse_return: {
    name: '不同意退回',
    in: ['verifying', 'rectifying', 'supervised'],
    who: (state, context) =>
      lead(state, context) ?? (state.returned ? undefined : refusal('missing', '承办部门没有退回这一件')),
    tell: reasoned('return_refused', '为什么归它办'),
  },
  name_officer: {
    name: '定经办人',
    in: ['verifying', 'revoking', 'rectifying', 'answered', 'supervised', 'contested'],
    // The system: whoever is on leave named a deputy.
    who: (state, context) => {
      const refused = system(state, context) && lead(state, context);
      return refused && department(state, context) ? refused : undefined;
    },
    tell: (state, { officer, side, served }, context) => {
      if (side === 'lead' && system(state, context) && lead(state, context))
        return refusal('wrong_role', '牵头的经办人由牵头的一方来定', 'side');
      const before = state.officers[side];
      if (before === officer) return refusal('already', '现在就是这个人经办', 'officer');
      return [{ type: 'officer_named', officer, side, insteadOf: before, served }];
    },
  },
  recuse: {
    name: '中心回避',
    in: ['verifying', 'revoking', 'rectifying', 'supervised'],
    // Never somebody of the rated side, who would choose who judges them.
    who: (state, context) =>
      state.recused ? refusal('already', '中心已经回避') : leadOrOversight(state, context),
    tell: reasoned('recused', '为什么要回避'),
  },
};
