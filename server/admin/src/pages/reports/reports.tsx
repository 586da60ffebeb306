import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ReportRow } from '@haochaping/shared/contracts';
import { REPORT_STATE_NAMES, REPORT_STATES } from '@haochaping/shared/domain/figures/reports';
import { useReports } from '../../api/reports.js';
import { useMay } from '../../api/session.js';
import { formatCounted, formatInstant } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { usePlace } from '../../ui/place.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { FilterBar } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { titleColumn } from '../../ui/table/title-column.js';
import { oneOf, useFilters } from '../../ui/table/use-filters.js';
import { NewReport } from './new-report.js';
import './reports.css';

const PAGE_SIZE = 20;
const NAMES = ['state'] as const;
const FORMS = { state: oneOf(REPORT_STATES) } as const;

const columnsFor = (list: string, leave: (id: string) => void): Column<ReportRow>[] => [
  {
    key: 'kind',
    title: '哪一种',
    width: '80px',
    from: 'medium',
    render: ({ kindName }) => kindName,
  },
  titleColumn({ title: '报告', under: '/reports', list, leave, below: ({ number }) => number }),
  { key: 'state', title: '到哪一步', width: '100px', render: ({ stateName }) => stateName },
  {
    key: 'drafted',
    title: '起草',
    width: '118px',
    from: 'medium',
    render: ({ draftedAt }) => formatInstant(draftedAt),
  },
];

/** Reports of every month, quarter and year; a department sees those handed back to it. FA-2.4.2-a */
export function Component() {
  const filters = useFilters(NAMES, FORMS);
  const { state } = filters.values;
  const mayEdit = useMay('reports.edit');
  const [drafting, setDrafting] = useState(false);
  const { data, error, isPending, isPlaceholderData, refetch } = useReports(state, filters.page, PAGE_SIZE);
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  const columns = useMemo(() => columnsFor(list, leave), [list, leave]);
  return (
    <Page
      title="报告"
      keepsFocus={restores}
      lead={
        <span role="status">
          {mayEdit
            ? '每个月、每季、每年过完，全市和各区县的报告自己起草好，等您改。'
            : '管委会和督查单位签发、反馈给本单位的报告。'}
          {data && `共 ${formatCounted(data.total, '份')}`}
        </span>
      }
      actions={mayEdit && !drafting && <Button onClick={() => setDrafting(true)}>起草一份</Button>}
    >
      {drafting && data && <NewReport delayDays={data.shownAfterDays} onDone={() => setDrafting(false)} />}
      {mayEdit && (
        <FilterBar>
          <Segmented
            aria-label="到哪一步"
            value={state ?? ''}
            options={[
              { value: '', label: '全部' },
              ...REPORT_STATES.map((one) => ({ value: one, label: REPORT_STATE_NAMES[one] })),
            ]}
            onChange={(value) => filters.set({ state: value || undefined })}
          />
        </FilterBar>
      )}
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice>
          {state
            ? '这一步没有报告。'
            : mayEdit
              ? '还没有报告。到期的每小时第40分自己起草；等不及，可以现在起草一份。'
              : '还没有反馈给本单位的报告。'}
        </EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="报告"
            columns={columns}
            rows={data.items}
            rowId={({ id }) => id}
            markedId={markedId}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </Page>
  );
}
