import { dayOf, monthDay } from '../calendar/days.js';
import { LEVEL_NAMES, type Level } from '../rating/levels.js';
import { lastTimed } from './clocks.js';
import type { CaseContext } from './commands.js';
import { isFew } from './crowd.js';
import type { AnswerKind, CallOutcome, CaseEvent, CaseOutcome, Finding } from './events.js';
import { caseOf } from './evolve.js';

type Counting = Pick<CaseContext, 'calendar' | 'times'>;

/** The events of a case as people read them: staff by what was done, the evaluator by what it means for them. */

export const FINDING_NAMES: Readonly<Record<Finding, string>> = {
  true: '情况属实',
  mistaken: '误评',
  malicious: '恶意差评',
  not_reached: '联系不上，按属实办',
};
export const CALL_OUTCOME_NAMES: Readonly<Record<CallOutcome, string>> = {
  reached: '说上话了',
  declined: '接了，不愿多说',
  no_answer: '没有人接',
  wrong_number: '号码不对',
};
export const ANSWER_KIND_NAMES: Readonly<Record<AnswerKind, string>> = {
  rectified: '已经整改',
  reasons_stated: '说明理由',
  no_legal_basis: '没有法律依据，作出解释',
};
export const OUTCOME_NAMES: Readonly<Record<CaseOutcome, string>> = {
  satisfied: '评价人满意',
  unsatisfied: '评价人仍不满意',
  silent: '评价人没有回复',
  settled: '评价人说已经解决',
  revoked: '评价撤销',
  merged: '并入另一件',
};

/** What was done, and the words that go with it; null where there are none. */
export interface ToldEvent {
  what: string;
  words: string | null;
}

const plain = (what: string, words: string | null = null): ToldEvent => ({ what, words: words || null });

/**
 * An event for the timeline of staff; null for what concerns the system alone.
 * @param name the name of an account or an institution of the directory
 */
export function toldToStaff(event: CaseEvent, name: (code: string) => string): ToldEvent | null {
  switch (event.type) {
    case 'opened':
      return plain(`立案，交${name(event.assignedTo)}承办${event.recused ? '；中心回避' : ''}`);
    case 'officer_named':
      return plain(
        `${event.side === 'lead' ? '牵头' : '承办'}经办人：${name(event.officer)}${event.insteadOf ? `（接替${name(event.insteadOf)}）` : ''}`,
        isFew(event.served)
          ? `交办时已提醒：那两周办过这件事的只有${event.served}个人，对方可能猜出是谁`
          : null,
      );
    case 'recused':
      return plain('中心回避，由审改办、效能办牵头', event.reason);
    case 'called':
      return plain(
        `回访：${CALL_OUTCOME_NAMES[event.outcome]}${event.mayTell ? '；同意告诉承办部门是哪个窗口、什么时候' : ''}`,
        event.said,
      );
    case 'explained':
      return plain('被评一方说明情况', event.text);
    case 'returned':
      return plain('承办部门退回：不归本部门办', event.reason);
    case 'reassigned':
      return plain(`改派给${name(event.to)}`, event.reason);
    case 'return_refused':
      return plain('不同意退回', event.reason);
    case 'verified':
      return plain(`核实：${FINDING_NAMES[event.finding]}`, event.facts);
    case 'revocation_confirmed':
      return plain('同意撤销评价', event.reason);
    case 'revocation_rejected':
      return plain('不同意撤销评价', event.reason);
    case 'contested':
      return plain('评价人对撤销有异议', event.reason);
    case 'contest_upheld':
      return plain('异议成立，恢复评价', event.reason);
    case 'contest_rejected':
      return plain('异议不成立，维持撤销', event.reason);
    case 'ledger_requested':
      return plain(`申请进台账，限期${monthDay(event.day, dayOf(event.at))}`, event.reason);
    case 'ledger_approved':
      return plain(`同意进台账，限期${monthDay(event.day, dayOf(event.at))}`);
    case 'ledger_refused':
      return plain('不同意进台账', event.reason);
    case 'answered':
      return plain(`答复评价人：${ANSWER_KIND_NAMES[event.kind]}`, event.text);
    case 'replied':
      return plain(event.satisfied ? '评价人满意' : '评价人不满意', event.reason);
    case 'reply_lapsed':
      return plain('评价人没有在期限内回复，结案');
    case 'settled':
      return plain('评价人说已经解决', event.said);
    case 'supervised':
      return plain(
        event.day ? `督办，限期${monthDay(event.day, dayOf(event.at))}` : '督办',
        event.instruction,
      );
    case 'urged':
      return plain('催办', event.text);
    case 'supplemented':
      return plain(`评价人追评：${LEVEL_NAMES[event.level as Level]}`);
    case 'merged':
      return plain('并入另一件', event.reason);
    case 'reopened':
      return plain('重新办理', event.reason);
    case 'appeal_filed':
      return plain('被评一方申诉');
    case 'appeal_upheld':
      return plain('申诉成立，评价不予采纳', event.reason);
    case 'appeal_dismissed':
      return plain('申诉不成立', event.reason);
    case 'appeal_ended':
      return plain(event.how === 'withdrawn' ? '申诉撤回' : '申诉不用再决定：评价已经撤销');
    case 'signalled':
      return null;
  }
}

