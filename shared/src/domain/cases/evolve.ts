import type { CaseEvent, CaseEventType, Opening } from './events.js';
import {
  abandoned,
  lastClock,
  stopClocks,
  type CaseClock,
  type CasePhase,
  type CaseState,
  type ClockKind,
} from './state.js';

type Told<T extends CaseEventType> = Extract<CaseEvent, { type: T }>;
type Folds = {
  [T in Exclude<CaseEventType, 'opened'>]: (state: CaseState, event: Told<T>) => Partial<CaseState>;
};

function open(event: Opening & Pick<CaseEvent, 'at' | 'by'>): CaseState {
  const { origin, startedAt, realName, contactable, rated, assignedTo, recused, at } = event;
  return {
    origin,
    phase: 'verifying',
    startedAt,
    openedAt: at,
    realName,
    contactable,
    rated,
    assignedTo,
    assignedFirst: assignedTo,
    assignedAt: at,
    recused,
    officers: {},
    calls: [],
    mayTell: false,
    revokers: [],
    contestedOnce: false,
    contestUpheld: false,
    ledger: {},
    answers: [],
    replies: [],
    supervision: false,
    standing: 'adopted',
    clocks: [{ kind: 'verification', startedAt }],
    signals: [],
  };
}

/** Ends what ran and begins the clock of the next phase. */
function enter(
  state: CaseState,
  at: Date,
  phase: CasePhase,
  kind: ClockKind,
  more: Partial<CaseClock> = {},
): Partial<CaseState> {
  // A returned case is still to be decided on, whatever else goes forward.
  const kept = (clock: CaseClock) => clock.kind === 'reassignment';
  const clocks = stopClocks(state, at).map((clock, index) =>
    kept(clock) ? (state.clocks[index] ?? clock) : clock,
  );
  return { phase, clocks: [...clocks, { kind, startedAt: at, ...more }] };
}

/** The time for putting it right starts when it is due to start, even if the step before was late. */
const rectify = (state: CaseState, at: Date, before: ClockKind): Partial<CaseState> =>
  enter(state, at, 'rectifying', 'rectification', { notAfter: lastClock(state, before) });

const close = (
  state: CaseState,
  at: Date,
  outcome: NonNullable<CaseState['closing']>['outcome'],
  into?: string,
): Partial<CaseState> => ({
  phase: 'closed',
  clocks: stopClocks(state, at),
  returned: undefined,
  closing: { at, outcome, into },
});

const endReturn = (state: CaseState, at: Date): Partial<CaseState> => ({
  returned: undefined,
  clocks: stopClocks(state, at, ['reassignment']),
});

/** Begins the phase a standing verification leads to. */
function verified(state: CaseState, event: Told<'verified'>): Partial<CaseState> {
  const { at, by, finding } = event;
  const verification = { at, by: by.id, finding };
  if (finding === 'mistaken' || finding === 'malicious')
    return {
      ...enter(state, at, 'revoking', 'revocation', { notAfter: lastClock(state, 'verification') }),
      verification,
      revocation: { ground: finding, proposedBy: by.id },
      revokers: [...state.revokers, by.id],
    };
  return { ...rectify(state, at, 'verification'), verification };
}

function replied(state: CaseState, { at, satisfied }: Told<'replied'>): Partial<CaseState> {
  const replies = [...state.replies, { at, satisfied }];
  if (satisfied) {
    const standing = state.standing === 'adopted' ? 'offset' : state.standing;
    return { ...close(state, at, 'satisfied'), replies, standing };
  }
  if (state.supervision) return { ...close(state, at, 'unsatisfied'), replies };
  return { ...enter(state, at, 'supervised', 'supervision'), replies, supervision: true };
}

const revoke = (state: CaseState, at: Date): Partial<CaseState> => ({
  ...close(state, at, 'revoked'),
  standing: 'revoked',
});

const changeLast = (
  state: CaseState,
  kind: ClockKind,
  change: (clock: CaseClock) => CaseClock,
): CaseClock[] =>
  state.clocks.map((clock, index) => (index === lastClock(state, kind) ? change(clock) : clock));

/** Gives a clock a day from which it counts instead of the working days; what stood before is kept, as it may have been late by it. */
const withDay = (clock: CaseClock, at: Date, day: string): CaseClock => ({
  ...clock,
  day,
  moved: [...(clock.moved ?? []), { at, day: clock.day }],
});

/** The first 督办单 is about the clock that runs; another ends it, late if it was, and begins a new one. */
function supervised(state: CaseState, { at, day }: Told<'supervised'>): Partial<CaseState> {
  const running = state.clocks[lastClock(state, 'supervision')];
  if (running?.ordered)
    return {
      clocks: [
        ...abandoned(state, at, 'supervision').clocks,
        { kind: 'supervision', startedAt: at, day, ordered: true },
      ],
    };
  const order = (clock: CaseClock) => ({ ...(day ? withDay(clock, at, day) : clock), ordered: true });
  return { clocks: changeLast(state, 'supervision', order) };
}

