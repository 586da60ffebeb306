import type { RetentionReport } from '@haochaping/shared/contracts';
import { useRetentionReports } from '../../api/retention.js';
import { formatInstant } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';

const SHOWN = 7;

const COLUMNS: Column<RetentionReport>[] = [
  { key: 'startedAt', title: '什么时候', width: '130px', render: (row) => formatInstant(row.startedAt) },
  {
    key: 'rules',
    title: '清理了什么',
    render: (row) => {
      const removed = row.rules.filter((rule) => rule.removed > 0);
      if (removed.length === 0) return '没有到期的';
      return removed.map(({ what, removed: count }) => `${what} ${count} 项`).join('，');
    },
  },
  {
    key: 'seconds',
    title: '用时',
    width: '100px',
    align: 'end',
    render: (row) => (row.seconds === null ? '正在清理' : `${Math.ceil(row.seconds)} 秒`),
  },
];

/** What was removed lately because its time was over. */
export function RetentionSection() {
  const { data, error, isPending, refetch } = useRetentionReports(SHOWN);
  return (
    <section aria-labelledby="retention-title">
      <h2 id="retention-title">按保存期限清理</h2>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <LoadingRows rows={2} />}
      {data?.items.length === 0 && <EmptyNotice>还没有清理过，每天凌晨3:30清理一次。</EmptyNotice>}
      {data && data.items.length > 0 && (
        <DataTable caption="最近的清理" columns={COLUMNS} rows={data.items} rowId={(row) => row.id} />
      )}
    </section>
  );
}
