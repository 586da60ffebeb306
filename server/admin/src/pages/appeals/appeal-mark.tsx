import type { AppealRow } from '@haochaping/shared/contracts';
import { Mark } from '../../ui/marks.js';

const monthDay = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** Until when an appeal is to be decided; of a decided one how it ended. */
export function AppealMark({ due, stateName }: Pick<AppealRow, 'due' | 'stateName'>) {
  if (!due)
    return (
      <Mark tone="quiet" sign="✓">
        {stateName}
      </Mark>
    );
  const day = `${monthDay(due.day)}${due.provisional ? '（暂定）' : ''}`;
  return due.late ? (
    <Mark tone="bad" sign="!">{`超期，应在${day}`}</Mark>
  ) : (
    <Mark tone="care" sign="○">{`最晚${day}`}</Mark>
  );
}
