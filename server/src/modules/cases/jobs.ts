import { dayEnd, dayOf, type WorkCalendar } from '@haochaping/shared/domain';
import {
  decide,
  nextDue,
  OFFICER_SIDES,
  signal,
  SYSTEM_ACTOR,
  type CaseContext,
  type CaseEvent,
} from '@haochaping/shared/domain/cases/index';
import { setStanding } from '../ratings/index.js';
import { effectSource, type EffectSource, type Performer } from '../../jobs/effects.js';
import { sealing } from '../audit/index.js';
import { awayOn } from './leaves/leaves.js';
import { CaseModel, type CaseRecord } from './model.js';
import { isAnother, officerFor, officersAt } from './officers.js';
import { countingAt, keepEvents } from './store.js';

/**
 * Tells those whom they concern of the events of a case from this place in its list on; doing so again tells nobody twice.
 */
export type TellCase = (record: CaseRecord, from: number, now: Date) => Promise<void>;

/** What later modules perform for a case, handed in since they stand behind this one. */
export interface CaseFollowers {
  /** What the rating of the case counts as has changed. */
  standingChanged: Performer<CaseRecord>;
  tell: TellCase;
  /** The figures of these instants' days are to be counted anew. */
  recount: (instants: readonly Date[], now: Date) => Promise<void>;
}

/** What follows from a case without anybody doing anything: its clocks, who is told, what its rating counts as, and the audit log. */
export function caseEffects(calendar: () => Promise<WorkCalendar>, followers: CaseFollowers): EffectSource {
  return effectSource<CaseRecord>({
    name: 'cases',
    model: CaseModel,
    kindNames: {
      audit: '记入审计日志',
      clock: '差评期限：提醒、升级、到期结案',
      notify: '告诉有关的人差评有进展，重算统计',
      standing: '更新评价的采信状态',
    },
    performers: {
      audit: sealing(({ trail }) => trail),
      clock: clockOf(calendar),
      notify: passOn(followers),
      standing: standingOf(followers),
    },
  });
}

/**
 * Cases of whoever is on leave go to their deputy, unless that one is of the rated side; those of an officer who is there no more,
 * whose account was closed or moved, to the next of the department: else they would wait for nobody.
 */
async function deputed({ state }: CaseRecord, context: CaseContext): Promise<readonly CaseEvent[]> {
  const named = OFFICER_SIDES.flatMap((side) => {
    const officer = state.officers[side];
    return officer === undefined ? [] : [{ side, officer }];
  });
  if (named.length === 0) return [];
  const away = await awayOn(
    named.map(({ officer }) => officer),
    dayOf(context.now),
  );
  const there =
    state.officers.department === undefined ? [] : await officersAt(state.assignedTo, state.rated);
  const able = new Set(there.map(({ id }) => id));
  const replaced = named.map(async ({ side, officer }): Promise<readonly CaseEvent[]> => {
    const deputy = away.get(officer);
    const takes =
      deputy !== undefined && (side === 'lead' ? await isAnother(deputy, state.rated) : able.has(deputy));
    const gone = side === 'department' && !able.has(officer);
    // Somebody of the department was to see it already: a colleague guesses no better.
    const next = takes
      ? deputy
      : gone
        ? await officerFor(state.assignedTo, state.rated, undefined, context.now)
        : undefined;
    if (next === undefined) return [];
    const decision = decide(state, { type: 'name_officer', side, officer: next }, context);
    return decision.refused ? [] : decision.events;
  });
  return (await Promise.all(replaced)).flat();
}

/** The rating carries what its case has made of it; then whoever else has to know. */
const standingOf =
  ({ standingChanged }: CaseFollowers): Performer<CaseRecord> =>
  async (record, now) => {
    const { _id: caseId, number: caseNumber, version, ratingId, state } = record;
    if (ratingId !== undefined)
      await setStanding(ratingId, { standing: state.standing, caseId, caseNumber, version, at: now });
    return standingChanged(record, now);
  };

/**
 * Gives the warnings that are due and closes what was not replied to in time; wakes again when a day begins. What was given
 * is kept in the case by the same write, so that neither a restart nor a second worker gives it twice.
 */
const clockOf =
  (calendar: () => Promise<WorkCalendar>): Performer<CaseRecord> =>
  async (record, now) => {
    const counting = countingAt(now, await calendar());
    const context = { ...counting, actor: SYSTEM_ACTOR };
    const lapse = decide(record.state, { type: 'lapse_reply' }, context);
    const events: readonly CaseEvent[] = lapse.refused
      ? [...(await deputed(record, context)), ...signal(record.state, context)]
      : lapse.events;
    // Also without anything to tell: by a calendar that was extended, what lists are sorted by is counted again.
    const kept = await keepEvents(record, events, counting);
    if (!kept) return { later: now };
    if (!kept.open) return 'done';
    const due = nextDue(kept.state, now, context);
    return { later: due && due > now ? due : dayEnd(dayOf(now)) };
  };

/** What was told is noted afterwards: a crash in between tells again, which changes nothing. */
const passOn =
  ({ tell, recount }: CaseFollowers): Performer<CaseRecord> =>
  async (record, now) => {
    const { _id, told, version, startedAt } = record;
    if (told < version) await tell(record, told, now);
    await recount([startedAt], now);
    await CaseModel.updateOne({ _id, told: { $lt: version } }, { $set: { told: version } });
    return 'done';
  };
