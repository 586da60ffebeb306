import { Segmented } from 'antd';
import type { InvitedFigures } from '@haochaping/shared/contracts';
import { useInvited } from '../../api/coverage.js';
import { dayOf, formatCount } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Rule } from '../../ui/rule.js';
import { SaveList } from '../../ui/save-list.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { DayRange, FilterBar } from '../../ui/table/filter-bar.js';
import type { Filters } from '../../ui/table/use-filters.js';
import { Share } from './share.js';

type Counts = InvitedFigures['total'];
type Window = InvitedFigures['windows'][number];
const BACK_DAYS = 29;

function countColumns<Row extends Counts>(): Column<Row>[] {
  return [
    {
      key: 'invited',
      title: '请了',
      width: '90px',
      align: 'end',
      render: ({ invited }) => formatCount(invited),
    },
    {
      key: 'opened',
      title: '打开了',
      width: '130px',
      from: 'medium',
      align: 'end',
      render: ({ opened, invited }) => <Share part={opened} whole={invited} />,
    },
    {
      key: 'rated',
      title: '评了',
      width: '130px',
      align: 'end',
      render: ({ rated, invited }) => <Share part={rated} whole={invited} />,
    },
  ];
}

const CHANNEL_COLUMNS: Column<InvitedFigures['channels'][number]>[] = [
  { key: 'channel', title: '渠道', render: ({ name }) => name },
  ...countColumns<InvitedFigures['channels'][number]>(),
];

const WINDOW_COLUMNS: Column<Window>[] = [
  {
    key: 'window',
    title: '窗口',
    render: ({ name, place }) => (
      <>
        <span title={name}>{name}</span>
        <span className="second-line" title={place}>
          {place}
        </span>
      </>
    ),
  },
  ...countColumns<Window>(),
  {
    key: 'screen',
    title: '评价器上请过',
    width: '120px',
    from: 'medium',
    align: 'end',
    render: ({ onScreen }) => (onScreen > 0 ? `${formatCount(onScreen)} 次` : '没有'),
  },
];

const LISTS = {
  all: { label: '全部', holds: () => true },
  screen: { label: '评价器上从没请过', holds: ({ onScreen }: Window) => onScreen === 0 },
  unrated: { label: '一个也没评', holds: ({ rated }: Window) => rated === 0 },
} as const;
type List = keyof typeof LISTS;

/** How many services people were asked to rate in some days, and how many they did: by channel, by window. */
export function Invited({ filters }: { filters: Filters<'from' | 'to' | 'list'> }) {
  const today = new Date();
  const { from = dayOf(today, -BACK_DAYS), to = dayOf(today) } = filters.values;
  const list: List = (filters.values.list as List | undefined) ?? 'all';
  const { data, error, isPending, refetch } = useInvited({ from, to });
  const windows = data?.windows.filter(LISTS[list].holds) ?? [];
  return (
    <>
      <FilterBar>
        <DayRange label="哪些天" from={from} to={to} onChange={(days) => filters.set(days)} />
        <SaveList
          path="/staff/coverage/invited/export.xlsx"
          query={{ from, to }}
          name={`评价邀请（${from}至${to}）`}
          total={data?.total.invited}
        />
      </FilterBar>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.total.invited === 0 && <EmptyNotice>这些天没有业务系统报来服务，没有请谁评价。</EmptyNotice>}
      {data && data.total.invited > 0 && (
        <div className="coverage-parts">
          <Total total={data.total} />
          <section aria-labelledby="channels">
            <h2 id="channels">按渠道</h2>
            <DataTable
              caption="按渠道"
              columns={CHANNEL_COLUMNS}
              rows={data.channels}
              rowId={({ channel }) => channel}
            />
          </section>
          <section aria-labelledby="windows">
            <h2 id="windows">按窗口</h2>
            <div className="filters">
              <Segmented
                aria-label="哪些窗口"
                value={list}
                options={(Object.keys(LISTS) as List[]).map((value) => ({
                  value,
                  label: `${LISTS[value].label} ${data.windows.filter(LISTS[value].holds).length}`,
                }))}
                onChange={(value) => filters.set({ list: value === 'all' ? undefined : value })}
              />
            </div>
            {windows.length === 0 ? (
              <EmptyNotice>没有这样的窗口。</EmptyNotice>
            ) : (
              <DataTable
                caption="按窗口"
                columns={WINDOW_COLUMNS}
                rows={windows}
                rowId={({ code }) => code}
              />
            )}
          </section>
          <Messages sms={data.sms} />
          <Rule>
            <p>{data.rule}</p>
          </Rule>
        </div>
      )}
    </>
  );
}

function Total({ total: { invited, opened, rated } }: { total: Counts }) {
  return (
    <p className="coverage-total" role="status">
      请人评了 <b>{formatCount(invited)}</b> 次服务，打开了{' '}
      <b>
        <Share part={opened} whole={invited} />
      </b>
      ，评了{' '}
      <b>
        <Share part={rated} whole={invited} />
      </b>
    </p>
  );
}

/** The messages that invite: whether they arrived, as the gateway told. */
function Messages({
  sms: { waiting, sent, delivered, failed, unanswered, failures },
}: Pick<InvitedFigures, 'sms'>) {
  if (waiting + sent + failed === 0) return null;
  const why = failures.map(({ reason, times }) => `${reason} ${formatCount(times)}`).join('，');
  return (
    <section aria-labelledby="invite-sms">
      <h2 id="invite-sms">请人评价的短信</h2>
      <p>
        发出 <b>{formatCount(sent)}</b> 条，送达{' '}
        <b>
          <Share part={delivered} whole={sent} />
        </b>
        {failed > 0 && (
          <>
            ，没有送达 <b>{formatCount(failed)}</b>（{why}）
          </>
        )}
        {unanswered > 0 && (
          <>
            ，还没有回执 <b>{formatCount(unanswered)}</b>
          </>
        )}
        {waiting > 0 && (
          <>
            ；等着发 <b>{formatCount(waiting)}</b>（夜里的到早上发）
          </>
        )}
      </p>
    </section>
  );
}
