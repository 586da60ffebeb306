import { Segmented, Select } from 'antd';
import {
  isPeriod,
  lastPeriod,
  periodBefore,
  periodOf,
  REPORT_KINDS,
  type ReportKind,
  type ReportPeriod,
} from '@haochaping/shared/domain/figures/reports';
import { dayOf } from '../../format.js';

const OFFERED: Readonly<Record<ReportKind, number>> = { month: 12, quarter: 6, year: 3 };
const KIND_NAMES: Readonly<Record<ReportKind, string>> = { month: '月', quarter: '季', year: '年' };

/** The periods that are over, the last first. */
function periodsOf(kind: ReportKind): ReportPeriod[] {
  const periods = [lastPeriod(kind, dayOf(new Date()))];
  while (periods.length < OFFERED[kind])
    periods.push(periodBefore(periods[periods.length - 1] as ReportPeriod));
  return periods;
}

/** The period an address asks for; the last month that is over where it asks for none. */
export function periodAsked(kind: string | undefined, key: string | undefined): ReportPeriod {
  const known = REPORT_KINDS.find((one) => one === kind) ?? 'month';
  return key && isPeriod(known, key) ? periodOf(known, key) : lastPeriod(known, dayOf(new Date()));
}

interface PeriodChoiceProps {
  period: ReportPeriod;
  onChange: (chosen: { kind: ReportKind; period: string }) => void;
}

/** A month, quarter or year that is over. */
export function PeriodChoice({ period, onChange }: PeriodChoiceProps) {
  return (
    <>
      <Segmented
        aria-label="看多长"
        value={period.kind}
        options={REPORT_KINDS.map((value) => ({ value, label: KIND_NAMES[value] }))}
        onChange={(kind) => onChange({ kind, period: lastPeriod(kind, dayOf(new Date())).key })}
      />
      <Select
        className="listing-period"
        aria-label="哪一期"
        value={period.key}
        options={periodsOf(period.kind).map(({ key, name }) => ({ value: key, label: name }))}
        onChange={(key) => onChange({ kind: period.kind, period: key })}
      />
    </>
  );
}
