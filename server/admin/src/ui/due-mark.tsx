import { dayOf, formatMonthDay } from '../format.js';
import { Mark } from './marks.js';

interface DueMarkProps {
  /** The clock that runs; null when none does. */
  due: { day: string; provisional: boolean; late: boolean } | null;
  /** How it ended, said when no clock runs. */
  ended: string;
}

/** The last day as it is said: what presses by its own word. */
function untilOf(day: string, now = new Date()): string {
  if (day === dayOf(now)) return '今天到期';
  return day === dayOf(now, 1) ? '明天到期' : `最晚${formatMonthDay(day, now)}`;
}

/** Until when the running step is due; of what is over how it ended. */
export function DueMark({ due, ended }: DueMarkProps) {
  if (!due)
    return (
      <Mark tone="quiet" sign="✓">
        {ended}
      </Mark>
    );
  const day = formatMonthDay(due.day);
  const unsure = due.provisional && '（暂定）';
  // With its year it is too long for the column of a list.
  if (due.late && day.includes('年'))
    return (
      <>
        <Mark tone="bad" sign="!">
          超期
        </Mark>{' '}
        <span className="second-line">
          应在{day}
          {unsure}
        </span>
      </>
    );
  return (
    <>
      {due.late ? (
        <Mark tone="bad" sign="!">{`超期，应在${day}`}</Mark>
      ) : (
        <Mark tone="care" sign="○">
          {untilOf(due.day)}
        </Mark>
      )}
      {unsure && <span className="second-line">{unsure}</span>}
    </>
  );
}