const CALLED: Readonly<Record<CallOutcome, string>> = {
  reached: '工作人员给您打过电话',
  declined: '工作人员给您打过电话',
  no_answer: '工作人员给您打电话，没有联系上',
  wrong_number: '工作人员给您打电话，留的号码不对',
};
/** Why nobody was heard, as the calls have it. */
const UNREACHED = {
  tried: '多次没有联系上您，按您反映的情况属实来整改',
  wrongNumber: '留的号码不对，没有联系上您，按您反映的情况属实来整改',
  notCalled: '没有您的联系方式，没给您打电话，按您反映的情况属实来整改',
} as const;

function unreached(before: readonly CaseEvent[]): string {
  const begun = before.map(({ type }) => type === 'opened' || type === 'reopened').lastIndexOf(true);
  const calls = before.slice(begun + 1).flatMap((event) => (event.type === 'called' ? event.outcome : []));
  if (calls.length === 0) return UNREACHED.notCalled;
  return calls.includes('wrong_number') ? UNREACHED.wrongNumber : UNREACHED.tried;
}

const FOUND: Readonly<Record<Exclude<Finding, 'not_reached'>, string>> = {
  true: '核实过了，您反映的情况属实，正在整改',
  mistaken: '核实认为可能是点错了，正在请另一个人再核实',
  malicious: '核实认为可能不符合事实，正在请另一个人再核实',
};
const ANSWERED: Readonly<Record<AnswerKind, string>> = {
  rectified: '整改好了，这是给您的答复',
  reasons_stated: '一时还办不到，这是给您的说明',
  no_legal_basis: '按规定办不到，这是给您的解释',
};

/** What stands above an answer, for the one who gave the rating. */
export const answeredToEvaluator = (kind: AnswerKind): string => ANSWERED[kind];

/** Until when a 督办单 wants the second answer: its day, else as the clock stands after it; nothing where that was over before. */
function supervisedUntil(
  event: Extract<CaseEvent, { type: 'supervised' }>,
  before: readonly CaseEvent[],
  counting: Counting | undefined,
): string {
  const counted = () =>
    counting && lastTimed(caseOf([...before, event]), 'supervision', counting)?.deadline.day;
  const [day, today] = [event.day ?? counted(), dayOf(event.at)];
  return day && day >= today ? `，最晚${monthDay(day, today)}` : '';
}

/**
 * An event in the words of the one who gave the rating; null for what is between offices. Reasons and answers meant for them come
 * whole, what offices wrote for each other does not. Source: 方案 二(三)1; look.md.
 * @param before the events before this one: what was found after calls is told by how those ended
 * @param counting by what the last day of a 督办单 that names none is counted
 */
export function toldToEvaluator(
  event: CaseEvent,
  name: (code: string) => string,
  before: readonly CaseEvent[] = [],
  counting?: Counting,
): ToldEvent | null {
  switch (event.type) {
    case 'opened':
      return plain(`已经立案，交${name(event.assignedTo)}办理`);
    case 'called':
      return plain(CALLED[event.outcome]);
    case 'reassigned':
      return plain(`改由${name(event.to)}办理`);
    case 'verified':
      return plain(event.finding === 'not_reached' ? unreached(before) : FOUND[event.finding]);
    case 'revocation_confirmed':
      return plain('您的评价被撤销，理由如下', event.reason);
    case 'revocation_rejected':
      return plain('再核实以后，您的评价不撤销，正在整改');
    case 'contested':
      return plain('您对撤销提了异议', event.reason);
    case 'contest_upheld':
      return plain('您的异议成立，评价恢复了，正在整改', event.reason);
    case 'contest_rejected':
      return plain('您的异议没有成立，理由如下', event.reason);
    case 'ledger_approved':
      return plain(`情况比较复杂，整改期限延到${monthDay(event.day, dayOf(event.at))}`);
    case 'answered':
      return plain(answeredToEvaluator(event.kind), event.text);
    case 'replied':
      return plain(event.satisfied ? '您说满意' : '您说不满意', event.reason);
    case 'reply_lapsed':
      return plain('没有等到您的回复，先结案了');
    case 'settled':
      return plain('您说已经解决', event.said);
    case 'supervised':
      return plain(`审改办、效能办要求重新办理${supervisedUntil(event, before, counting)}`);
    case 'supplemented':
      return plain(`您追评了：${LEVEL_NAMES[event.level as Level]}`);
    case 'merged':
      return plain('和您的另一条评价是同一件事，合在一起办');
    case 'reopened':
      return plain('有了新情况，重新办理');
    case 'appeal_upheld':
      return plain('被评的单位提了申诉，申诉成立，这条评价不再计入，理由如下', event.reason);
    case 'officer_named':
    case 'recused':
    case 'explained':
    case 'returned':
    case 'return_refused':
    case 'ledger_requested':
    case 'ledger_refused':
    case 'urged':
    case 'appeal_filed':
    case 'appeal_dismissed':
    case 'appeal_ended':
    case 'signalled':
      return null;
  }
}
