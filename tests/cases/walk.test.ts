import {
  CASE_TIMES,
  clocksOf,
  decide,
  evolve,
  isLate,
  type CaseCommand,
  type CaseState,
} from '@haochaping/shared/domain/cases/index';
import { answer, at, calendar, found, PEOPLE, reply, SAID, Story, WHY, type Who } from './support.js';

/*
 * An exhaustive walk: from the opening, everybody tries everything, again and again, until no new kind of state appears.
 * No state is a dead end, and while a case is open a clock runs that waits for somebody who can move it on.
 */

const TRIES: readonly CaseCommand[] = [
  { type: 'recuse', reason: WHY },
  { type: 'call', outcome: 'reached', said: SAID },
  { type: 'call', outcome: 'wrong_number', said: '' },
  { type: 'return', reason: WHY },
  { type: 'reassign', to: 'TAX', reason: WHY, officer: 'tax-1' },
  { type: 'refuse_return', reason: WHY },
  ...(['true', 'mistaken', 'malicious', 'not_reached'] as const).map(found),
  { type: 'confirm_revocation', reason: WHY },
  { type: 'reject_revocation', reason: WHY },
  { type: 'contest', reason: WHY },
  { type: 'uphold_contest', reason: WHY },
  { type: 'reject_contest', reason: WHY },
  { type: 'request_ledger', reason: WHY, day: '2026-05-08' },
  { type: 'approve_ledger' },
  { type: 'refuse_ledger', reason: WHY },
  answer('rectified'),
  answer('reasons_stated'),
  reply(true),
  reply(false),
  { type: 'settle', said: '' },
  { type: 'supervise', instruction: WHY, day: '2026-05-11' },
  { type: 'merge', into: 'case-2', intoStartedAt: at('2026-01-05'), reason: WHY },
  { type: 'reopen', reason: WHY },
  { type: 'file_appeal', appeal: 'appeal-1' },
  { type: 'uphold_appeal', appeal: 'appeal-1', reason: WHY },
  { type: 'dismiss_appeal', appeal: 'appeal-1', reason: WHY },
  { type: 'end_appeal', appeal: 'appeal-1', how: 'moot' },
];
/** Tried only when the time for a reply is over. */
const LAPSE: CaseCommand = { type: 'lapse_reply' };

/** The kind of a state: what decides about moves, without times and counts. */
const kindOf = (state: CaseState): string =>
  JSON.stringify([
    state.phase,
    state.assignedTo,
    !!state.returned,
    state.recused,
    [...new Set(state.calls.map(({ outcome }) => outcome))].sort(),
    state.revocation?.proposedBy,
    state.revocation?.confirmedBy,
    state.contestedOnce,
    state.contestUpheld,
    !!state.ledger.requested,
    !!state.ledger.approved,
    state.supervision,
    state.standing,
    state.appeal?.decided ?? !!state.appeal,
    state.closing?.outcome,
  ]);

const NOW = at('2026-03-02', '11:00:00');
const LATER = at('2026-08-03');

interface Edge {
  from: string;
  to: string;
  who: Who;
  type: CaseCommand['type'];
}
const seen = new Map<string, CaseState>();
const edges: Edge[] = [];
const everybody = Object.keys(PEOPLE) as Who[];

function walk(first: CaseState): void {
  const waiting = [first];
  seen.set(kindOf(first), first);
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    const from = kindOf(state);
    for (const [command, now] of [...TRIES.map((one) => [one, NOW] as const), [LAPSE, LATER] as const])
      for (const who of everybody) {
        const decision = decide(state, command, { now, actor: PEOPLE[who], calendar, times: CASE_TIMES });
        if (decision.refused) continue;
        const next = decision.events.reduce<CaseState | undefined>(evolve, state)!;
        const to = kindOf(next);
        edges.push({ from, to, who, type: command.type });
        if (seen.has(to)) continue;
        seen.set(to, next);
        waiting.push(next);
      }
  }
}

beforeAll(() => {
  walk(new Story().state);
  walk(new Story({ contactable: false, realName: false }).state);
  walk(new Story({ rated: { institutions: [], staff: [] }, assignedTo: 'CENTER' }).state);
  walk(
    new Story({ recused: true, rated: { institutions: ['CENTER'], staff: [] }, assignedTo: 'CENTER' }).state,
  );
});

test('the walk goes everywhere: hundreds of kinds of states, every phase among them', () => {
  expect(seen.size).toBeGreaterThan(500);
  expect(new Set([...seen.values()].map(({ phase }) => phase)).size).toBe(7);
});

test('no state is a dead end: from each, the case can be brought to its end', () => {
  const before = new Map<string, Set<string>>();
  for (const { from, to } of edges) before.set(to, (before.get(to) ?? new Set()).add(from));
  const reaches = new Set([...seen].filter(([, { phase }]) => phase === 'closed').map(([kind]) => kind));
  for (const kind of reaches) for (const earlier of before.get(kind) ?? []) reaches.add(earlier);
  expect([...seen.keys()].filter((kind) => !reaches.has(kind))).toEqual([]);
});

test('while a case is open a clock runs, and whoever it waits for can move the case on; closed, none runs', () => {
  const waitedFor: Record<string, Who[]> = {
    lead: ['center', 'colleague', 'reform', 'reformColleague', 'efficiency'],
    department: ['department', 'otherDepartment', 'center'],
    evaluator: ['evaluator'],
    oversight: ['reform', 'reformColleague', 'efficiency'],
  };
  const onward = new Map<string, Set<Who>>();
  for (const { from, to, who } of edges)
    if (from !== to) onward.set(from, (onward.get(from) ?? new Set()).add(who));
  for (const [kind, state] of seen) {
    const running = clocksOf(state, { calendar, times: CASE_TIMES }).filter(({ endedAt }) => !endedAt);
    const phase = running.filter(({ kind: clock }) => clock !== 'reassignment');
    expect({ kind, clocks: phase.length }).toEqual({ kind, clocks: state.phase === 'closed' ? 0 : 1 });
    for (const clock of running) {
      const able = waitedFor[clock.waitedFor]!.filter((who) => onward.get(kind)?.has(who));
      expect({ kind, clock: clock.kind, able: able.length > 0 }).toEqual({
        kind,
        clock: clock.kind,
        able: true,
      });
      expect(isLate(clock, LATER)).toBe(true);
    }
  }
});

test('what was told can be told again: folding the events from the beginning gives the same state', () => {
  const story = new Story().given(
    ['center', { type: 'call', outcome: 'reached', said: SAID }],
    ['center', found('true')],
    ['department', answer()],
    ['evaluator', reply(false)],
  );
  const copied = structuredClone(story.events);
  expect(copied.reduce<CaseState | undefined>(evolve, undefined)).toEqual(story.state);
  expect(() => evolve(undefined, copied[1]!)).toThrow(RangeError);
  expect(() => evolve(story.state, copied[0]!)).toThrow(RangeError);
});
