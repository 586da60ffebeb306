import { Button } from 'antd';
import { Link, NavLink, useNavigate, useParams } from 'react-router';
import type { DirectoryKind, DirectoryPage } from '@haochaping/shared/contracts/directory';
import { useMay } from '../../api/session.js';
import { exportUrl, useDirectory, useRegions } from '../../api/directory.js';
import { formatCount } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Choice, FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Pager } from '../../ui/table/pager.js';
import { usePlace, type FromList } from '../../ui/place.js';
import { ListLead } from '../../ui/table/list-lead.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { isDirectoryKind, KIND_NAMES, KINDS } from './kinds.js';
import './directory.css';

type Row = DirectoryPage['items'][number];
const FILTER_NAMES = ['search', 'regionCode'] as const;
const PAGE_SIZE = 20;

/** The eight kinds of record, one list each. */
function KindTabs() {
  return (
    <nav className="kinds" aria-label="目录的种类">
      {KINDS.map((kind) => (
        <NavLink key={kind} to={`/directory/${kind}`}>
          {KIND_NAMES[kind]}
        </NavLink>
      ))}
    </nav>
  );
}

function columnsFor(kind: DirectoryKind, list: string, leave: (id: string) => void): Column<Row>[] {
  const state: FromList = { fromList: list };
  return [
    {
      key: 'name',
      title: '名称',
      render: ({ code, name }) => (
        <Link
          to={`/directory/${kind}/${code}`}
          state={state}
          data-row-link
          onClick={() => leave(code)}
          title={name}
        >
          {name}
        </Link>
      ),
    },
    {
      key: 'code',
      title: '编码',
      width: kind === 'items' ? '290px' : '200px',
      render: ({ code }) => <span className="directory-code">{code}</span>,
    },
    {
      key: 'institution',
      title: '归谁负责',
      width: '24%',
      render: ({ institutionName }) =>
        institutionName ? <span title={institutionName}>{institutionName}</span> : '—',
    },
    { key: 'region', title: '区县', width: '110px', render: ({ regionName }) => regionName },
    {
      key: 'revision',
      title: '版本',
      width: '76px',
      from: 'medium',
      render: ({ revision }) => `第${revision}版`,
    },
  ];
}

function Actions({ kind }: { kind: DirectoryKind }) {
  const mayImport = useMay('directory.import');
  const navigate = useNavigate();
  return (
    <>
      <Button href={exportUrl(kind, 'xlsx')} download>
        导出 Excel
      </Button>
      <Button href={exportUrl(kind, 'csv')} download>
        导出 CSV
      </Button>
      {mayImport && (
        <Button type="primary" onClick={() => void navigate(`/directory/${kind}/import`)}>
          导入
        </Button>
      )}
    </>
  );
}

function DirectoryList({ kind }: { kind: DirectoryKind }) {
  const filters = useFilters(FILTER_NAMES);
  const { data: regions } = useRegions();
  const { data, error, isPending, isPlaceholderData, refetch } = useDirectory(
    kind,
    filters.values,
    filters.page,
    PAGE_SIZE,
  );
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  return (
    <Page
      title="目录"
      keepsFocus={restores}
      lead={
        <ListLead text={data && `${KIND_NAMES[kind]}共 ${formatCount(data.total)} 条`} filters={filters} />
      }
      actions={<Actions kind={kind} />}
    >
      <KindTabs />
      <FilterBar>
        <SearchBox
          label="查找"
          hint="编码、名称"
          value={filters.values.search}
          onChange={(search) => filters.set({ search })}
        />
        <Choice
          label="区县"
          all="全部区县"
          options={regions ?? []}
          value={filters.values.regionCode}
          onChange={(regionCode) => filters.set({ regionCode })}
        />
      </FilterBar>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice action={filters.any && <Button onClick={filters.clear}>清除筛选</Button>}>
          {filters.any ? '没有符合这些条件的记录。' : `目录里还没有${KIND_NAMES[kind]}。`}
        </EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption={`${KIND_NAMES[kind]}列表`}
            columns={columnsFor(kind, list, leave)}
            rows={data.items}
            rowId={(row) => row.code}
            markedId={markedId}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </Page>
  );
}

/** Regions, institutions, windows, items …: everything that can be rated or answers for it. */
export function Component() {
  const { kind = 'institutions' } = useParams();
  if (!isDirectoryKind(kind)) return <EmptyNotice>目录里没有这一种。</EmptyNotice>;
  return <DirectoryList key={kind} kind={kind} />;
}
