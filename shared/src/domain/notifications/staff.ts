import { signalParts, waitedForNow, type WaitedFor } from '../cases/clocks.js';
import type { CaseEvent } from '../cases/events.js';
import type { CaseState } from '../cases/state.js';

/** What a member of staff is told of a case, an appeal, a feedback or an entry on a list, in the inbox of the console. Source: 方案 二(三)1; FA-2.3.1-m. */
export const NOTICE_NAMES = {
  opened: '新来一件差评，请回访核实',
  assigned: '有一件差评交给您办',
  named: '有一件差评交给您办',
  to_decide_return: '承办部门退回，请决定由谁办',
  return_refused: '退回没有同意，还由您这里办',
  to_confirm: '提议撤销评价，请另一个人核实',
  to_rectify: '核实属实，请整改并答复',
  revoked: '评价已经撤销',
  not_revoked: '评价不撤销，请整改并答复',
  contested: '评价人对撤销有异议，请决定',
  contest_rejected: '异议不成立，维持撤销',
  ledger_requested: '申请进台账，请决定',
  ledger_approved: '同意进台账，期限延长了',
  ledger_refused: '不同意进台账，按原来的期限办',
  answered: '已经答复评价人',
  replied_satisfied: '评价人说满意',
  replied_unsatisfied: '评价人说不满意',
  settled: '评价人说已经解决',
  supplemented: '评价人追评了',
  supervised: '督办：请重新办理并答复',
  urged: '催办',
  reopened: '重新办理',
  recused: '中心回避，请审改办、效能办牵头',
  appeal_filed: '被评一方提了申诉',
  appeal_upheld: '申诉成立，这条评价不再计入',
  appeal_dismissed: '申诉不成立',
  appeal_due_soon: '申诉快到决定的期限了',
  appeal_due_today: '今天是决定申诉的最后一天',
  appeal_late: '申诉超过期限，还没有决定',
  appeal_late_elsewhere: '有一份申诉超过期限没有决定，请过问',
  due_soon: '快到期限了',
  due_today: '今天是最后一天',
  late: '超过期限了',
  late_elsewhere: '有一件超过期限了，请催办',
  escalated: '超期没有办，转到效能办',
  feedback_passed_on: '有一条意见转给你们单位，请答复',
  feedback_answered: '转给别的单位的意见，他们答复了',
  feedback_handed_back: '转给别的单位的意见退回来了，请重新安排',
  listing_listed: '您或您的单位列进了一份名单，请看事实，可以说明',
  listing_answered: '名单上的一方说明了，请决定',
  listing_proposed: '名单上的一条拟了决定，请另一个人看',
  listing_sent_back: '名单上的一条退回了，请重拟决定',
  listing_decided: '名单上的一条定下来了，请看结果',
  listing_taken_back: '名单上的一条收回了',
} as const;
export type NoticeKind = keyof typeof NOTICE_NAMES;
export const NOTICE_KINDS = Object.keys(NOTICE_NAMES) as [NoticeKind, ...NoticeKind[]];

/** Whom it concerns: a side of the case, or one account. */
export type Audience = 'lead' | 'department' | 'oversight' | 'efficiency_office' | { account: string };
export interface StaffNotice {
  to: Audience;
  kind: NoticeKind;
}

type Told<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;
type Rules = {
  [T in CaseEvent['type']]: readonly StaffNotice[] | ((event: Told<T>, state: CaseState) => StaffNotice[]);
};

const to = (audience: Audience, kind: NoticeKind): StaffNotice => ({ to: audience, kind });
const both = (kind: NoticeKind): readonly StaffNotice[] => [to('lead', kind), to('department', kind)];

/** The evaluator is reminded in other ways, see evaluator.ts. */
const audienceOf: Readonly<Record<WaitedFor, Audience | null>> = {
  lead: 'lead',
  department: 'department',
  oversight: 'oversight',
  evaluator: null,
};

/** Warnings that were given at once: of each the one they concern, told once. */
function warned({ keys }: Told<'signalled'>, state: CaseState): StaffNotice[] {
  return keys.flatMap((key): StaffNotice[] => {
    const signal = signalParts(state, key);
    if (!signal) return [];
    if (signal.kind === 'to_efficiency_office') return [to('efficiency_office', 'escalated')];
    if (signal.kind === 'to_lead') return signal.waitedFor === 'lead' ? [] : [to('lead', 'late_elsewhere')];
    const audience = audienceOf[signal.waitedFor];
    const kind = ({ before: 'due_soon', at: 'due_today', late: 'late' } as const)[signal.kind];
    return audience ? [to(audience, kind)] : [];
  });
}

/** Whoever is waited for; for a revocation all who may confirm it, as the officer who proposed it may not. */
function urged(state: CaseState): StaffNotice[] {
  if (state.phase === 'revoking') return [to('lead', 'urged'), to('oversight', 'urged')];
  const waitedFor = waitedForNow(state);
  const audience = waitedFor && audienceOf[waitedFor];
  return audience ? [to(audience, 'urged')] : [];
}

const RULES: Rules = {
  opened: [to('lead', 'opened'), to('department', 'assigned')],
  // Whoever the system names at the opening is told of the case as its department; a deputy is told of it as such.
  officer_named: ({ officer, by, insteadOf }) =>
    by.role === 'system' && insteadOf === undefined ? [] : [to({ account: officer }, 'named')],
  recused: [to('oversight', 'recused')],
  called: [],
  explained: [],
  returned: [to('lead', 'to_decide_return')],
  reassigned: [to('department', 'assigned')],
  return_refused: [to('department', 'return_refused')],
  verified: ({ finding }) =>
    finding === 'true' || finding === 'not_reached'
      ? [to('department', 'to_rectify')]
      : [to('lead', 'to_confirm'), to('oversight', 'to_confirm')],
  revocation_confirmed: both('revoked'),
  revocation_rejected: both('not_revoked'),
  contested: [to('oversight', 'contested'), to('lead', 'contested')],
  contest_upheld: both('not_revoked'),
  contest_rejected: both('contest_rejected'),
  ledger_requested: [to('lead', 'ledger_requested')],
  ledger_approved: [to('department', 'ledger_approved')],
  ledger_refused: [to('department', 'ledger_refused')],
  answered: [to('lead', 'answered')],
  replied: ({ satisfied }) =>
    satisfied
      ? [...both('replied_satisfied')]
      : [...both('replied_unsatisfied'), to('oversight', 'replied_unsatisfied')],
  reply_lapsed: [],
  settled: both('settled'),
  supervised: both('supervised'),
  urged: (_event, state) => urged(state),
  supplemented: both('supplemented'),
  merged: [],
  reopened: both('reopened'),
  appeal_filed: [to('lead', 'appeal_filed'), to('oversight', 'appeal_filed')],
  appeal_upheld: both('appeal_upheld'),
  appeal_dismissed: both('appeal_dismissed'),
  appeal_ended: [],
  signalled: warned,
};

/**
 * Whom an event of a case concerns, and as what. Whoever did it is left out where the accounts are looked up.
 * @param state the case as it stands: those who hold it now are told
 */
export function staffNotices(event: CaseEvent, state: CaseState): readonly StaffNotice[] {
  const rule = RULES[event.type] as Rules[keyof Rules] | undefined;
  if (!rule) return [];
  return typeof rule === 'function'
    ? (rule as (e: CaseEvent, s: CaseState) => StaffNotice[])(event, state)
    : rule;
}
