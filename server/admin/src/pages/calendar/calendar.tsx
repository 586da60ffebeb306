import { useState } from 'react';
import type { CalendarView } from '@haochaping/shared/contracts';
import { useCalendar } from '../../api/calendar.js';
import { useMay } from '../../api/session.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { NoticeImport } from './notice-import.js';
import { YearCard } from './year-card.js';
import './calendar.css';

function Missing({ missing, mayImport }: { missing: CalendarView['missing']; mayImport: boolean }) {
  if (!missing) return null;
  return (
    <div className="notice" data-tone={missing.pressing ? 'bad' : undefined} role="status">
      <p>
        {missing.year}年的放假安排还没有导入。
        {missing.pressing
          ? '现在的期限已经算到那一年，暂时只按周一至周五算，会不准。'
          : '导入以前，算到那一年的期限只是暂定的。'}
        {mayImport ? '通知一发出就请导入。' : '由系统管理员导入。'}
      </p>
    </div>
  );
}

function Years({ calendar }: { calendar: CalendarView }) {
  const mayImport = useMay('calendar.import');
  const [imported, setImported] = useState<number>();
  const { years, missing } = calendar;
  const newest = years[0]?.year;
  return (
    <div className="calendar">
      <Missing missing={missing} mayImport={mayImport} />
      {imported && (
        <div className="notice" data-tone="good" role="status">
          <p>{imported}年的放假安排导入好了，期限已经按它算。</p>
        </div>
      )}
      {mayImport && (
        <NoticeImport
          key={imported ?? 'first'}
          suggested={missing?.year ?? (newest ?? new Date().getFullYear()) + 1}
          onImported={setImported}
        />
      )}
      <section className="calendar-years" aria-labelledby="years-title">
        <h2 id="years-title">各年的放假安排</h2>
        {years.map((year) => (
          <YearCard
            key={`${year.year} ${year.revision}`}
            year={year}
            open={year.year === (imported ?? newest)}
          />
        ))}
      </section>
    </div>
  );
}

/** Which days are worked, year by year, and the State Council's notice pasted in when a year is missing. */
export function Component() {
  const { data, error, isPending, refetch } = useCalendar();
  return (
    <Page
      title="工作日历"
      lead="回访、整改、申诉的期限都按工作日算：周一至周五上班，放假和调休照国务院的通知。"
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <LoadingRows rows={6} />}
      {data && <Years calendar={data} />}
    </Page>
  );
}
