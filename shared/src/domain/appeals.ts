import { addWorkingDays, type Deadline, type WorkCalendar } from './calendar/calendar.js';
import { CONTEST_UPHELD } from './cases/ending.js';
import type { CaseActor, CaseEvent, CaseState } from './cases/index.js';

/**
 * 申诉: the rated side may appeal within five working days after it was shown the rating, through its institution, to the
 * competent department of the same level, which is never the appealing institution itself. Source: 方案 三(三); domain.md
 * §4; FA-3.3-f FA-3.3-g.
 */
export const APPEAL_STATES = ['reviewing', 'upheld', 'dismissed', 'withdrawn', 'moot'] as const;
/** `moot` the rating was set aside by another way. */
export type AppealState = (typeof APPEAL_STATES)[number];
export const APPEAL_STATE_NAMES: Readonly<Record<AppealState, string>> = {
  reviewing: '等决定',
  upheld: '成立',
  dismissed: '不成立',
  withdrawn: '撤回',
  moot: '不用再决定',
};
export const OPEN_APPEAL_STATES: readonly AppealState[] = ['reviewing'];

/** For whom an institution appeals: for itself, or for the member of staff who was rated. */
export const APPELLANTS = ['institution', 'person'] as const;
export type Appellant = (typeof APPELLANTS)[number];
export const APPELLANT_NAMES: Readonly<Record<Appellant, string>> = {
  institution: '单位',
  person: '被评价的工作人员',
};

export interface AppealTimes {
  /** From the release, in working days; the plan's, at most 5. */
  appeal: number;
  /** The competent department decides within this. */
  decision: number;
}
export const APPEAL_TIMES: AppealTimes = { appeal: 5, decision: 5 };

export interface Appeal {
  state: AppealState;
  /** The institution through which it goes. */
  institution: string;
  appellant: Appellant;
  submittedAt: Date;
}

export type AppealFact =
  | {
      type: 'submitted';
      institution: string;
      statement: string;
      attachments: readonly string[];
      /** For the institution where it does not say. */
      appellant?: Appellant | undefined;
    }
  | { type: 'withdrawn' }
  | { type: 'upheld'; reason: string }
  | { type: 'dismissed'; reason: string }
  | { type: 'moot' };
export type AppealEvent = AppealFact & { at: Date; by: { id: string; role: CaseActor['role'] } };

export type AppealCommand =
  | { type: 'withdraw' }
  | { type: 'uphold'; reason: string }
  | { type: 'dismiss'; reason: string }
  | { type: 'drop' };

/**
 * What an appeal asks of its case, as it stands now: what the rating counts as (one that was set aside already needs no decision), whom
 * it is about, whether its centre stepped aside, and what became of setting it aside by another way.
 */
export type AppealedCase = Pick<CaseState, 'standing' | 'rated' | 'recused' | 'revokers' | 'contestUpheld'>;

export interface AppealContext extends AppealedCase {
  now: Date;
  actor: CaseActor;
  calendar: WorkCalendar;
  times: AppealTimes;
}
export interface AppealRefusal {
  message: string;
  field?: string | undefined;
  /** It is never this person's to do, whatever the time and the words. */
  notTheirs?: boolean | undefined;
}
export type AppealDecision =
  { events: readonly AppealEvent[]; refused?: undefined } | { refused: AppealRefusal };

const LEAST_WORDS = 10;
const refuse = (message: string, field?: string): AppealDecision => ({ refused: { message, field } });
const tell = (fact: AppealFact, { now, actor }: Pick<AppealContext, 'now' | 'actor'>): AppealDecision => ({
  events: [{ ...fact, at: now, by: { id: actor.id, role: actor.role } }],
});
const tooShort = (text: string) => [...text.trim()].length < LEAST_WORDS;

/** The end of the time for an appeal. @param releasedAt when the rated side was first shown the rating (送达) */
export const appealableUntil = (releasedAt: Date, calendar: WorkCalendar, times = APPEAL_TIMES): Deadline =>
  addWorkingDays(releasedAt, times.appeal, calendar);

/** How the rated side may have been shown a rating beside the case of it. */
export interface Shown {
  /** When all of the institution may read it; may lie ahead. */
  shownAt: Date | undefined;
}

/**
 * When an institution was first shown what it is rated for (送达): the case was given to somebody there, or the rating itself shown, whichever
 * was first; undefined as long as neither was. Its time for an appeal runs from here. A case that was taken from it before that time was
 * over counts for nothing: it may appeal when it is shown the rating.
 */
