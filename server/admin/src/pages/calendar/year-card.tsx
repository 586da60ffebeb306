import type { CalendarYearView } from '@haochaping/shared/contracts';
import { formatInstantFull } from '../../format.js';
import { dayWords, rangesWords } from './day-words.js';

function Days({ title, days, none }: { title: string; days: readonly string[]; none: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {days.length === 0 ? (
          none
        ) : (
          <ul className="calendar-days">
            {days.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}

/** One year as it counts now; opened by hand, the newest of itself. */
export function YearCard({ year, open }: { year: CalendarYearView; open: boolean }) {
  const { source, daysOff, workdays, importedAt, importedByName } = year;
  return (
    <details className="card calendar-year" open={open}>
      <summary>
        <h3>{year.year}年</h3>
        <span>{importedAt ? source : '随系统带来的'}</span>
      </summary>
      <dl className="facts">
        <Days title="放假" days={rangesWords(daysOff, year.year)} none="没有" />
        <Days title="周末上班" days={workdays.map((day) => dayWords(day, year.year))} none="没有" />
        <div>
          <dt>来历</dt>
          <dd>
            {importedAt
              ? `${importedByName} ${formatInstantFull(importedAt)} 导入`
              : `随系统带来的，取自 ${source}`}
            {year.revision > 1 && `，第${year.revision}次`}
          </dd>
        </div>
      </dl>
    </details>
  );
}
