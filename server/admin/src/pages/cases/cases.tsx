import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { CASE_LISTS, type CaseList, type CasePage } from '@haochaping/shared/contracts';
import { useCases } from '../../api/cases.js';
import { useSession } from '../../api/session.js';
import { formatCounted } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { usePlace } from '../../ui/place.js';
import { SaveList } from '../../ui/save-list.js';
import { DataTable } from '../../ui/table/data-table.js';
import { FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { columnsFor } from './columns.js';
import { GiveMany } from './give-many.js';
import './cases.css';

const PAGE_SIZE = 20;
const FILTER_NAMES = ['list', 'search'] as const;
const FORMS = { list: /^(?:late|others|ledger|closed)$/ } as const;

const LISTS: Readonly<Record<CaseList, { name: string; empty: string }>> = {
  mine: { name: '等我办', empty: '没有等您办的差评和投诉。' },
  late: { name: '超期', empty: '没有超期的差评和投诉。' },
  others: { name: '等别人', empty: '没有在等别人的差评和投诉。' },
  ledger: { name: '台账', empty: '没有进台账、限期整改的差评和投诉。' },
  closed: { name: '办结', empty: '还没有办结的差评和投诉。' },
};

const without = (all: ReadonlySet<string>, id: string) => [...all].filter((one) => one !== id);

const nameWithCount = (list: CaseList, counts: CasePage['counts'] | undefined) => {
  const count = list === 'closed' || list === 'ledger' ? undefined : counts?.[list];
  return count ? `${LISTS[list].name} ${formatCounted(count)}` : LISTS[list].name;
};

/** Poor ratings and complaints on their way, by what is to be done: what waits for the one who looks comes first. */
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
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [given, setGiven] = useState('');
  const gives = useSession().role === 'center' && list !== 'closed';
  const columns = useMemo(() => {
    const toggle = (id: string) => {
      setGiven('');
      setChosen((before) => new Set(before.has(id) ? without(before, id) : [...before, id]));
    };
    return columnsFor(address, leave, gives ? { chosen, toggle } : null);
  }, [address, leave, gives, chosen]);
  // What is not on the page is not chosen: one gives what one sees.
  const [first, ...others] = data?.items.filter(({ id }) => chosen.has(id)) ?? [];
  const empty = data?.items.length === 0;
  return (
    <Page
      title="差评办理"
      keepsFocus={place.restores}
      lead={
        <span role="status">
          {data && `${LISTS[list].name}，共 ${formatCounted(data.total, '件')}，急的在前`}
        </span>
      }
    >
      <FilterBar>
        <Segmented
          aria-label="看哪一栏"
          value={list}
          options={CASE_LISTS.map((value) => ({ value, label: nameWithCount(value, data?.counts) }))}
          onChange={(value) => filters.set({ list: value === 'mine' ? undefined : value })}
        />
        <SearchBox
          label="查找"
          hint="编号或事项"
          value={search}
          onChange={(value) => filters.set({ search: value })}
        />
        <SaveList
          path="/staff/cases/export.xlsx"
          query={{ list, search }}
          name={`差评 ${LISTS[list].name}`}
          total={data?.total}
        />
      </FilterBar>
      {given && (
        <p className="notice" data-tone="good" role="status">
          {given}
        </p>
      )}
      {first && (
        <GiveMany
          key={first.id}
          chosen={[first, ...others]}
          onDone={(message) => {
            setChosen(new Set());
            setGiven(message);
          }}
        />
      )}
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {empty && (
        <EmptyNotice>{search ? '没有找到。请换几个字，或看看别的一栏。' : LISTS[list].empty}</EmptyNotice>
      )}
      {data && !empty && (
        <>
          <DataTable
            caption="差评和投诉，急的在前"
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
