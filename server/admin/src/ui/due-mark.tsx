import { monthDay } from '@haochaping/shared/domain/calendar/days';
import { Mark } from './marks.js';

interface DueMarkProps {
  /** The clock that runs; null when none does. */
  due: { day: string; provisional: boolean; late: boolean } | null;
  /** How it ended, said when no clock runs. */
  ended: string;
}

/** Until when the running step is due; of what is over how it ended. */
export function DueMark({ due, ended }: DueMarkProps) {
  if (!due)
    return (
      <Mark tone="quiet" sign="✓">
        {ended}
      </Mark>
    );
  const day = monthDay(due.day);
  return (
    <>
      {due.late ? (
        <Mark tone="bad" sign="!">{`超期，应在${day}`}</Mark>
      ) : (
        <Mark tone="care" sign="○">{`最晚${day}`}</Mark>
      )}
      {due.provisional && <span className="second-line">（暂定）</span>}
    </>
  );
}
