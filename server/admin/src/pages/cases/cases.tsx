import { Segmented } from 'antd';
import { useMemo } from 'react';
import { CASE_LISTS, type CaseList, type CasePage, type CaseRow } from '@haochaping/shared/contracts';
import { useCases } from '../../api/cases.js';
import { formatCount } from '../../format.js';
import { DueMark } from '../../ui/due-mark.js';
import { LevelMark } from '../../ui/marks.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { usePlace } from '../../ui/place.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { RowLink } from '../../ui/table/row-link.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { SaveList } from './files/papers.js';
import './cases.css';

const PAGE_SIZE = 20;
const FILTER_NAMES = ['list', 'search'] as const;
const FORMS = { list: /^(?:late|others|closed)$/ } as const;

const LISTS: Readonly<Record<CaseList, { name: string; empty: string }>> = {
  mine: { name: '等我办', empty: '没有等您办的差评。' },
  late: { name: '超期', empty: '没有超期的差评。' },
  others: { name: '等别人', empty: '没有在等别人的差评。' },
  closed: { name: '办结', empty: '还没有办结的差评。' },
};

function columnsFor(list: string, leave: (id: string) => void): Column<CaseRow>[] {
  return [
    {
      key: 'due',
      title: '期限',
      width: '140px',
      render: (row) => <DueMark due={row.due} ended={row.outcomeName ?? '办结'} />,
    },
    {
      key: 'level',
      title: '等级',
      width: '132px',
      from: 'medium',
      render: (row) => <LevelMark level={row.level} name={row.levelName} />,
    },
    {
      key: 'title',
      title: '什么事，办到哪一步',
      render: (row) => (
        <>
          <RowLink
            to={`/cases/${row.id}`}
            text={row.title}
            list={list}
            onLeave={() => leave(row.id)}
            title={row.title}
          />
          <span className="second-line">
            {row.phaseName}
            {row.due && `，等${row.due.waitsFor}`} · {row.number}
          </span>
        </>
      ),
    },
    {
      key: 'institution',
      title: '承办部门',
      width: '24%',
      from: 'medium',
      render: (row) => (
        <>
          <span className="first-line" title={row.institutionName}>
            {row.institutionName}
          </span>
          <span className="second-line">{row.officerName ?? '还没有经办人'}</span>
        </>
      ),
    },
  ];
}

const nameWithCount = (list: CaseList, counts: CasePage['counts'] | undefined) => {
  const count = list === 'closed' ? undefined : counts?.[list];
  return count ? `${LISTS[list].name} ${formatCount(count)}` : LISTS[list].name;
};

/** Poor ratings on their way, by what is to be done: what waits for the one who looks comes first. */
export function Component() {
  const filters = useFilters(FILTER_NAMES, FORMS);
  const list = (filters.values.list ?? 'mine') as CaseList;
  const { search } = filters.values;
  const { data, error, isPending, isPlaceholderData, refetch } = useCases(
    { list, search },
    filters.page,
    PAGE_SIZE,
  );
  const place = usePlace(data !== undefined && !isPlaceholderData);
  const { list: address, leave } = place;
  const columns = useMemo(() => columnsFor(address, leave), [address, leave]);
  const empty = data?.items.length === 0;
  return (
    <Page
      title="差评办理"
      keepsFocus={place.restores}
      lead={
        <span role="status">{data && `${LISTS[list].name}，共 ${formatCount(data.total)} 件，急的在前`}</span>
      }
    >
      <FilterBar>
        <Segmented
          aria-label="哪些差评"
          value={list}
          options={CASE_LISTS.map((value) => ({ value, label: nameWithCount(value, data?.counts) }))}
          onChange={(value) => filters.set({ list: value === 'mine' ? undefined : value })}
        />
        <SearchBox
          label="查找"
          hint="差评编号或事项"
          value={search}
          onChange={(value) => filters.set({ search: value })}
        />
        <SaveList list={list} search={search} name={LISTS[list].name} />
      </FilterBar>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {empty && (
        <EmptyNotice>{search ? '没有找到。请换几个字，或看看别的一栏。' : LISTS[list].empty}</EmptyNotice>
      )}
      {data && !empty && (
        <>
          <DataTable
            caption="差评，急的在前"
            columns={columns}
            rows={data.items}
            rowId={(row) => row.id}
            markedId={place.markedId}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </Page>
  );
}
