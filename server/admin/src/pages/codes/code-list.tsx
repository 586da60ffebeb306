import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { StaticCodeView } from '@haochaping/shared/contracts';
import { CODES_AT_ONCE, usePrintSheets } from '../../api/code-sheets.js';
import { localPath, useCodes } from '../../api/codes.js';
import { useMay } from '../../api/session.js';
import { formatCount, formatInstant } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Pager } from '../../ui/table/pager.js';
import { usePlace, type FromList } from '../../ui/place.js';
import { ListLead } from '../../ui/table/list-lead.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { MakeCode } from './make-code.js';
import { MakeSheets } from './make-sheets.js';
import { TARGET_KIND_NAMES } from '../../ui/target-kinds.js';
import './codes.css';

const FILTER_NAMES = ['search'] as const;
const PAGE_SIZE = 20;

/** Which codes are to be printed together; a choice lasts over the pages of the list. */
interface Choosing {
  chosen: ReadonlySet<string>;
  toggle: (code: string) => void;
}

function columnsFor(
  list: string,
  leave: (id: string) => void,
  { chosen, toggle }: Choosing,
): Column<StaticCodeView>[] {
  const state: FromList = { fromList: list };
  return [
    {
      key: 'chosen',
      title: '选',
      width: '52px',
      render: ({ code, targetName }) => (
        <Checkbox
          aria-label={`选中 ${targetName} ${code}`}
          checked={chosen.has(code)}
          onChange={() => toggle(code)}
        />
      ),
    },
    {
      key: 'qr',
      title: '码',
      width: '72px',
      render: ({ qrSvg }) => (
        <img className="code-thumb" src={localPath(qrSvg)} alt="" width={32} height={32} />
      ),
    },
    { key: 'kind', title: '代表', width: '88px', render: ({ targetKind }) => TARGET_KIND_NAMES[targetKind] },
    {
      key: 'name',
      title: '名称',
      render: (row) => (
        <Link
          to={`/codes/${row.code}/print`}
          state={state}
          data-row-link
          onClick={() => leave(row.code)}
          title={row.targetName}
        >
          {row.targetName}
        </Link>
      ),
    },
    {
      key: 'place',
      title: '在哪里',
      width: '28%',
      render: ({ place }) => <span title={place}>{place}</span>,
    },
    {
      key: 'code',
      title: '码号',
      width: '110px',
      render: ({ code }) => <span className="code-number">{code}</span>,
    },
    {
      key: 'made',
      title: '制作时间',
      width: '118px',
      from: 'medium',
      render: ({ createdAt }) => formatInstant(createdAt),
    },
    {
      key: 'print',
      title: '',
      width: '80px',
      align: 'end',
      render: () => <span aria-hidden="true">打印 ›</span>,
    },
  ];
}

/** Printed codes: each stands for something that can be rated; here they are made and printed, one or many. */
export function Component() {
  const mayMake = useMay('staticCodes.create');
  const [making, setMaking] = useState<'one' | 'many' | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (code: string) => {
    const next = new Set(chosen);
    if (!next.delete(code)) next.add(code);
    setChosen(next);
  };
  const print = usePrintSheets();
  const filters = useFilters(FILTER_NAMES);
  const { data, error, isPending, isPlaceholderData, refetch } = useCodes(
    filters.values.search,
    filters.page,
    PAGE_SIZE,
  );
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  return (
    <Page
      title="二维码"
      keepsFocus={restores}
      lead={
        <ListLead
          text={data && `共 ${formatCount(data.total)} 张，贴在窗口、大厅，扫了就能评`}
          filters={filters}
        />
      }
      actions={
        <>
          {chosen.size > 0 && (
            <Button
              disabled={chosen.size > CODES_AT_ONCE}
              loading={print.isPending}
              onClick={() => print.mutate([...chosen])}
            >
              {chosen.size > CODES_AT_ONCE ? `一次最多 ${CODES_AT_ONCE} 张` : `打印选中的 ${chosen.size} 张`}
            </Button>
          )}
          {mayMake && <Button onClick={() => setMaking('many')}>做一批</Button>}
          {mayMake && (
            <Button type="primary" onClick={() => setMaking('one')}>
              做一张
            </Button>
          )}
        </>
      }
    >
      <FilterBar>
        <SearchBox
          label="查找"
          hint="码号、名称、编码或工号"
          value={filters.values.search}
          onChange={(search) => filters.set({ search })}
        />
      </FilterBar>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {print.error && <ErrorNotice error={print.error} />}
      {data?.items.length === 0 && (
        <EmptyNotice>{filters.any ? '没有找到这样的二维码。换个词再找。' : '还没有二维码。'}</EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="二维码列表"
            columns={columnsFor(list, leave, { chosen, toggle })}
            rows={data.items}
            rowId={(row) => row.code}
            markedId={markedId}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
      {making === 'one' && <MakeCode onClose={() => setMaking(null)} />}
      {making === 'many' && <MakeSheets onClose={() => setMaking(null)} />}
    </Page>
  );
}