const FOLDS: Folds = {
  officer_named: (state, { officer, side }) => ({ officers: { ...state.officers, [side]: officer } }),
  recused: ({ officers }) => ({ recused: true, officers: { department: officers.department } }),
  called: (state, { at, outcome, mayTell }) => ({
    calls: [...state.calls, { at, outcome }],
    // Whoever is spoken to again says it again: not said the next time, it is taken back.
    mayTell: outcome === 'reached' ? mayTell : state.mayTell,
  }),
  explained: () => ({}),
  returned: (state, { at, reason }) => ({
    returned: { at, reason },
    clocks: [...state.clocks, { kind: 'reassignment', startedAt: at }],
  }),
  reassigned: (state, { at, to }) => ({
    ...endReturn(state, at),
    assignedTo: to,
    assignedAt: at,
    officers: { lead: state.officers.lead },
  }),
  return_refused: (state, { at }) => endReturn(state, at),
  verified,
  revocation_confirmed: (state, { at, by }) => ({
    ...revoke(state, at),
    revocation: state.revocation && { ...state.revocation, confirmedBy: by.id },
    revokers: [...state.revokers, by.id],
  }),
  revocation_rejected: (state, { at }) => ({
    ...rectify(state, at, 'revocation'),
    revocation: undefined,
  }),
  contested: (state, { at }) => ({
    ...enter(state, at, 'contested', 'contest'),
    contestedOnce: true,
    closing: undefined,
  }),
  contest_upheld: (state, { at }) => ({
    ...rectify(state, at, 'contest'),
    standing: 'adopted',
    revocation: undefined,
    contestUpheld: true,
  }),
  contest_rejected: (state, { at }) => close(state, at, 'revoked'),
  ledger_requested: (state, { day }) => ({ ledger: { ...state.ledger, requested: { day } } }),
  ledger_approved: (state, { at, day }) => ({
    ledger: { approved: day },
    clocks: changeLast(state, 'rectification', (clock) => withDay(clock, at, day)),
  }),
  ledger_refused: (state) => ({ ledger: { approved: state.ledger.approved } }),
  answered: (state, { at, kind }) => ({
    ...enter(state, at, 'answered', 'reply'),
    ledger: { approved: state.ledger.approved },
    answers: [...state.answers, { at, kind, supervised: state.supervision }],
  }),
  replied,
  reply_lapsed: (state, { at }) => close(state, at, 'silent'),
  settled: (state, { at }) => close(abandoned(state, at), at, 'settled'),
  supervised,
  urged: () => ({}),
  supplemented: () => ({}),
  merged: (state, { at, into }) => close(abandoned(state, at), at, 'merged', into),
  reopened: (state, { at }) => ({
    ...enter(state, at, 'verifying', 'verification'),
    closing: undefined,
    calls: [],
    verification: undefined,
    revocation: undefined,
    ledger: {},
    standing: 'adopted',
    supervision: false,
    contestedOnce: false,
  }),
  appeal_filed: (_state, { appeal }) => ({ appeal: { id: appeal } }),
  appeal_upheld: (state, { at, appeal, decidedBy }) => ({
    ...revoke(abandoned(state, at), at),
    appeal: { id: appeal, decided: 'upheld', ...(decidedBy === undefined ? {} : { decidedBy }) },
  }),
  appeal_dismissed: (_state, { appeal }) => ({ appeal: { id: appeal, decided: 'dismissed' } }),
  // Another of the rated institutions may still appeal in its own time.
  appeal_ended: () => ({ appeal: undefined }),
  signalled: (state, { keys }) => ({ signals: [...state.signals, ...keys] }),
};

/**
 * The case after this event. Total: whatever `decide` tells can be folded, in the order it was told.
 * @throws RangeError when an event stands before the opening, or a second opening after it
 */
export function evolve(state: CaseState | undefined, event: CaseEvent): CaseState {
  if (event.type === 'opened') {
    if (state) throw new RangeError('a case is opened once');
    return open(event);
  }
  if (!state) throw new RangeError(`the first event of a case is opened, not ${event.type}`);
  // The table holds, for each type, the fold of that type: what the compiler cannot follow through the union.
  const fold = FOLDS[event.type] as (state: CaseState, event: CaseEvent) => Partial<CaseState>;
  return { ...state, ...fold(state, event) };
}

/** The case as its events tell it. @throws RangeError when there is none, or they do not begin with its opening */
export function caseOf(events: readonly CaseEvent[]): CaseState {
  const state = events.reduce<CaseState | undefined>(evolve, undefined);
  if (!state) throw new RangeError('a case has at least its opening');
  return state;
}
