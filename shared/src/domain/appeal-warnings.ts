import { APPEAL_TIMES, appealDeadline, type Appeal } from './appeals.js';
import { warningsUpTo } from './calendar/warnings.js';
import type { WorkCalendar } from './calendar/calendar.js';
import type { Day } from './calendar/days.js';
import { CASE_TIMES } from './cases/times.js';

/** Whom a warning about an appeal goes to: who decides, and who sees to it that they do. */
export type AppealAudience = 'center' | 'oversight';
export type AppealNoticeKind =
  'appeal_due_soon' | 'appeal_due_today' | 'appeal_late' | 'appeal_late_elsewhere';
export interface AppealWarning {
  /** Names the step, its deadline, the kind and the day: given once, whoever runs and however often. */
  key: string;
  to: AppealAudience;
  kind: AppealNoticeKind;
}

/**
 * What is to be said on the day `today` about the time of an open appeal: to whom it waits for before its last day, on it and each
 * working day after it, and once to the oversight offices when it is late. Source: domain.md §4; FA-3.3-f.
 * @param recused the centre steps aside from the case, as it stands now: the oversight offices decide
 */
export function appealWarnings(
  appeal: Appeal,
  recused: boolean,
  today: Day,
  calendar: WorkCalendar,
  times = APPEAL_TIMES,
): AppealWarning[] {
  const deadline = appealDeadline(appeal, calendar, times);
  if (!deadline) return [];
  const judges: AppealAudience = recused ? 'oversight' : 'center';
  const { warnings, escalation } = CASE_TIMES;
  const told = warningsUpTo(
    today,
    { startedAt: appeal.submittedAt, deadline, length: times.decision, lateness: true },
    { calendar, warnings, escalation },
  );
  return told.flatMap(({ kind, day }): AppealWarning[] => {
    const key = `${appeal.state}.${deadline.day}.${kind}.${day}`;
    switch (kind) {
      case 'before':
        return [{ key, to: judges, kind: 'appeal_due_soon' }];
      case 'at':
        return [{ key, to: judges, kind: 'appeal_due_today' }];
      case 'late':
        return [{ key, to: judges, kind: 'appeal_late' }];
      case 'to_lead':
        // Where the oversight offices decide themselves, they are told that it is late as such.
        return recused ? [] : [{ key, to: 'oversight', kind: 'appeal_late_elsewhere' }];
      case 'to_efficiency_office':
        return [];
    }
  });
}