export function releasedTo(
  institution: string,
  events: readonly CaseEvent[],
  { shownAt }: Shown,
  now: Date,
  calendar: WorkCalendar,
): Date | undefined {
  let assignedTo: string | undefined;
  let given: Date[] = [];
  for (const event of events) {
    if (event.type === 'opened') assignedTo = event.assignedTo;
    else if (event.type === 'reassigned') {
      if (assignedTo === institution)
        given = given.filter((one) => appealableUntil(one, calendar).endsAt <= event.at);
      assignedTo = event.to;
    }
    // Assigned to a house, nobody there reads it before somebody is named.
    else if (event.type === 'officer_named' && event.side === 'department' && assignedTo === institution)
      given.push(event.at);
  }
  const shown = shownAt && shownAt <= now ? [shownAt] : [];
  return [...given, ...shown].sort((a, b) => a.getTime() - b.getTime())[0];
}

/** What an appeal begins with, but for its words. */
export interface AppealGround {
  institution: string;
  /** Undefined while the rated side was not shown the rating. */
  releasedAt: Date | undefined;
  /** The rating has an appeal already that is not taken back. */
  open: boolean;
  /** Whether the account may know that a member of staff is named: it has the case, or was shown a rating that says so. */
  seesPerson: boolean;
}

/** What a window clerk reads in place of a way to appeal. */
export const CLERK_APPEALS =
  '申诉由单位提出。觉得这条差评是误评或者恶意差评的，请告诉本单位管“好差评”的同事，由单位替您提出。';

type Filer = Pick<CaseActor, 'role' | 'institutions'>;
/** A department's account, and a centre's where the centre is itself rated: it leads no such case (adr/019). */
const actsFor = ({ role, institutions }: Filer, institution: string): boolean =>
  (role === 'department' || role === 'center') && institutions.includes(institution);

/** For whom this account may appeal: for a member of staff only where the records name one, and it may know that they do. */
export const appellantsFor = (
  { seesPerson }: Pick<AppealGround, 'seesPerson'>,
  { rated }: Pick<AppealContext, 'rated'>,
): readonly Appellant[] => (seesPerson && rated.staff.length > 0 ? APPELLANTS : ['institution']);

/** Why this person cannot appeal now; undefined when they can. What pages offer, by the rule that decides. */
export function refusedToAppeal(
  { institution, releasedAt, open }: AppealGround,
  context: AppealContext,
): AppealRefusal | undefined {
  const { actor, rated, now, calendar, times, standing, contestUpheld } = context;
  if (actor.role === 'window_clerk') return { message: CLERK_APPEALS, notTheirs: true };
  if (!actor.institutions.includes(institution))
    return { message: '申诉要通过您自己的单位提出', field: 'institution', notTheirs: true };
  if (!actsFor(actor, institution) || !rated.institutions.includes(institution))
    return { message: '只有被评价的单位可以申诉', notTheirs: true };
  if (contestUpheld) return { message: `${CONTEST_UPHELD}，不能再申诉` };
  if (open) return { message: '这条评价已经有一份申诉' };
  if (standing === 'revoked') return { message: '这条评价已经撤销，不用申诉' };
  if (!releasedAt) return { message: '这条评价还没有送达，送达以后再申诉' };
  if (now >= appealableUntil(releasedAt, calendar, times).endsAt)
    return { message: `申诉要在送达后${times.appeal}个工作日内提出，现在过了` };
  return undefined;
}

/** Begins an appeal: by the institution, for itself or for its member of staff who was rated. */
export function submitAppeal(
  input: AppealGround & {
    appellant: Appellant;
    statement: string;
    attachments: readonly string[];
  },
  context: AppealContext,
): AppealDecision {
  const { institution, appellant, statement, attachments, seesPerson } = input;
  const refused = refusedToAppeal(input, context);
  if (refused) return { refused };
  if (!appellantsFor(input, context).includes(appellant))
    return refuse(seesPerson ? NOBODY_NAMED : NOT_SHOWN, 'appellant');
  if (tooShort(statement)) return refuse(`请写明申诉的理由，至少${LEAST_WORDS}个字`, 'statement');
  const fact = { institution, statement: statement.trim(), attachments, appellant } as const;
  return tell({ type: 'submitted', ...fact }, context);
}

const NOBODY_NAMED = '为谁提出：这条评价的记录里没有写明工作人员，请选“单位”';
/** The same whether somebody is named or not. */
const NOT_SHOWN =
  '为谁提出：这里看不到评的是不是某位工作人员，请选“单位”；要为工作人员提出，请由办理这件差评的同事提出';

