import { Button } from 'antd';
import { useAskedDays, useCallWindow } from '../../api/devices.js';
import { formatMonthDay } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import './window.css';

interface Day {
  day: string;
  asked: number;
  rated: number;
}

const COLUMNS: Column<Day>[] = [
  { key: 'day', title: '哪一天', render: ({ day }) => formatMonthDay(day) },
  { key: 'asked', title: '请了', width: '96px', align: 'end', render: ({ asked }) => `${asked} 次` },
  { key: 'rated', title: '评了', width: '96px', align: 'end', render: ({ rated }) => `${rated} 次` },
  {
    key: 'not',
    title: '没有评',
    width: '96px',
    align: 'end',
    render: ({ asked, rated }) => `${asked - rated} 次`,
  },
];

/** A clerk asks whoever was just served to rate, and sees by the day how often that was done; never who, never how. */
export function Component() {
  const call = useCallWindow();
  const { data, error, isPending, refetch } = useAskedDays();
  return (
    <Page title="请评价" lead="办完一件，按一下，窗口上的评价器就请办事人评。评不评、怎么评，由办事人自己。">
      <section className="card window-call" aria-label="请办事人评价">
        <Button type="primary" loading={call.isPending} onClick={() => call.mutate()}>
          请评价
        </Button>
        <p role="status">{call.isSuccess ? '评价器上已经请了。' : ''}</p>
        {call.error && <ErrorNotice error={call.error} />}
      </section>
      <section className="card" aria-labelledby="asked">
        <h2 id="asked">前些天</h2>
        {isPending && <LoadingRows rows={3} />}
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data?.items.length === 0 && <EmptyNotice>还没有记录。今天的记录明天才看得到。</EmptyNotice>}
        {data && data.items.length > 0 && (
          <DataTable
            caption="每天请了几次、评了几次"
            columns={COLUMNS}
            rows={data.items}
            rowId={({ day }) => day}
          />
        )}
      </section>
    </Page>
  );
}
