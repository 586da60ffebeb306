import { Segmented } from 'antd';
import { useMemo } from 'react';
import type { AppealQuery, AppealRow } from '@haochaping/shared/contracts';
import { useAppeals } from '../../api/appeals.js';
import { formatCounted, formatInstant } from '../../format.js';
import { DueMark } from '../../ui/due-mark.js';
import { LevelMark } from '../../ui/marks.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { usePlace } from '../../ui/place.js';
import { SaveList } from '../../ui/save-list.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { FilterBar } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { titleColumn } from '../../ui/table/title-column.js';
import { useFilters } from '../../ui/table/use-filters.js';

type State = AppealQuery['state'];
const PAGE_SIZE = 20;
const FILTER_NAMES = ['state'] as const;
const FORMS = { state: /^(?:upheld|dismissed|withdrawn|moot)$/ } as const;

const STATES: readonly { value: State; label: string; empty: string }[] = [
  { value: 'reviewing', label: '等决定', empty: '没有等着决定的申诉。' },
  { value: 'upheld', label: '成立', empty: '没有成立的申诉。' },
  { value: 'dismissed', label: '不成立', empty: '没有不成立的申诉。' },
  { value: 'withdrawn', label: '撤回', empty: '没有撤回的申诉。' },
  { value: 'moot', label: '不用再决定', empty: '没有因为评价已经撤销而不用再决定的申诉。' },
];

function columnsFor(list: string, leave: (id: string) => void): Column<AppealRow>[] {
  return [
    {
      key: 'due',
      title: '期限',
      width: '184px',
      render: (row) => <DueMark due={row.due} ended={row.stateName} />,
    },
    {
      key: 'level',
      title: '等级',
      width: '132px',
      render: (row) => <LevelMark level={row.level} name={row.levelName} />,
    },
    titleColumn({ title: '评的什么事', under: '/appeals', list, leave, below: ({ number }) => number }),
    {
      key: 'institution',
      title: '申诉的单位，为谁',
      width: '26%',
      from: 'medium',
      render: (row) => (
        <>
          <span title={row.institutionName}>{row.institutionName}</span>
          <span className="second-line">为{row.appellantName}</span>
        </>
      ),
    },
    {
      key: 'at',
      title: '提出时间',
      width: '118px',
      from: 'medium',
      render: (row) => formatInstant(row.submittedAt),
    },
  ];
}

/** What the rated side said against poor ratings, by where it stands. */
export function Component() {
  const filters = useFilters(FILTER_NAMES, FORMS);
  const state = (filters.values.state ?? 'reviewing') as State;
  const { data, error, isPending, isPlaceholderData, refetch } = useAppeals(state, filters.page, PAGE_SIZE);
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  const columns = useMemo(() => columnsFor(list, leave), [list, leave]);
  const chosen = STATES.find(({ value }) => value === state);
  const empty = data?.items.length === 0;
  return (
    <Page
      title="申诉"
      keepsFocus={restores}
      lead={<span role="status">{data && `${chosen?.label}的，共 ${formatCounted(data.total, '份')}`}</span>}
    >
      <FilterBar>
        <Segmented
          aria-label="哪些申诉"
          value={state}
          options={STATES.map(({ value, label }) => ({ value, label }))}
          onChange={(value) => filters.set({ state: value === 'reviewing' ? undefined : value })}
        />
        <SaveList
          path="/staff/appeals/export.xlsx"
          query={{ state }}
          name={`申诉 ${chosen?.label}`}
          total={data?.total}
        />
      </FilterBar>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {empty && <EmptyNotice>{chosen?.empty}</EmptyNotice>}
      {data && !empty && (
        <>
          <DataTable
            caption="申诉"
            columns={columns}
            rows={data.items}
            rowId={(row) => row.id}
            markedId={markedId}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </Page>
  );
}
