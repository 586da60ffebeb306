import { isWorkday, type WorkCalendar } from '../calendar/calendar.js';
import { dayOf } from '../calendar/days.js';
import { officesInWords, type CompetentOffice, type StepsAside } from '../rating/competence.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;

/**
 * When the contact of an evaluator may be shown to staff (FA-3.3-b, domain rules on the evaluator's privacy): for a case
 * in hand, for a stated purpose, to the competent office (competence.ts). Forwarding to the province is a duty of its own and not asked here.
 */
export const REVEAL_PURPOSES = ['call_back', 'own_request'] as const;
export type StaffRevealPurpose = (typeof REVEAL_PURPOSES)[number];
export const REVEAL_PURPOSE_NAMES: Readonly<Record<StaffRevealPurpose, string>> = {
  call_back: '差评回访',
  own_request: '本人申请',
};

export const REVEAL_STATES = ['waiting', 'approved', 'refused', 'opened', 'expired'] as const;
export type RevealState = (typeof REVEAL_STATES)[number];
export const REVEAL_STATE_NAMES: Readonly<Record<RevealState, string>> = {
  waiting: '等第二个人同意',
  approved: '已同意，等申请人查看',
  refused: '没有同意',
  opened: '看过了',
  expired: '过时作废',
};
/** Reveals that may still lead to something. */
export const OPEN_REVEAL_STATES: readonly RevealState[] = ['waiting', 'approved'];

/** Whether a second person must agree: never, when something about the request is unusual, or always. */
export const REVEAL_APPROVALS = ['off', 'unusual', 'always'] as const;
export type RevealApproval = (typeof REVEAL_APPROVALS)[number];

/** The limits of looking, the same for every city: only whether a second person agrees, and the office hours, differ. */
export const REVEAL_LIMITS = {
  /** A poor rating is in hand this long: three working days to call, fifteen to judge and put right, and an appeal. */
  caseDays: 60,
  /** More looks than a person can make calls. */
  perHour: 20,
  perRatingADay: 5,
  /** A second person agrees from here on. */
  unusual: { perHour: 10, perDay: 40, olderThanDays: 30 },
  /** Undecided for half a working day, a request is void: the reason may be gone. */
  approvalMinutes: 240,
  /** Agreed, it is opened by the one who is about to call. */
  openMinutes: 30,
  /** An account that others changed waits until its owner has had the time to notice. */
  holdHours: 24,
} as const;

/** What is known of a rating when somebody asks for the contact behind it. */
export interface RevealSubject {
  poor: boolean;
  standing: 'adopted' | 'revoked' | 'offset';
  ratedAt: Date;
  /** Somebody to call stands behind it. */
  hasContact: boolean;
}

export type InHand =
  | { open: true; until: Date }
  | { open: false; because: StepsAside | 'not_poor' | 'set_aside' | 'too_old' | 'nobody' };

/** Whether a rating is a case in hand: poor, still counted, not older than `caseDays`, and with somebody to call. */
export function inHand(subject: RevealSubject, caseDays: number, now: Date): InHand {
  const until = new Date(subject.ratedAt.getTime() + caseDays * DAY_MS);
  if (!subject.poor) return { open: false, because: 'not_poor' };
  if (subject.standing !== 'adopted') return { open: false, because: 'set_aside' };
  if (until <= now) return { open: false, because: 'too_old' };
  return subject.hasContact ? { open: true, until } : { open: false, because: 'nobody' };
}

export type NotInHand = Extract<InHand, { open: false }>['because'];

