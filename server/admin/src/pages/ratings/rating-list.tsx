import { HANDLING_ROLES } from '@haochaping/shared/domain/rating/rated-side';
import { RATED_SIDE_ROLES } from '@haochaping/shared/domain/people/staff';
import { Button } from 'antd';
import { useMemo } from 'react';
import type { StaffRatingPage } from '@haochaping/shared/contracts';
import { useRatings } from '../../api/ratings.js';
import { useSession } from '../../api/session.js';
import { formatCounted, formatRatedOn } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { DeliveryMark, LevelMark, StandingMark } from '../../ui/marks.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Pager } from '../../ui/table/pager.js';
import { usePlace } from '../../ui/place.js';
import { ListLead } from '../../ui/table/list-lead.js';
import { titleColumn } from '../../ui/table/title-column.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { FILTER_FORMS, FILTER_NAMES, justSide, RatingFilters } from './rating-filters.js';

type Row = StaffRatingPage['items'][number];
const PAGE_SIZE = 20;

function columnsFor(ratedSide: boolean, list: string, leave: (id: string) => void): Column<Row>[] {
  const columns: Column<Row>[] = [
    {
      key: 'at',
      title: '评价时间',
      width: ratedSide ? '168px' : '118px',
      render: (row) => formatRatedOn(row.ratedOn, 'short'),
    },
    {
      key: 'level',
      title: '等级',
      width: '122px',
      render: (row) => <LevelMark level={row.level} name={row.levelName} />,
    },
    titleColumn({
      title: '办了什么，在哪里',
      under: '/ratings',
      list,
      leave,
      below: ({ place, standing }) => (
        <>
          {place} {standing !== 'adopted' && <StandingMark standing={standing} />}
        </>
      ),
      belowInFull: ({ place }) => place,
    }),
    {
      key: 'institution',
      title: '单位',
      width: '22%',
      from: 'medium',
      render: (row) => <span title={row.institutionName}>{row.institutionName}</span>,
    },
    {
      key: 'details',
      title: '说明',
      width: ratedSide ? '72px' : '56px',
      render: (row) => (row.hasDetails ? '有' : '—'),
    },
  ];
  if (!ratedSide) {
    columns.splice(-1, 0, {
      key: 'channel',
      title: '渠道',
      width: '96px',
      from: 'wide',
      render: (row) => row.channelName,
    });
    columns.push({
      key: 'delivery',
      title: '报送',
      width: '114px',
      render: (row) => (row.delivery ? <DeliveryMark state={row.delivery} /> : '—'),
    });
  }
  return columns;
}

/** Every rating the signed-in person may see, newest first. */
export function Component() {
  const { role } = useSession();
  const filters = useFilters(FILTER_NAMES, FILTER_FORMS);
  const sides = HANDLING_ROLES.includes(role);
  const own = sides && filters.values.side === 'own';
  const ratedSide = own || RATED_SIDE_ROLES.includes(role);
  // Whose list it is narrows nothing down.
  const narrowed = Object.keys(filters.values).some((name) => name !== 'side');
  const { data, error, isPending, isPlaceholderData, refetch } = useRatings(
    filters.values,
    filters.page,
    PAGE_SIZE,
  );
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  const columns = useMemo(() => columnsFor(ratedSide, list, leave), [ratedSide, list, leave]);
  const clear = () => filters.set(justSide(own));
  const empty = data && data.items.length === 0;
  return (
    <Page
      title="评价"
      keepsFocus={restores}
      lead={
        <ListLead
          text={
            data &&
            `共 ${formatCounted(data.total, '条')}${own ? '。为保护评价人，评本单位的晚一些、合在一起看' : ''}`
          }
          filters={{ any: narrowed, clear }}
        />
      }
    >
      <RatingFilters filters={filters} sides={sides} ratedSide={ratedSide} />
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {empty && narrowed && (
        <EmptyNotice action={<Button onClick={clear}>清除筛选</Button>}>
          没有符合这些条件的评价。换一个条件，或清除筛选看全部。
        </EmptyNotice>
      )}
      {empty && !narrowed && (
        <EmptyNotice>
          {ratedSide
            ? '还没有能看的评价。评价要过一段时间、和别的评价放在一起，才列在这里，不让人猜出是谁评的。'
            : '还没有评价。有人评价后，会立刻出现在这里。'}
        </EmptyNotice>
      )}
      {data && !empty && (
        <>
          <DataTable
            caption="评价列表，新的在前"
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
