import { SEED_YEARS, workCalendar } from '@haochaping/shared/domain';
import {
  CASE_TIMES,
  caseOf,
  decide,
  openCase,
  type CaseActor,
  type CaseCommand,
  type CaseContext,
  type CaseEvent,
  type CaseState,
  type OpenCase,
} from '@haochaping/shared/domain/cases/index';

export const calendar = workCalendar(SEED_YEARS);
/** An instant in Shanghai: a day, and a time of it (ten in the morning). */
export const at = (day: string, time = '10:00:00') => new Date(`${day}T${time}+08:00`);

const actor = (id: string, role: CaseActor['role'], institution?: string, staffId?: string): CaseActor => ({
  id,
  role,
  institutions: institution ? [institution] : [],
  staffId,
});

/** Everybody who ever has to do with a case; the housing office is rated and is to put it right. */
export const PEOPLE = {
  center: actor('center-1', 'center', 'CENTER'),
  colleague: actor('center-2', 'center', 'CENTER'),
  department: actor('housing-1', 'department', 'HOUSING'),
  otherDepartment: actor('tax-1', 'department', 'TAX'),
  clerk: actor('clerk-1', 'window_clerk', 'HOUSING', 'STAFF-1'),
  otherClerk: actor('clerk-2', 'window_clerk', 'TAX', 'STAFF-2'),
  reform: actor('reform-1', 'reform_office', 'REFORM'),
  /** A third person outside the centre: who proposed, who confirmed and who decides on what is contested are three. */
  reformColleague: actor('reform-2', 'reform_office', 'REFORM'),
  efficiency: actor('efficiency-1', 'efficiency_office', 'EFFICIENCY'),
  evaluator: actor('evaluator-1', 'evaluator'),
  system: actor('system', 'system'),
} as const;
export type Who = keyof typeof PEOPLE;

/** A Monday in March, without any holiday near. */
export const MONDAY = at('2026-03-02');
export const OPENING: OpenCase = {
  origin: 'rating',
  startedAt: MONDAY,
  realName: true,
  contactable: true,
  rated: { institutions: ['HOUSING'], staff: ['STAFF-1'] },
  assignedTo: 'HOUSING',
  recused: false,
};

/** A step: who, what, and from which instant on (else the same as the step before). */
export type Step = [who: Who, command: CaseCommand, now?: Date];

/** Whom the opening gives the case to at the department. */
export const OFFICER = 'housing-0';
export const SAID = '窗口说要再交一份材料';
export const WHY = '情况已经查清楚了';

/** A case in the making: steps that must be allowed, then one that is asked about. */
export class Story {
  events: CaseEvent[];
  now: Date;

  constructor(opening: Partial<OpenCase> = {}, now = MONDAY) {
    this.now = now;
    this.events = [...openCase({ ...OPENING, ...opening }, { now, actor: PEOPLE.system }, OFFICER)];
  }

  get state(): CaseState {
    return caseOf(this.events);
  }

  context(who: Who, now = this.now): CaseContext {
    return { now, actor: PEOPLE[who], calendar, times: CASE_TIMES };
  }

  /** Given: the steps happened. Throws, saying why, when one was refused. */
  given(...steps: Step[]): this {
    for (const [who, command, now = this.now] of steps) {
      this.now = now;
      const decision = decide(this.state, command, this.context(who, now));
      if (decision.refused) throw new Error(`${who} may not ${command.type}: ${decision.refused.message}`);
      this.events.push(...decision.events);
    }
    return this;
  }

  /** Whether the step is allowed. */
  allows(who: Who, command: CaseCommand, now = this.now): boolean {
    return !decide(this.state, command, this.context(who, now)).refused;
  }

  /** When: what comes of the step: the types of what is told, or the code of the refusal. */
  when(who: Who, command: CaseCommand, now = this.now): string {
    const decision = decide(this.state, command, this.context(who, now));
    return decision.refused ? decision.refused.code : decision.events.map(({ type }) => type).join();
  }

  /** The words of the refusal. @throws Error when the step is allowed */
  refusal(who: Who, command: CaseCommand, now = this.now): string {
    const { refused } = decide(this.state, command, this.context(who, now));
    if (!refused) throw new Error(`${who} may ${command.type}`);
    return refused.message;
  }
}

/* ---- steps that many stories share ---- */

export const reached: Step = ['center', { type: 'call', outcome: 'reached', said: SAID }];
export const unanswered = (now: Date): Step => [
  'center',
  { type: 'call', outcome: 'no_answer', said: '' },
  now,
];
export const found = (finding: 'true' | 'mistaken' | 'malicious' | 'not_reached'): CaseCommand => ({
  type: 'verify',
  finding,
  facts: WHY,
  attachments: [],
});
export const answer = (
  kind: 'rectified' | 'reasons_stated' | 'no_legal_basis' = 'rectified',
): CaseCommand => ({
  type: 'answer',
  kind,
  text: '材料清单已经改好，谢谢您指出来',
  attachments: [],
});
export const reply = (satisfied: boolean): CaseCommand => ({ type: 'reply', satisfied, reason: '' });

/** A case in each phase, as short as a way there is. */
export const WAYS: Record<CaseState['phase'], Step[]> = {
  verifying: [],
  revoking: [reached, ['center', found('mistaken')]],
  rectifying: [reached, ['center', found('true')]],
  answered: [reached, ['center', found('true')], ['department', answer()]],
  supervised: [reached, ['center', found('true')], ['department', answer()], ['evaluator', reply(false)]],
  contested: [
    reached,
    ['center', found('mistaken')],
    ['colleague', { type: 'confirm_revocation', reason: WHY }],
    ['evaluator', { type: 'contest', reason: '我没有点错，就是不满意' }],
  ],
  closed: [reached, ['center', found('true')], ['department', answer()], ['evaluator', reply(true)]],
};