const NOT_IN_HAND: Readonly<Record<NotInHand, (offices: string) => string>> = {
  own_service: () => '这条评价评的是您自己的服务，您要回避：请本单位另一位同事来办。',
  own_office: (offices) => `这条评价评的是您的单位，您的单位要回避：由${offices}回访。`,
  not_competent: (offices) => `这条评价归${offices}回访，别的单位不能查看评价人的联系方式。`,
  unknown_place: () =>
    '您的账号没有写工号，也没有写明不在窗口服务，认不出评的是不是您。请安全管理员在您的账号里写上，再来查看。',
  not_poor: () => '只有差评才回访；这条不是差评，不能查看评价人的联系方式。',
  set_aside: () => '这条差评已经不计入，不再回访。',
  too_old: () => '这条差评已经过了回访的期限。',
  nobody: () => '这条评价没有留下可以联系的人。',
};

/** Why the contact is not shown, and to whom it would be, for the page. */
export const notInHandWords = (because: NotInHand, offices: readonly CompetentOffice[]): string =>
  NOT_IN_HAND[because](officesInWords(offices));

/** What makes a request unusual. */
export interface UnusualRules {
  /** More than this by one account within an hour, or within a day. */
  perHour: number;
  perDay: number;
  /** Older ratings than this many days. */
  olderThanDays: number;
  /** Office hours in Shanghai: from (included) to (excluded), whole hours; outside them, and on days off, is unusual. */
  officeHours: readonly [number, number];
  calendar: WorkCalendar;
}

export interface RevealHistory {
  /** When this account saw a contact, within the last day. */
  byAccount: readonly Date[];
  /** How often the contact of this very subject was shown already, to anybody. */
  ofSubject: number;
}

/** In plain words, everything that is unusual about asking now; empty when nothing is. */
export function unusualAbout(
  subject: Pick<RevealSubject, 'ratedAt'>,
  history: RevealHistory,
  rules: UnusualRules,
  now: Date,
): string[] {
  const since = (ms: number) => history.byAccount.filter((at) => now.getTime() - at.getTime() < ms).length;
  return [
    since(HOUR_MS) >= rules.perHour && `一小时内已经看过 ${since(HOUR_MS)} 人`,
    since(DAY_MS) >= rules.perDay && `一天内已经看过 ${since(DAY_MS)} 人`,
    history.ofSubject > 0 && `这条评价的联系方式已经被看过 ${history.ofSubject} 次`,
    !isOfficeTime(now, rules.officeHours, rules.calendar) && '不在上班时间',
    now.getTime() - subject.ratedAt.getTime() > rules.olderThanDays * DAY_MS &&
      `评价已经过去 ${rules.olderThanDays} 天以上`,
  ].filter((reason) => reason !== false);
}

/** A working day between the hours, in Shanghai. */
export function isOfficeTime(
  at: Date,
  [from, to]: readonly [number, number],
  calendar: WorkCalendar,
): boolean {
  const hour = new Date(at.getTime() + SHANGHAI_OFFSET_MS).getUTCHours();
  return isWorkday(dayOf(at), calendar) && hour >= from && hour < to;
}

/** Whether a second person must agree first. */
export function needsApproval(approval: RevealApproval, unusual: readonly string[]): boolean {
  return approval === 'always' || (approval === 'unusual' && unusual.length > 0);
}

/** Who takes part in a reveal: the account and its office. */
export interface RevealParty {
  accountId: string;
  institutionCode: string;
}

export interface RevealInQuestion {
  state: RevealState;
  askedBy: RevealParty;
  expiresAt: Date;
}

/** The state as it is now: what was not used in time is void without anybody writing so. */
export function stateNow({ state, expiresAt }: RevealInQuestion, now: Date): RevealState {
  return OPEN_REVEAL_STATES.includes(state) && expiresAt <= now ? 'expired' : state;
}

/** What a member of staff may do with a reveal: decide on a colleague's of the same office, never on one's own; open one's own, once. */
export function revealMoves(reveal: RevealInQuestion, party: RevealParty, now: Date): ('decide' | 'open')[] {
  const state = stateNow(reveal, now);
  const own = reveal.askedBy.accountId === party.accountId;
  if (state === 'waiting' && !own && reveal.askedBy.institutionCode === party.institutionCode)
    return ['decide'];
  return state === 'approved' && own ? ['open'] : [];
}
