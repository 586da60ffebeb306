import type {
  ListedKind,
  StatisticsOrder,
  StatisticsRow,
  StatisticsSummary,
} from '@haochaping/shared/contracts';
import { RATED_SIDE_ROLES } from '@haochaping/shared/domain/people/staff';
import { SUBJECT_KIND_NAMES } from '@haochaping/shared/domain/figures/buckets';
import { Segmented } from 'antd';
import { Link } from 'react-router';
import { useStatisticsList } from '../../api/statistics.js';
import { useSession } from '../../api/session.js';
import { formatCount } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { SaveList } from '../../ui/save-list.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Choice } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { addressOf, periodOf, type StatisticsFilters } from './filters.js';

const PAGE_SIZE = 20;

const ORDERS: readonly { value: StatisticsOrder; label: string }[] = [
  { value: 'poor', label: '差评最多' },
  { value: 'poor_share', label: '差评率高' },
  { value: 'satisfied_share', label: '好评率高' },
  { value: 'ratings', label: '评价最多' },
];

const INSIDE = ['item', 'window', 'staff', 'hall', 'platform', 'package'] as const;

/** What can be compared inside a subject. The rated side reads neither windows nor people. */
function kindsIn(subject: StatisticsSummary['subject'], ratedSide: boolean): readonly ListedKind[] {
  if (ratedSide) return ['item', 'hall', 'platform', 'package'];
  const [item, window, ...others] = INSIDE;
  if (subject.kind === 'city') return [item, window, 'institution', 'region', ...others];
  if (subject.kind === 'region') return [item, window, 'institution', ...others];
  return subject.kind === 'institution' ? INSIDE : [];
}

const columnsFor = (filters: StatisticsFilters): Column<StatisticsRow>[] => [
  {
    key: 'name',
    title: '名称',
    render: (row) => (
      <>
        <Link
          className="first-line"
          to={addressOf(filters, row)}
          data-row-link
          title={row.name}
          onClick={() => window.scrollTo(0, 0)}
        >
          {row.name}
        </Link>
        <span className="second-line">
          {[row.institutionName, row.regionName].filter((words) => words && words !== row.name).join(' · ')}
        </span>
      </>
    ),
  },
  {
    key: 'poor',
    title: '差评',
    width: '72px',
    align: 'end',
    render: ({ poor }) => <b data-tone={poor > 0 ? 'bad' : undefined}>{formatCount(poor)}</b>,
  },
  { key: 'poorText', title: '差评率', width: '84px', align: 'end', render: ({ poorText }) => poorText },
  {
    key: 'satisfiedText',
    title: '好评率',
    width: '84px',
    align: 'end',
    from: 'small',
    render: ({ satisfiedText }) => satisfiedText,
  },
  {
    key: 'adopted',
    title: '采信',
    width: '80px',
    align: 'end',
    from: 'small',
    render: ({ adopted }) => formatCount(adopted),
  },
  {
    key: 'all',
    title: '全部',
    width: '80px',
    align: 'end',
    from: 'medium',
    render: ({ all }) => formatCount(all),
  },
  {
    key: 'ranked',
    title: '排名',
    width: '92px',
    from: 'wide',
    render: ({ ranked }) => (ranked ? '进排名' : '评价太少'),
  },
];

/** Items, windows, institutions, people … side by side; a row leads to its figures. */
export function Lists({ summary, filters }: { summary: StatisticsSummary; filters: StatisticsFilters }) {
  const kinds = kindsIn(summary.subject, RATED_SIDE_ROLES.includes(useSession().role));
  const [first] = kinds;
  return first ? <ListOf summary={summary} filters={filters} kinds={kinds} first={first} /> : null;
}

interface ListOfProps {
  summary: StatisticsSummary;
  filters: StatisticsFilters;
  kinds: readonly ListedKind[];
  first: ListedKind;
}

function ListOf({ summary: { subject, countedAt, book }, filters, kinds, first }: ListOfProps) {
  const { list, order = 'poor', channel } = filters.values;
  const kind = kinds.find((one) => one === list) ?? first;
  const { from, to } = periodOf(filters);
  const query = {
    from,
    to,
    kind,
    order,
    channel: book === 'full' ? channel : undefined,
    regionCode: subject.kind === 'region' ? subject.code : undefined,
    institutionCode: subject.kind === 'institution' ? subject.code : undefined,
  };
  const { data, error, isPending, isPlaceholderData, refetch } = useStatisticsList(
    query,
    filters.page,
    PAGE_SIZE,
    countedAt,
  );
  return (
    <section aria-labelledby="lists">
      <h2 id="lists">比一比</h2>
      <div className="filters">
        <Segmented
          aria-label="比什么"
          value={kind}
          options={kinds.map((value) => ({ value, label: SUBJECT_KIND_NAMES[value] }))}
          onChange={(value) => filters.set({ list: value === first ? undefined : value })}
        />
        <Choice
          label="排在前面的"
          value={order}
          options={ORDERS}
          onChange={(value) => filters.set({ order: value === 'poor' ? undefined : value })}
        />
        <SaveList
          path="/staff/statistics/subjects/export.xlsx"
          query={query}
          name={`统计 ${SUBJECT_KIND_NAMES[kind]}（${subject.name} ${from}至${to}）`}
          total={data?.total}
        />
      </div>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <EmptyNotice>这段时间没有可以比的{SUBJECT_KIND_NAMES[kind]}。</EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption={`${SUBJECT_KIND_NAMES[kind]}，${ORDERS.find(({ value }) => value === order)?.label}的在前`}
            columns={columnsFor(filters)}
            rows={data.items}
            rowId={({ code }) => code}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
      {data && <p className="aside statistics-rule">{data.rule}</p>}
    </section>
  );
}
