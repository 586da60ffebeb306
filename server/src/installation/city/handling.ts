import { addWorkingDays, dayStart, type WorkCalendar } from '@haochaping/shared/domain';
import {
  decide,
  EVALUATOR_ACTOR,
  SYSTEM_ACTOR,
  type CaseActor,
  type CaseCommand,
} from '@haochaping/shared/domain/cases/index';
import { CaseModel, countingAt, keepEvents, type CaseRecord } from '../../modules/cases/index.js';
import { setStanding } from '../../modules/ratings/index.js';
import type { Chance } from './chance.js';
import { HANDLED } from './said.js';

/** Who handles an invented case. */
export interface Handlers {
  lead: CaseActor;
  department: CaseActor;
  oversight: CaseActor;
}

/** A step so many working days after the case began, at a time of that day. */
interface Step {
  day: number;
  hour: number;
  by: keyof Handlers | 'evaluator' | 'system';
  command: CaseCommand;
}

const answer = (text: string): CaseCommand => ({ type: 'answer', kind: 'rectified', text, attachments: [] });
const called: CaseCommand = { type: 'call', outcome: 'reached', said: HANDLED.called, mayTell: true };
const finding = (which: 'true' | 'mistaken' | 'malicious'): CaseCommand => ({
  type: 'verify',
  finding: which,
  facts: HANDLED[which],
  attachments: [],
});
const reply = (satisfied: boolean): CaseCommand => ({
  type: 'reply',
  satisfied,
  reason: satisfied ? HANDLED.happy : HANDLED.unmoved,
});

/** What becomes of an invented case, step by step; what lies in the future is not done yet, so that there are cases in every phase. */
function fateOf(chance: Chance, contactable: boolean): Step[] {
  const step = (day: number, hour: number, by: Step['by'], command: CaseCommand): Step => ({
    day,
    hour,
    by,
    command,
  });
  const late = chance.share() < 0.06;
  const begun = [...(contactable ? [step(1, 10, 'lead', called)] : [])];
  if (contactable && chance.share() < 0.1)
    return [
      ...begun,
      step(2, 11, 'lead', finding(chance.share() < 0.75 ? 'mistaken' : 'malicious')),
      step(3, 15, 'oversight', { type: 'confirm_revocation', reason: HANDLED.confirmed }),
    ];
  const answered = (late ? 13 : 3) + chance.below(late ? 3 : 5);
  const handled = [
    ...begun,
    step(late ? 5 : 2, 16, 'lead', finding('true')),
    step(answered, 15, 'department', answer(HANDLED.answered)),
  ];
  return [...handled, ...repliedIn(chance, answered, step)];
}

function repliedIn(
  chance: Chance,
  answered: number,
  step: (day: number, hour: number, by: Step['by'], command: CaseCommand) => Step,
): Step[] {
  const said = chance.weighted<'satisfied' | 'silent' | 'unsatisfied'>([
    ['satisfied', 60],
    ['silent', 28],
    ['unsatisfied', 12],
  ]);
  if (said === 'satisfied') return [step(answered + 1, 19, 'evaluator', reply(true))];
  if (said === 'silent') return [];
  return [
    step(answered + 1, 20, 'evaluator', reply(false)),
    step(answered + 3, 9, 'oversight', { type: 'supervise', instruction: HANDLED.ordered }),
    step(answered + 7, 14, 'department', answer(HANDLED.again)),
    step(answered + 8, 20, 'evaluator', reply(true)),
  ];
}

/**
 * Leads an invented case through the decider at the instants of its fate, up to now.
 * @returns how many steps the rules took
 */
export async function handle(
  record: CaseRecord,
  chance: Chance,
  handlersOf: (record: CaseRecord) => Handlers,
  calendar: WorkCalendar,
  now: Date,
): Promise<number> {
  let known = record;
  let taken = 0;
  for (const { day, hour, by, command } of fateOf(chance, record.state.contactable)) {
    const begun = addWorkingDays(record.startedAt, day, calendar).day;
    const at = new Date(dayStart(begun).getTime() + hour * 3_600_000 + chance.below(40) * 60_000);
    if (at > now) break;
    const handlers = handlersOf(known);
    const actor = by === 'evaluator' ? EVALUATOR_ACTOR : by === 'system' ? SYSTEM_ACTOR : handlers[by];
    const decision = decide(known.state, command, { ...countingAt(at, calendar), actor });
    if (decision.refused)
      throw new Error(`an invented case may not ${command.type}: ${decision.refused.message}`);
    const kept = await keepEvents(known, decision.events, countingAt(at, calendar));
    if (!kept) throw new Error('an invented case was moved by somebody else');
    known = kept;
    taken += 1;
  }
  const { standing } = known.state;
  if (standing !== 'adopted' && known.ratingId)
    await setStanding(known.ratingId, {
      standing,
      caseId: known._id,
      caseNumber: known.number,
      version: known.version,
      at: known.state.closing?.at ?? now,
    });
  // Nobody is told today of what is said to have happened weeks ago.
  await CaseModel.updateOne({ _id: known._id }, { $set: { told: known.version } });
  return taken;
}
