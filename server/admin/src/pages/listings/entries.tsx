import { Select } from 'antd';
import { useMemo } from 'react';
import type { ListingRow } from '@haochaping/shared/contracts';
import { LISTING_STATE_NAMES, LISTING_STATES } from '@haochaping/shared/domain/listings/index';
import { useListings } from '../../api/listings.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import type { usePlace } from '../../ui/place.js';
import { SaveList } from '../../ui/save-list.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { FilterBar } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { titleColumn } from '../../ui/table/title-column.js';
import type { Filters } from '../../ui/table/use-filters.js';

const PAGE_SIZE = 20;

const columnsFor = (list: string, leave: (id: string) => void): Column<ListingRow>[] => [
  titleColumn({
    title: '谁',
    under: '/listings',
    list,
    leave,
    below: ({ periodName, listName, number }) => `${listName} · ${periodName} · ${number}`,
  }),
  {
    key: 'state',
    title: '到哪一步',
    width: '132px',
    render: ({ state, stateName, answerBy }) => (
      <>
        {stateName}
        {state === 'listed' && <span className="second-line">说明到 {answerBy}</span>}
      </>
    ),
  },
];

interface EntryListProps {
  filters: Filters<'list' | 'state'>;
  place: ReturnType<typeof usePlace>;
  listings: ReturnType<typeof useListings>;
  decides: boolean;
}

export const useEntries = ({ values, page }: Filters<'list' | 'state'>) =>
  useListings({ list: values.list, state: values.state }, page, PAGE_SIZE);

/** What stands on lists: an office its own, everybody else what is about themselves. */
export function EntryList({ filters, place: { list, markedId, leave }, listings, decides }: EntryListProps) {
  const { data, error, isPending, isPlaceholderData, refetch } = listings;
  const { state, list: which } = filters.values;
  const columns = useMemo(() => columnsFor(list, leave), [list, leave]);
  return (
    <>
      {decides && (
        <FilterBar>
          <Select
            className="listing-period"
            aria-label="到哪一步"
            value={state ?? ''}
            options={[
              { value: '', label: '每一步的' },
              ...LISTING_STATES.map((one) => ({ value: one, label: LISTING_STATE_NAMES[one] })),
            ]}
            onChange={(value: string) => filters.set({ state: value || undefined })}
          />
          <SaveList
            path="/staff/listings/export.xlsx"
            query={{ list: which, state }}
            name="奖惩名单"
            total={data?.total}
          />
        </FilterBar>
      )}
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice>{decides ? '没有。' : '没有说到您或您单位的名单。'}</EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="奖惩名单"
            wraps
            columns={columns}
            rows={data.items}
            rowId={({ id }) => id}
            markedId={markedId}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </>
  );
}
