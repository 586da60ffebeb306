import {
  caseOf,
  CASE_TIMES,
  evolve,
  pressingClock,
  type CaseEvent,
  type CaseState,
  type CaseTimes,
} from '@haochaping/shared/domain/cases/index';
import { dayEnd, dayOf, type WorkCalendar } from '@haochaping/shared/domain';
import { effect } from '../../jobs/effects.js';
import { auditEvent, type AuditEvent } from '../audit/index.js';
import { CaseModel, type CaseRecord } from './model.js';
import { listedUnder, seenUnder, type Places } from './policy.js';

/** By what the clocks of cases are counted. */
export interface Counting {
  now: Date;
  calendar: WorkCalendar;
  times: CaseTimes;
}

export const countingAt = (now: Date, calendar: WorkCalendar): Counting => ({
  now,
  calendar,
  times: CASE_TIMES,
});

/** Without what is undefined, at every depth: a database would give it back as null, which is something else to the rules. */
export function withoutUndefined<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutUndefined) as T;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const told = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(told.map(([name, one]) => [name, withoutUndefined(one)])) as T;
}

/** What lists and indexes need of a state, as the calendar stands. */
export function foldedFields({ offices }: Pick<Places, 'offices'>, state: CaseState, counting: Counting) {
  const clock = pressingClock(state, counting);
  const about = { offices, state };
  return {
    state: withoutUndefined(state),
    phase: state.phase,
    open: state.phase !== 'closed',
    assignedTo: state.assignedTo,
    leadOfficer: state.officers.lead ?? null,
    departmentOfficer: state.officers.department ?? null,
    dueAt: clock?.deadline.endsAt ?? null,
    waitsFor: clock?.waitedFor ?? null,
    seenBy: seenUnder(about),
    listed: listedUnder(about, clock?.waitedFor ?? null),
  };
}

/** What the audit log tells of a move: what and by whom, none of the words. */
const movedEvent = (id: string, { at, by, type }: CaseEvent): AuditEvent =>
  auditEvent({
    at,
    action: 'case.moved',
    actor: {
      kind: by.role === 'evaluator' ? 'evaluator' : by.role === 'system' ? 'system' : 'staff',
      id: by.role === 'evaluator' ? 'unnamed' : by.id,
    },
    subject: { kind: 'case', id },
    detail: { move: type },
  });

export const auditOf = (id: string, events: readonly CaseEvent[]): AuditEvent[] =>
  // Warnings that were given are kept in the case; nobody did anything.
  events.filter(({ type }) => type !== 'signalled').map((event) => movedEvent(id, event));

/**
 * Keeps what a move told, with its audit entries, in one write.
 * @returns the case after it, or null when somebody else moved it meanwhile; nothing is kept then
 */
export async function keepEvents(
  record: CaseRecord,
  events: readonly CaseEvent[],
  counting: Counting,
): Promise<CaseRecord | null> {
  const state = events.reduce<CaseState | undefined>(evolve, record.state) ?? record.state;
  const trail = auditOf(record._id, events);
  const fields = foldedFields(record, state, counting);
  return CaseModel.findOneAndUpdate(
    { _id: record._id, version: record.version },
    {
      $set: { ...fields, version: record.version + events.length },
      $push: {
        events: { $each: withoutUndefined([...events]) },
        trail: { $each: trail },
        pending: {
          $each: [
            ...(trail.length > 0 ? [effect('audit', counting.now)] : []),
            ...(events.length > 0 ? [effect('notify', counting.now)] : []),
            ...(state.standing !== record.state.standing ? [effect('standing', counting.now)] : []),
            // A case that was closed and is open again has no clock that wakes it.
            ...(fields.open && !record.open ? [effect('clock', dayEnd(dayOf(counting.now)))] : []),
          ],
        },
      },
    },
    { returnDocument: 'after' },
  ).lean<CaseRecord>();
}

/** A case as its events tell it: what the stored state must be equal to. */
export const stateFromEvents = ({ events }: CaseRecord): CaseState => caseOf(events);
