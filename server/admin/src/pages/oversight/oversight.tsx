import { Segmented } from 'antd';
import type { OversightFigures, OversightList, OversightPeriod } from '@haochaping/shared/contracts';
import { useOversightFigures } from '../../api/oversight.js';
import { useMay } from '../../api/session.js';
import { formatCount, formatCounted } from '../../format.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { SaveList } from '../../ui/save-list.js';
import { DayRange, FilterBar } from '../../ui/table/filter-bar.js';
import { A_DAY, useFilters } from '../../ui/table/use-filters.js';
import { CaseList } from './case-list.js';
import { CoercionReports } from './coercion.js';
import { Figures } from './figures.js';
import { namedPeriods } from '../../ui/periods.js';
import { RepeatedList } from './repeated-list.js';
import './oversight.css';

const FILTER_NAMES = ['list', 'from', 'to'] as const;
const FORMS = { list: /^(?:unsatisfied|overdue|repeated)$/, from: A_DAY, to: A_DAY } as const;

type List = OversightList | 'repeated';
const LISTS: readonly { value: List; label: string }[] = [
  { value: 'revoked', label: '撤销的' },
  { value: 'unsatisfied', label: '答复不满意' },
  { value: 'overdue', label: '现在超期' },
  { value: 'repeated', label: '一再差评' },
];

const labelOf = ({ value, label }: (typeof LISTS)[number], counts: OversightFigures['counts'] | undefined) =>
  value === 'repeated' || !counts?.[value] ? label : `${label} ${formatCounted(counts[value])}`;

/** What is overdue is so now, whichever period is looked at. */
const fileNameOf = (list: OversightList, { from, to }: OversightPeriod) => {
  const label = LISTS.find(({ value }) => value === list)?.label ?? '';
  return list === 'overdue' ? `督查 ${label}` : `督查 ${label}（${from}至${to}）`;
};

/** What the oversight offices look at: how things stand by the records, and the cases to look into. */
export function Component() {
  const filters = useFilters(FILTER_NAMES, FORMS);
  const periods = namedPeriods();
  const [quarter] = periods;
  const { from = quarter?.from ?? '', to = quarter?.to ?? '', list = 'revoked' } = filters.values;
  const period = { from, to };
  const overseen = list === 'repeated' ? null : (list as OversightList);
  const { data, error, isPending, refetch } = useOversightFigures(period);
  const mayCoercion = useMay('coercion.read');
  const named = periods.find((one) => one.from === from && one.to === to);
  return (
    <Page
      title="督查"
      lead={
        <span role="status">
          {data && `${from}至${to}评的差评，共 ${formatCount(data.cases)} 件；数字照记录现算`}
        </span>
      }
    >
      <FilterBar>
        <Segmented
          aria-label="哪段时间"
          value={named?.key ?? ''}
          options={periods.map(({ key, label }) => ({ value: key, label }))}
          onChange={(key) => {
            const chosen = periods.find((one) => one.key === key);
            if (chosen) filters.set({ from: chosen.from, to: chosen.to });
          }}
        />
        <DayRange label="自己选" from={from} to={to} onChange={(days) => filters.set(days)} />
      </FilterBar>
      {isPending && <LoadingRows rows={3} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <div className="oversight">
        {data && <Figures data={data} />}
        {mayCoercion && <CoercionReports />}
        <section aria-labelledby="look">
          <h2 id="look">要看的差评和投诉</h2>
          <div className="filters">
            <Segmented
              aria-label="看哪一栏"
              value={list}
              options={LISTS.map((one) => ({ value: one.value, label: labelOf(one, data?.counts) }))}
              onChange={(value) => filters.set({ list: value === 'revoked' ? undefined : value })}
            />
            {overseen && (
              <SaveList
                path="/staff/oversight/cases/export.xlsx"
                query={{ list: overseen, from, to }}
                name={fileNameOf(overseen, period)}
                total={data?.counts[overseen]}
              />
            )}
          </div>
          {overseen ? (
            <CaseList list={overseen} period={period} filters={filters} />
          ) : (
            <RepeatedList period={period} />
          )}
        </section>
      </div>
    </Page>
  );
}
