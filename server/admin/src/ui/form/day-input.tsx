import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { Wiring } from './form.js';

interface DayInputProps extends Wiring {
  /** A day as yyyy-MM-dd; empty while none is chosen. */
  value: string;
  /** The first day that can be chosen, in days from today. */
  first: number;
  onChange: (day: string) => void;
}

/** One day, today or later. */
export function DayInput({ value, first, onChange, ...wiring }: DayInputProps) {
  return (
    <DatePicker
      {...wiring}
      value={value ? dayjs(value) : null}
      minDate={dayjs().add(first, 'day')}
      onChange={(day) => onChange(day?.format('YYYY-MM-DD') ?? '')}
    />
  );
}
