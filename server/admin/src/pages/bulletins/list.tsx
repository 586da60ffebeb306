import { useMemo } from 'react';
import type { BulletinView } from '@haochaping/shared/contracts';
import { useBulletins } from '../../api/bulletins.js';
import { useMay } from '../../api/session.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { usePlace } from '../../ui/place.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Pager } from '../../ui/table/pager.js';
import { titleColumn } from '../../ui/table/title-column.js';
import { useFilters } from '../../ui/table/use-filters.js';

const PAGE_SIZE = 20;
const NONE = [] as const;

const readOf = ({ units }: BulletinView): string =>
  units.length === 0 ? '' : `${units.filter(({ read }) => read).length} / ${units.length} 个单位看过`;

function columnsFor(list: string, leave: (id: string) => void): Column<BulletinView>[] {
  return [
    titleColumn({
      title: '标题',
      under: '/bulletins',
      list,
      leave,
      below: ({ number, audienceName }) => `${audienceName} · ${number}`,
    }),
    { key: 'state', title: '办到哪一步', width: '140px', render: ({ stateName }) => stateName },
    { key: 'read', title: '回执', width: '170px', from: 'medium', render: readOf },
  ];
}

/** Cases others are to learn from; a department sees what was sent to it. FA-2.3.2-b */
export function Component() {
  const filters = useFilters(NONE);
  const writes = useMay('bulletins.write');
  const { data, error, isPending, isPlaceholderData, refetch } = useBulletins(filters.page, PAGE_SIZE);
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  const columns = useMemo(() => columnsFor(list, leave), [list, leave]);
  return (
    <Page
      title="通报和案例"
      keepsFocus={restores}
      lead={
        writes
          ? '从一件差评的页面上写；一个人写，另一个人看过才发出。'
          : '发给您单位的通报。打开就记下看过了。'
      }
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice>
          {writes ? '还没有写过。打开一件差评，点“写通报”。' : '没有发给您单位的通报。'}
        </EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="通报和案例"
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