/** The end of the time for the decision on an open appeal; undefined when nothing is open. */
export const appealDeadline = (
  { state, submittedAt }: Pick<Appeal, 'state' | 'submittedAt'>,
  calendar: WorkCalendar,
  times = APPEAL_TIMES,
): Deadline | undefined =>
  OPEN_APPEAL_STATES.includes(state) ? addWorkingDays(submittedAt, times.decision, calendar) : undefined;

type Judging = Pick<AppealContext, 'actor' | keyof AppealedCase>;

/**
 * The centre of the same level; where it is itself a party, the oversight offices. Never anybody of the rated side, nor who tried to set
 * the rating aside by another way.
 */
function mayJudge(
  { institution }: Appeal,
  { actor, rated, recused, revokers }: Judging,
): AppealRefusal | undefined {
  const roles: readonly string[] = recused ? ['reform_office', 'efficiency_office'] : ['center'];
  if (!roles.includes(actor.role))
    return { message: `申诉由${recused ? '审改办、效能办' : '同级行政服务中心'}来决定`, notTheirs: true };
  const ofParty =
    actor.institutions.some((code) => code === institution || rated.institutions.includes(code)) ||
    (actor.staffId !== undefined && rated.staff.includes(actor.staffId));
  if (ofParty) return { message: '申诉的单位不能自己决定申诉', notTheirs: true };
  return revokers.includes(actor.id)
    ? { message: '认定或同意撤销这条评价的是您，申诉要由另一个人决定', notTheirs: true }
    : undefined;
}

/** Who reads the evidence of an appeal: the institution that appeals, and the office that decides. */
export const readsEvidence = (appeal: Appeal, context: Judging): boolean =>
  actsFor(context.actor, appeal.institution) || mayJudge(appeal, context) === undefined;

/** The files that go with an event of an appeal. */
export const filesOfAppeal = (event: AppealEvent): readonly string[] =>
  event.type === 'submitted' ? event.attachments : [];

/** On the buttons. */
export const APPEAL_MOVE_NAMES = { uphold: '申诉成立', dismiss: '申诉不成立', withdraw: '撤回申诉' } as const;
export type AppealMove = keyof typeof APPEAL_MOVE_NAMES;

/** The moves that are open to a person now, whatever words go with them. */
export function appealMovesFor(appeal: Appeal, context: Judging): AppealMove[] {
  if (!OPEN_APPEAL_STATES.includes(appeal.state)) return [];
  if (actsFor(context.actor, appeal.institution)) return ['withdraw'];
  if (context.standing === 'revoked' || mayJudge(appeal, context)) return [];
  return context.contestUpheld ? ['dismiss'] : ['uphold', 'dismiss'];
}

/** The only way an appeal moves. */
export function decideAppeal(appeal: Appeal, command: AppealCommand, context: AppealContext): AppealDecision {
  const { actor, standing } = context;
  if (!OPEN_APPEAL_STATES.includes(appeal.state)) return refuse('这份申诉已经有了结果');
  const gone = standing === 'revoked';
  switch (command.type) {
    case 'withdraw':
      return actsFor(actor, appeal.institution)
        ? tell({ type: 'withdrawn' }, context)
        : { refused: { message: '申诉只有提出的单位能撤回', notTheirs: true } };
    case 'drop':
      return actor.role === 'system' && gone
        ? tell({ type: 'moot' }, context)
        : refuse('评价还算数，申诉要有人决定');
    case 'uphold':
    case 'dismiss': {
      const refused = mayJudge(appeal, context);
      if (refused) return { refused };
      if (gone) return refuse('这条评价已经撤销，不用再决定');
      if (command.type === 'uphold' && context.contestUpheld)
        return refuse(`${CONTEST_UPHELD}，申诉不能成立`);
      if (tooShort(command.reason)) return refuse(`请写明决定的理由，至少${LEAST_WORDS}个字`, 'reason');
      const type = command.type === 'uphold' ? 'upheld' : 'dismissed';
      return tell({ type, reason: command.reason.trim() }, context);
    }
  }
}

/** The appeal after this event. @throws RangeError when the first event is not its submission, or a later one is */
export function evolveAppeal(appeal: Appeal | undefined, event: AppealEvent): Appeal {
  if (event.type === 'submitted') {
    if (appeal) throw new RangeError('an appeal is submitted once');
    const { institution, appellant = 'institution', at } = event;
    return { state: 'reviewing', institution, appellant, submittedAt: at };
  }
  if (!appeal) throw new RangeError(`the first event of an appeal is its submission, not ${event.type}`);
  return { ...appeal, state: event.type };
}
