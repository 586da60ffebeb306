import { Segmented } from 'antd';
import type { CoveragePage, CoverageRow } from '@haochaping/shared/contracts';
import { REACH_NAMES, type Reach } from '@haochaping/shared/domain/rating/coverage';
import { useCoverage } from '../../api/coverage.js';
import { formatCount } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Rule } from '../../ui/rule.js';
import { SaveList } from '../../ui/save-list.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Choice, FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import type { Filters } from '../../ui/table/use-filters.js';
import { Share } from './share.js';

type Kind = CoveragePage['kinds'][number];
const PAGE_SIZE = 20;

const KIND_COLUMNS: Column<Kind>[] = [
  { key: 'kind', title: '哪一类', render: ({ name }) => name },
  { key: 'total', title: '一共', width: '90px', align: 'end', render: ({ total }) => formatCount(total) },
  { key: 'covered', title: '覆盖率', width: '90px', align: 'end', render: ({ covered }) => covered },
  ...(['offered', 'search', 'none'] as const).map((reach): Column<Kind> => ({
    key: reach,
    title: REACH_NAMES[reach],
    width: '170px',
    align: 'end',
    render: (kind) => <Share part={kind[reach]} whole={kind.total} />,
  })),
];

const COLUMNS: Column<CoverageRow>[] = [
  {
    key: 'name',
    title: '名称',
    render: ({ name, code }) => (
      <>
        <span title={name}>{name}</span>
        <span className="second-line">{code}</span>
      </>
    ),
  },
  {
    key: 'institution',
    title: '单位',
    width: '26%',
    from: 'medium',
    render: ({ institutionName }) => <span title={institutionName}>{institutionName}</span>,
  },
  {
    key: 'region',
    title: '区县',
    width: '90px',
    from: 'wide',
    render: ({ regionName }) => regionName,
  },
  { key: 'lacking', title: '缺什么', width: '34%', render: ({ lacking }) => lacking.join('；') },
];

/** What cannot be rated by anybody, or only by those who look for it, and what is missing. */
export function ReachList({ filters }: { filters: Filters<'reach' | 'kind' | 'search'> }) {
  const { kind, search } = filters.values;
  const reach = (filters.values.reach as Reach | undefined) ?? 'none';
  const { data, error, isPending, isPlaceholderData, refetch } = useCoverage(
    { reach, kind, search },
    filters.page,
    PAGE_SIZE,
  );
  const sum = (one: Reach) => data?.kinds.reduce((all, counts) => all + counts[one], 0) ?? 0;
  return (
    <>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="coverage-parts">
          <section aria-labelledby="kinds">
            <h2 id="kinds">每一类</h2>
            <p>
              覆盖率 {data.covered.text}：{formatCount(data.covered.whole)} 个里{' '}
              {formatCount(data.covered.part)} 个有人评得到。
            </p>
            <DataTable caption="每一类" columns={KIND_COLUMNS} rows={data.kinds} rowId={(row) => row.kind} />
          </section>
          <section aria-labelledby="lacking">
            <h2 id="lacking">缺什么</h2>
            <FilterBar>
              <Segmented
                aria-label="看哪些"
                value={reach}
                options={(['none', 'search'] as const).map((value) => ({
                  value,
                  label: `${REACH_NAMES[value]} ${formatCount(sum(value))}`,
                }))}
                onChange={(value) => filters.set({ reach: value === 'none' ? undefined : value })}
              />
              <Choice
                label="哪一类"
                all="全部"
                value={kind}
                options={data.kinds.map((one) => ({ value: one.kind, label: one.name }))}
                onChange={(value) => filters.set({ kind: value })}
              />
              <SearchBox
                label="查找"
                hint="名称、编码或单位"
                value={search}
                onChange={(value) => filters.set({ search: value })}
              />
              <SaveList
                path="/staff/coverage/export.xlsx"
                query={{ reach, kind, search }}
                name={REACH_NAMES[reach]}
                total={data.total}
              />
            </FilterBar>
            {data.items.length === 0 ? (
              <EmptyNotice>
                {kind || search
                  ? '没有找到。换个条件再找。'
                  : reach === 'none'
                    ? '没有谁也评不到的。'
                    : '没有。'}
              </EmptyNotice>
            ) : (
              <>
                <DataTable
                  caption="缺什么"
                  columns={COLUMNS}
                  rows={data.items}
                  rowId={(row) => `${row.kind} ${row.code}`}
                  busy={isPlaceholderData}
                  wraps
                />
                <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
              </>
            )}
          </section>
          <Rule>
            <p>{data.rule}</p>
          </Rule>
        </div>
      )}
    </>
  );
}
