import { Segmented } from 'antd';
import { UNIT_CLASS_NAMES, UNIT_CLASSES, type UnitClass } from '@haochaping/shared/domain/figures/indicators';
import { dayOf } from '../../format.js';
import { namedPeriods } from '../../ui/periods.js';
import { DayRange } from '../../ui/table/filter-bar.js';
import { A_DAY, oneOf, useFilters, type Filters } from '../../ui/table/use-filters.js';

const NAMES = ['unitClass', 'code', 'from', 'to', 'regionCode'] as const;
const FORMS = { unitClass: oneOf(UNIT_CLASSES), from: A_DAY, to: A_DAY } as const;

export type IndicatorFilters = Filters<(typeof NAMES)[number]>;
export const useIndicatorFilters = (): IndicatorFilters => useFilters(NAMES, FORMS);

export const CLASSES = UNIT_CLASSES.map((value) => ({ value, label: UNIT_CLASS_NAMES[value] }));

/** A unit has few ratings of a kind in a month: a score looks back further. */
const BACK_DAYS = 89;

/** The period chosen, or the last ninety days. */
export function periodOf({ values }: IndicatorFilters): { from: string; to: string } {
  const today = new Date();
  const { from = dayOf(today, -BACK_DAYS), to = dayOf(today) } = values;
  return { from, to };
}

export const classOf = ({ values }: IndicatorFilters, first: UnitClass): UnitClass =>
  UNIT_CLASSES.find((one) => one === values.unitClass) ?? first;

/** Where a unit is opened; the period stays. */
export function unitAddress(filters: IndicatorFilters, unitClass: UnitClass, code: string): string {
  const { from, to } = filters.values;
  const kept = Object.entries({ unitClass, code, from, to }).filter(([, value]) => value);
  return `/indicators/unit?${new URLSearchParams(kept as [string, string][]).toString()}`;
}

/** When: by name, or from one day to another. */
export function Period({ filters }: { filters: IndicatorFilters }) {
  const { from, to } = periodOf(filters);
  const today = new Date();
  const periods = [
    { key: 'days', label: '近90天', from: dayOf(today, -BACK_DAYS), to: dayOf(today) },
    ...namedPeriods(today),
  ];
  const named = periods.find((one) => one.from === from && one.to === to);
  return (
    <>
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
    </>
  );
}
