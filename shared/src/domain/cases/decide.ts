import {
  refusal,
  type CaseCommand,
  type CaseCommandType,
  type CaseContext,
  type Decision,
  type Move,
  type Moves,
  type OpenCase,
} from './commands.js';
import { signalsDue } from './clocks.js';
import { ENDING } from './ending.js';
import type { CaseEvent, CaseFact } from './events.js';
import { RECTIFICATION } from './rectification.js';
import { REPLY } from './reply.js';
import { REVOCATION } from './revocation.js';
import type { CasePhase, CaseState } from './state.js';
import { VERIFICATION } from './verification.js';

/** Every move there is: the only ways a case goes. */
export const CASE_MOVES: Moves<CaseCommandType> = {
  ...VERIFICATION,
  ...REVOCATION,
  ...RECTIFICATION,
  ...REPLY,
  ...ENDING,
};
export const CASE_COMMANDS = Object.keys(CASE_MOVES) as CaseCommandType[];

export const PHASE_NAMES: Readonly<Record<CasePhase, string>> = {
  verifying: '回访核实',
  revoking: '撤销核实',
  rectifying: '整改',
  answered: '等评价人回复',
  supervised: '督办',
  contested: '核实撤销异议',
  closed: '办结',
};

const told = (fact: CaseFact, { now, actor }: Pick<CaseContext, 'now' | 'actor'>): CaseEvent => ({
  ...fact,
  at: now,
  by: { id: actor.id, role: actor.role },
});

/** Said to whoever is late with a move: staff by the phase, the evaluator in words that need no knowledge of phases. */
const notNow = ({ phase }: CaseState, { name }: Move, { actor }: CaseContext): string =>
  actor.role === 'evaluator'
    ? '这一步不用再做了：您可能刚才说过，或者已经办到下一步。请刷新看看'
    : `这件差评现在是“${PHASE_NAMES[phase]}”，不能${name}`;

/** What a case begins with. @param officer the account of the department that is to see to it; none where nobody is there */
export function openCase(
  opening: OpenCase,
  context: Pick<CaseContext, 'now' | 'actor'>,
  officer?: string,
): readonly CaseEvent[] {
  const facts: CaseFact[] = [{ type: 'opened', ...opening }];
  if (officer !== undefined) facts.push({ type: 'officer_named', officer, side: 'department' });
  return facts.map((fact) => told(fact, context));
}

/**
 * The only way a case moves: whether the command is allowed here and now to this actor, and what is to be told. Time, actor
 * and calendar are arguments; nothing is changed. Source: 方案 二(三)1; domain.md §4.
 */
export function decide(state: CaseState, command: CaseCommand, context: CaseContext): Decision {
  // The table holds, for each type, the move of that type: what the compiler cannot follow through the union.
  const move = CASE_MOVES[command.type] as Move;
  if (!move.in.includes(state.phase))
    return { refused: refusal('wrong_phase', notNow(state, move, context)) };
  const refused = move.who(state, context);
  if (refused) return { refused };
  const facts = move.tell(state, command, context);
  if ('code' in facts) return { refused: facts };
  return { events: facts.map((fact) => told(fact, context)) };
}

/** The moves that are open to the actor now: what pages offer, by the rules that decide. */
export function movesFor(state: CaseState, context: CaseContext): CaseCommandType[] {
  return CASE_COMMANDS.filter((type) => {
    const { in: phases, who } = CASE_MOVES[type];
    return phases.includes(state.phase) && !who(state, context);
  });
}

/** Keeps in the case that the warnings due now were given; no event when there is none. */
export function signal(state: CaseState, context: CaseContext): readonly CaseEvent[] {
  const due = signalsDue(state, context.now, context);
  return due.length === 0 ? [] : [told({ type: 'signalled', keys: due.map(({ key }) => key) }, context)];
}
