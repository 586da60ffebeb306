import dayjs from 'dayjs';
import { dayOf } from '../format.js';

/** A period one chooses with one click; both days included, never a day to come. */
export interface NamedPeriod {
  key: string;
  label: string;
  from: string;
  to: string;
}

const DAY = 'YYYY-MM-DD';
const QUARTER = 3;

/** This quarter and month, and those before them, as the day in Beijing has it. */
export function namedPeriods(now = new Date()): NamedPeriod[] {
  const today = dayjs(dayOf(now));
  const month = today.startOf('month');
  const quarter = month.subtract(month.month() % QUARTER, 'month');
  const span = (key: string, label: string, from: dayjs.Dayjs, to: dayjs.Dayjs): NamedPeriod => ({
    key,
    label,
    from: from.format(DAY),
    to: to.format(DAY),
  });
  return [
    span('quarter', '本季度', quarter, today),
    span('last-quarter', '上季度', quarter.subtract(QUARTER, 'month'), quarter.subtract(1, 'day')),
    span('month', '本月', month, today),
    span('last-month', '上月', month.subtract(1, 'month'), month.subtract(1, 'day')),
  ];
}
