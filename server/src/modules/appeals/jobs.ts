import { dayEnd, dayOf, type WorkCalendar } from '@haochaping/shared/domain';
import { appealWarnings, type AppealWarning } from '@haochaping/shared/domain/appeal-warnings';
import {
  APPEAL_TIMES,
  decideAppeal,
  OPEN_APPEAL_STATES,
  type AppealedCase,
  type AppealEvent,
} from '@haochaping/shared/domain/appeals';
import { decide, SYSTEM_ACTOR, type CaseCommand } from '@haochaping/shared/domain/cases/index';
import { effectSource, type EffectOutcome, type EffectSource, type Performer } from '../../jobs/effects.js';
import { sealing } from '../audit/index.js';
import { CaseModel, countingAt, keepEvents, type CaseRecord } from '../cases/index.js';
import { appealedIn, casesOf } from './appealed.js';
import { AppealModel, type AppealRecord } from './model.js';
import { keepAppealEvents } from './store.js';

type CalendarNow = () => Promise<WorkCalendar>;

/** Gives these warnings to those whom they concern; doing so again gives nobody one twice. */
export type TellAppeal = (
  record: AppealRecord,
  warnings: readonly AppealWarning[],
  now: Date,
) => Promise<void>;

/** What follows from an appeal: its case is told, once, and the audit log; its time is watched. */
export function appealEffects(calendar: CalendarNow, tell: TellAppeal): EffectSource {
  return effectSource<AppealRecord>({
    name: 'appeals',
    model: AppealModel,
    kindNames: { audit: '记入审计日志', case: '申诉记入差评', clock: '申诉期限：提醒' },
    performers: {
      audit: sealing(({ trail }) => trail),
      case: tellCase(calendar),
      clock: clockOf(calendar, tell),
    },
  });
}

/** Gives the warnings of the day; wakes again when the next begins. A warning is named by its day: it is not given twice. */
const clockOf =
  (calendar: CalendarNow, tell: TellAppeal): Performer<AppealRecord> =>
  async (record, now) => {
    if (!OPEN_APPEAL_STATES.includes(record.state)) return 'done';
    const { recused } = (await casesOf([record]))(record);
    await tell(record, appealWarnings(record.appeal, recused, dayOf(now), await calendar()), now);
    return { later: dayEnd(dayOf(now)) };
  };

/** How long an appeal waits for the one before it to be told to the case. */
const TURN_MS = 1000;

/**
 * Brings the case to where the appeal stands: that it was made, then what became of it. Asks the case what it knows already, so
 * that nothing is told twice whoever is killed in between; a case that moved meanwhile is asked again.
 */
const tellCase =
  (calendar: CalendarNow): Performer<AppealRecord> =>
  async ({ _id }, now) => {
    const appeal = await AppealModel.findById(_id).lean<AppealRecord>();
    if (!appeal) throw new Error(`appeal ${_id} is gone`);
    const record = await CaseModel.findById(appeal.caseId).lean<CaseRecord>();
    if (!record) throw new Error(`the case of appeal ${_id} is gone`);
    const known = await calendar();
    const told = await step(record, nextFor(appeal, record), known, now);
    if (told !== null) return told;
    // Revoked while the appeal was being made: there is nothing left to decide on.
    if (record.state.standing === 'revoked') await dropAppeal(appeal, record.state, known, now);
    return 'done';
  };

const END_OF = { upheld: 'appeal_upheld', dismissed: 'appeal_dismissed' } as const;

/** The next command that the case still has to be given for this appeal; null when it knows everything. */
function nextFor(
  { _id: id, state, events }: AppealRecord,
  { events: known }: CaseRecord,
): CaseCommand | null {
  const knows = (type: AppealFactType) => known.some((one) => one.type === type && one.appeal === id);
  if (!knows('appeal_filed')) return { type: 'file_appeal', appeal: id };
  if (state === 'upheld' || state === 'dismissed') {
    if (knows(END_OF[state])) return null;
    const type = state === 'upheld' ? 'uphold_appeal' : 'dismiss_appeal';
    return { type, appeal: id, ...decisionOf(events) };
  }
  if (state !== 'withdrawn' && state !== 'moot') return null;
  return knows('appeal_ended') ? null : { type: 'end_appeal', appeal: id, how: state };
}
type AppealFactType = 'appeal_filed' | 'appeal_ended' | (typeof END_OF)[keyof typeof END_OF];

const decisionOf = (events: readonly AppealEvent[]): { reason: string; decidedBy?: string } => {
  const last = events.at(-1);
  const decided = last?.type === 'upheld' || last?.type === 'dismissed';
  return decided ? { reason: last.reason, decidedBy: last.by.id } : { reason: '' };
};

/** Gives the case one command; null when there was none. */
async function step(
  record: CaseRecord,
  command: CaseCommand | null,
  calendar: WorkCalendar,
  now: Date,
): Promise<EffectOutcome | null> {
  if (!command) return null;
  const counting = countingAt(now, calendar);
  const decision = decide(record.state, command, { ...counting, actor: SYSTEM_ACTOR });
  // Another appeal of the same rating was taken back, and its case was not told yet.
  if (decision.refused?.code === 'already') return { later: new Date(now.getTime() + TURN_MS) };
  if (decision.refused) throw new Error(`${command.type} is refused: ${decision.refused.message}`);
  await keepEvents(record, decision.events, counting);
  // Kept or not, there may be more to tell: the next look says so.
  return { later: now };
}

/** Ends an open appeal against a rating that was set aside by another way; one that moved meanwhile is looked at by its own effect. */
async function dropAppeal(
  appeal: AppealRecord,
  state: AppealedCase,
  calendar: WorkCalendar,
  now: Date,
): Promise<void> {
  const decision = decideAppeal(
    appeal.appeal,
    { type: 'drop' },
    { now, actor: SYSTEM_ACTOR, calendar, times: APPEAL_TIMES, ...appealedIn(state) },
  );
  if (!decision.refused) await keepAppealEvents(appeal, decision.events, now);
}

/** What a changed standing means for the appeal against the rating: a revoked one needs no decision. */
export const appealsFollow =
  (calendar: CalendarNow): Performer<CaseRecord> =>
  async ({ _id: caseId, state }, now) => {
    if (state.standing !== 'revoked') return 'done';
    const open = await AppealModel.findOne({
      caseId,
      state: { $in: OPEN_APPEAL_STATES },
    }).lean<AppealRecord>();
    if (open) await dropAppeal(open, state, await calendar(), now);
    return 'done';
  };
