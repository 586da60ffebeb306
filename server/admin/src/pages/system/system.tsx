import { Button } from 'antd';
import type { DeadEffect } from '@haochaping/shared/contracts';
import { useDeadEffects, useRetryEffect } from '../../api/effects.js';
import { useMay } from '../../api/session.js';
import { formatInstant } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Pager } from '../../ui/table/pager.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { Mailbox } from '../feedback/mailbox.js';
import { RetentionSection } from './retention.js';

const NO_FILTERS: readonly never[] = [];
const PAGE_SIZE = 20;

function useColumns(): { columns: Column<DeadEffect>[]; error: Error | null } {
  const mayRetry = useMay('effects.retry');
  const retry = useRetryEffect();
  const columns: Column<DeadEffect>[] = [
    { key: 'since', title: '停下的时间', width: '130px', render: (row) => formatInstant(row.since) },
    { key: 'kind', title: '什么工作', width: '16%', render: (row) => row.kindName },
    {
      key: 'subject',
      title: '编号',
      width: '22%',
      render: (row) => <span title={row.subject}>{row.subject}</span>,
    },
    { key: 'attempts', title: '试过', width: '72px', align: 'end', render: (row) => `${row.attempts} 次` },
    {
      key: 'error',
      title: '最后一次的差错',
      render: (row) => <span title={row.lastError}>{row.lastError}</span>,
    },
  ];
  if (mayRetry) {
    columns.push({
      key: 'retry',
      title: '办理',
      width: '116px',
      render: (row) => (
        <Button
          size="small"
          loading={retry.isPending && retry.variables === row.id}
          onClick={() => retry.mutate(row.id)}
        >
          再做一次
        </Button>
      ),
    });
  }
  return { columns, error: retry.error };
}

/** Background work that stopped, with its last error, to be tried again by hand. */
export function Component() {
  const { page, goTo } = useFilters(NO_FILTERS);
  const { data, error, isPending, isPlaceholderData, refetch } = useDeadEffects(page, PAGE_SIZE);
  const { columns, error: retryError } = useColumns();
  const mayReadRetention = useMay('retention.list');
  return (
    <Page title="系统" lead="多次没有做成、停下来等人看的后台工作。数据没有丢，可以再做一次。">
      <Mailbox />
      {retryError && <ErrorNotice error={retryError} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <LoadingRows rows={4} />}
      {data?.items.length === 0 && <EmptyNotice>没有停下的工作，一切都在正常进行。</EmptyNotice>}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="停下的后台工作"
            columns={columns}
            rows={data.items}
            rowId={(row) => row.id}
            busy={isPlaceholderData}
          />
          <Pager page={page} pageSize={PAGE_SIZE} total={data.total} onChange={goTo} />
        </>
      )}
      {mayReadRetention && <RetentionSection />}
    </Page>
  );
}
