import { Segmented } from 'antd';
import { LISTED_KINDS, STATISTICS_ORDERS, type StatisticsSummary } from '@haochaping/shared/contracts';
import { SUBJECT_KINDS } from '@haochaping/shared/domain/figures/buckets';
import { CHANNEL_NAMES, CHANNELS } from '@haochaping/shared/domain/rating/channels';
import { Link } from 'react-router';
import { dayOf } from '../../format.js';
import { namedPeriods } from '../../ui/periods.js';
import { Choice, DayRange, FilterBar } from '../../ui/table/filter-bar.js';
import { A_DAY, oneOf, useFilters, type Filters } from '../../ui/table/use-filters.js';

const NAMES = ['from', 'to', 'kind', 'code', 'channel', 'list', 'order'] as const;
const FORMS = {
  from: A_DAY,
  to: A_DAY,
  kind: oneOf(SUBJECT_KINDS),
  channel: oneOf(CHANNELS),
  list: oneOf(LISTED_KINDS),
  order: oneOf(STATISTICS_ORDERS),
} as const;

export type StatisticsFilters = Filters<(typeof NAMES)[number]>;
export const useStatisticsFilters = (): StatisticsFilters => useFilters(NAMES, FORMS);

const BACK_DAYS = 29;

/** The period chosen, or the last thirty days. */
export function periodOf({ values }: StatisticsFilters): { from: string; to: string } {
  const today = new Date();
  const { from = dayOf(today, -BACK_DAYS), to = dayOf(today) } = values;
  return { from, to };
}

/** The address of a subject: period and channel stay, the list starts anew. */
export function addressOf(
  { values: { from, to, channel } }: StatisticsFilters,
  { kind, code }: { kind: string; code: string },
): { search: string } {
  const kept = Object.entries({ from, to, channel, kind, code }).filter(([, value]) => value);
  return { search: `?${new URLSearchParams(kept as [string, string][]).toString()}` };
}

interface ChoiceOfPeriodProps {
  filters: StatisticsFilters;
  /** The rated side is told nothing of the channel. */
  channels: boolean;
}

/** When, and through which channel. */
export function PeriodAndChannel({ filters, channels }: ChoiceOfPeriodProps) {
  const { from, to } = periodOf(filters);
  const today = new Date();
  const periods = [
    { key: 'days', label: '近30天', from: dayOf(today, -BACK_DAYS), to: dayOf(today) },
    ...namedPeriods(today),
  ];
  const named = periods.find((one) => one.from === from && one.to === to);
  return (
    <FilterBar>
      <Segmented
        aria-label="哪段时间"
        value={named?.key ?? ''}
        options={periods.map(({ key, label }) => ({ value: key, label }))}
        onChange={(key) => {
          const chosen = periods.find((one) => one.key === key);
          const byItself = chosen?.key === 'days' ? { from: undefined, to: undefined } : chosen;
          if (byItself) filters.set({ from: byItself.from, to: byItself.to });
        }}
      />
      <DayRange label="自己选" from={from} to={to} onChange={(days) => filters.set(days)} />
      {channels && (
        <Choice
          label="渠道"
          all="全部渠道"
          value={filters.values.channel}
          options={CHANNELS.map((value) => ({ value, label: CHANNEL_NAMES[value] }))}
          onChange={(channel) => filters.set({ channel })}
        />
      )}
    </FilterBar>
  );
}

/** What one looks at, and the way back up. */
export function WhereOneIs({
  summary: { above, subject },
  filters,
}: {
  summary: StatisticsSummary;
  filters: StatisticsFilters;
}) {
  return (
    <nav className="statistics-path" aria-label="看的是哪里">
      <ol>
        {above.map((one) => (
          <li key={`${one.kind} ${one.code}`}>
            <Link to={addressOf(filters, one)}>{one.name}</Link>
          </li>
        ))}
        <li aria-current="page">
          <b>{subject.name}</b>
          {subject.kind !== 'city' && <span className="aside">{subject.kindName}</span>}
        </li>
      </ol>
    </nav>
  );
}
