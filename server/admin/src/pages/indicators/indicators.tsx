import type { IndicatorPage, IndicatorRow } from '@haochaping/shared/contracts';
import { UNIT_CLASS_NAMES, type UnitClass } from '@haochaping/shared/domain/figures/indicators';
import { inventedIn } from '@haochaping/shared/domain/figures/tables';
import { RATED_SIDE_ROLES } from '@haochaping/shared/domain/people/staff';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRegions } from '../../api/directory.js';
import { useIndicatorScores } from '../../api/indicators.js';
import { useSession } from '../../api/session.js';
import { formatCount } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { usePlace } from '../../ui/place.js';
import { SaveList } from '../../ui/save-list.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Choice, FilterBar } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { RowLink } from '../../ui/table/row-link.js';
import { CLASSES, classOf, Period, periodOf, unitAddress, useIndicatorFilters } from './filters.js';
import './indicators.css';

const PAGE_SIZE = 20;
const ABREAST = 4;

interface Columns {
  rows: readonly IndicatorRow[];
  addressOf: (code: string) => string;
  list: string;
  leave: (id: string) => void;
  /** The row whose missing figures are told. */
  opened: string | undefined;
  onOpen: (code: string | undefined) => void;
}

const columnsFor = ({ rows, addressOf, list, leave, opened, onOpen }: Columns): Column<IndicatorRow>[] => [
  {
    key: 'name',
    title: '名称',
    render: ({ code, name, institutionName, regionName }) => (
      <>
        <RowLink to={addressOf(code)} text={name} title={name} list={list} onLeave={() => leave(code)} />
        <span className="second-line">
          {[institutionName, regionName].filter((words) => words && words !== name).join(' · ')}
        </span>
      </>
    ),
  },
  { key: 'score', title: '总分', width: '64px', align: 'end', render: ({ scoreText }) => <b>{scoreText}</b> },
  ...(rows[0]?.tops ?? []).map(({ code, name }, at): Column<IndicatorRow> => ({
    key: code,
    title: name,
    width: '80px',
    align: 'end',
    from: at < ABREAST ? 'medium' : 'wide',
    render: ({ tops }) => tops.find((one) => one.code === code)?.scoreText ?? '—',
  })),
  {
    key: 'covered',
    title: '计入',
    width: '60px',
    align: 'end',
    from: 'medium',
    render: ({ covered }) => `${Math.round(covered * 100)}%`,
  },
  {
    key: 'adopted',
    title: '采信',
    width: '64px',
    align: 'end',
    from: 'medium',
    render: ({ adopted }) => formatCount(adopted),
  },
  {
    key: 'missing',
    title: '没有计入',
    width: '84px',
    align: 'end',
    render: ({ code, name, missing }) =>
      missing.length === 0 ? (
        '—'
      ) : (
        <Button
          size="small"
          aria-expanded={opened === code}
          aria-label={`${name}没有计入的${missing.length}项`}
          onClick={() => onOpen(opened === code ? undefined : code)}
        >
          {missing.length} 项
        </Button>
      ),
  },
];

/** What the scores of a page are counted by. */
export function CountedBy({
  told,
  from,
  to,
}: {
  told: Pick<IndicatorPage, 'version' | 'changedWithin' | 'invented'>;
  from: string;
  to: string;
}) {
  const said = inventedIn({ from, to, invented: told.invented });
  return (
    <>
      {said && <p className="notice indicators-notice">{said}</p>}
      {told.changedWithin && (
        <p className="notice indicators-notice">
          这段时间里换过版，整段都照第 {told.version.number} 版（{told.version.from} 起用）算。
        </p>
      )}
    </>
  );
}

/** Units of a class with their scores; a row is opened down to its figures. FA-2.1.2-a */
export function Component() {
  const filters = useIndicatorFilters();
  const ratedSide = RATED_SIDE_ROLES.includes(useSession().role);
  const first: UnitClass = 'department';
  const unitClass = classOf(filters, first);
  const { from, to } = periodOf(filters);
  const query = { unitClass, from, to, regionCode: ratedSide ? undefined : filters.values.regionCode };
  const { data, error, isPending, isPlaceholderData, refetch } = useIndicatorScores(
    query,
    filters.page,
    PAGE_SIZE,
  );
  const { data: regions } = useRegions();
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  const [opened, setOpened] = useState<string>();
  const className = UNIT_CLASS_NAMES[unitClass];
  return (
    <Page
      title="指标"
      keepsFocus={restores}
      lead={
        <span role="status">
          {data &&
            `${className}，${from}至${to}，照第 ${data.version.number} 版指标体系，共 ${formatCount(data.total)} 个`}
        </span>
      }
      actions={
        <>
          <Link className="indicators-way" to={`/indicators/scheme/${unitClass}`}>
            看指标体系
          </Link>
          <SaveList
            path="/staff/indicators/scores/export.xlsx"
            query={query}
            name={`指标（${className} ${from}至${to}）`}
            total={data?.total}
          />
        </>
      }
    >
      <FilterBar>
        <Choice
          label="哪一类"
          value={unitClass}
          options={CLASSES}
          onChange={(value) => filters.set({ unitClass: value === first ? undefined : value })}
        />
        {!ratedSide && (
          <Choice
            label="区县"
            all="全部区县"
            options={regions ?? []}
            value={filters.values.regionCode}
            onChange={(regionCode) => filters.set({ regionCode })}
          />
        )}
        <Period filters={filters} />
      </FilterBar>
      {data && !error && <CountedBy told={data} from={from} to={to} />}
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && !error && data.items.length === 0 && (
        <EmptyNotice>
          这段时间没有{ratedSide ? '开放了的、您看得到的' : '有评价的'}
          {className}。换一类，或者换一段时间看看。
        </EmptyNotice>
      )}
      {data && !error && data.items.length > 0 && (
        <>
          <DataTable
            caption={`${className}的指标得分，分高的在前`}
            columns={columnsFor({
              rows: data.items,
              addressOf: (code) => unitAddress(filters, unitClass, code),
              list,
              leave,
              opened,
              onOpen: setOpened,
            })}
            rows={data.items}
            rowId={({ code }) => code}
            markedId={markedId}
            busy={isPlaceholderData}
            below={({ code, missing }) =>
              code === opened ? (
                <p className="aside">没有计入，权重让给了别项：{missing.join('、')}。</p>
              ) : null
            }
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
          <p className="aside indicators-rule">{data.rule}</p>
        </>
      )}
    </Page>
  );
}
