import type { CaseRow } from '@haochaping/shared/contracts';
import { Mark } from '../../ui/marks.js';

const monthDay = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** Until when the running step is due; of a closed case how it ended. */
export function DueMark({ due, outcomeName }: Pick<CaseRow, 'due' | 'outcomeName'>) {
  if (!due)
    return (
      <Mark tone="quiet" sign="✓">
        {outcomeName ?? '办结'}
      </Mark>
    );
  const day = `${monthDay(due.day)}${due.provisional ? '（暂定）' : ''}`;
  return due.late ? (
    <Mark tone="bad" sign="!">{`超期，应在${day}`}</Mark>
  ) : (
    <Mark tone="care" sign="○">{`最晚${day}`}</Mark>
  );
}
