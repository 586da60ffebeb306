import {
  addWorkingDays,
  isWorkday,
  workingDaysBefore,
  type Deadline,
  type WorkCalendar,
} from './calendar.js';
import { dayOf, type Day } from './days.js';

/** A warning about a deadline: `before`, on its last day (`at`), each working day after it (`late`), and upwards. */
export type WarningKind = 'before' | 'at' | 'late' | 'to_lead' | 'to_efficiency_office';
export interface Warning {
  kind: WarningKind;
  /** The day it is for. */
  day: Day;
}

export interface WarnedClock {
  startedAt: Date;
  deadline: Deadline;
  /** How long it is, in working days: what is not longer than a warning is early is not warned of so early. */
  length: number;
  /** Whether being late is anybody's fault: else nothing is said after the day. */
  lateness: boolean;
}
export interface WarningTimes {
  calendar: WorkCalendar;
  /** Warnings so many working days before the last day. */
  warnings: readonly number[];
  /** So many working days late, it rises to the efficiency office; to the lead on the first. */
  escalation: number;
}

/**
 * What is to be said about a running clock up to the day `today`: after a standstill the newest of each kind, not one for each
 * day gone by. Source: domain.md §4 (warnings before a deadline, at it, and daily after it); FA-2.3.1-m.
 */
export function warningsUpTo(
  today: Day,
  { startedAt, deadline, length, lateness }: WarnedClock,
  { calendar, warnings, escalation }: WarningTimes,
): Warning[] {
  if (today <= deadline.day) {
    if (today === deadline.day) return [{ kind: 'at', day: today }];
    const before = warnings
      .filter((n) => n < length)
      .map((n) => workingDaysBefore(deadline.day, n, calendar))
      .filter((day) => day <= today && day > dayOf(startedAt) && day < deadline.day)
      .sort();
    const nearest = before[before.length - 1];
    return nearest ? [{ kind: 'before', day: nearest }] : [];
  }
  const after = (n: number): Day => addWorkingDays(deadline.day, n, calendar).day;
  const first = after(1);
  if (!lateness || today < first) return [];
  const rises = after(escalation);
  return [
    { kind: 'to_lead', day: first },
    ...(today >= rises ? [{ kind: 'to_efficiency_office', day: rises } as const] : []),
    ...(isWorkday(today, calendar) ? [{ kind: 'late', day: today } as const] : []),
  ];
}
