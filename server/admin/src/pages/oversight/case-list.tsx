import { useMemo } from 'react';
import type { CaseRow, OversightList, OversightPeriod } from '@haochaping/shared/contracts';
import { useOversightCases } from '../../api/oversight.js';
import { formatMonthDay, formatRatedOn } from '../../format.js';
import { LevelMark } from '../../ui/marks.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { usePlace } from '../../ui/place.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Pager } from '../../ui/table/pager.js';
import { titleColumn } from '../../ui/table/title-column.js';
import type { Filters } from '../../ui/table/use-filters.js';

const PAGE_SIZE = 20;
const EMPTY: Readonly<Record<OversightList, string>> = {
  revoked: '这段时间评的差评，没有撤销的。',
  unsatisfied: '这段时间评的差评，没有评价人说对答复不满意的。',
  overdue: '现在没有超期的差评。',
};

function columnsFor(list: string, leave: (id: string) => void): Column<CaseRow>[] {
  return [
    {
      key: 'level',
      title: '等级',
      width: '132px',
      render: (row) => <LevelMark level={row.level} name={row.levelName} />,
    },
    titleColumn({ title: '什么事，办到哪一步', under: '/cases', list, leave, below: stepOf }),
    {
      key: 'institution',
      title: '承办部门',
      width: '26%',
      from: 'medium',
      render: (row) => <span title={row.institutionName}>{row.institutionName}</span>,
    },
    {
      key: 'week',
      title: '评价时间',
      width: '168px',
      from: 'medium',
      render: (row) => formatRatedOn(row.week, 'short'),
    },
  ];
}

/** How it ended, or who is waited for and until when. */
export function stepOf({ due, outcomeName, phaseName, number }: CaseRow): string {
  const now = outcomeName ?? phaseName;
  const until = due ? `，等${due.waitsFor}，${due.late ? '应在' : '最晚'}${formatMonthDay(due.day)}` : '';
  return `${now}${until} · ${number}`;
}

/** The cases of one list, each leading to its own page, where they are urged or ordered to be handled again. */
export function CaseList({
  list,
  period,
  filters,
}: {
  list: OversightList;
  period: OversightPeriod;
  filters: Pick<Filters<never>, 'page' | 'goTo'>;
}) {
  const { data, error, isPending, isPlaceholderData, refetch } = useOversightCases(
    list,
    period,
    filters.page,
    PAGE_SIZE,
  );
  const { list: address, markedId, leave } = usePlace(data !== undefined && !isPlaceholderData);
  const columns = useMemo(() => columnsFor(address, leave), [address, leave]);
  if (isPending) return <LoadingRows />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) return <EmptyNotice>{EMPTY[list]}</EmptyNotice>;
  return (
    <>
      <DataTable
        caption="要督查的差评"
        columns={columns}
        rows={data.items}
        rowId={(row) => row.id}
        markedId={markedId}
        busy={isPlaceholderData}
      />
      <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
    </>
  );
}
