import { DatePicker, Input, Select, type InputRef } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { dayOf } from '../../format.js';
import { useShortcut } from '../shortcuts.js';

/** Filters in one line, each with its name above it. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <div className="filters" role="search">
      {children}
    </div>
  );
}

/** A control with its name above it. */
export function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}

export interface ChoiceProps {
  label: string;
  /** The word for "no filter"; without it one of the options is always chosen. */
  all?: string;
  options: readonly { value: string; label: string }[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** Long lists can be searched by typing. */
  searchable?: boolean;
}

export function Choice({ label, all, options, value, onChange, searchable = false }: ChoiceProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label}>
      <Select
        id={id}
        value={value ?? ''}
        options={[...(all === undefined ? [] : [{ value: '', label: all }]), ...options]}
        onChange={(next: string) => onChange(next || undefined)}
        popupMatchSelectWidth={false}
        {...(searchable ? { showSearch: { optionFilterProp: 'label' } } : {})}
      />
    </Labelled>
  );
}

export interface SearchBoxProps {
  label: string;
  hint: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** Whether `/` leads here: to one box of a page. */
  leadsHere?: boolean;
}

const PAUSE_MS = 350;

/** Free words; the list follows when the typing pauses, or at once with Enter. `/` leads here, Esc leads out. */
export function SearchBox({ label, hint, value = '', onChange, leadsHere = true }: SearchBoxProps) {
  const id = useId();
  const input = useRef<InputRef>(null);
  const [typed, setTyped] = useState(value);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(() => latest.current(typed.trim() || undefined), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  useShortcut(['/', '、'], '/', '查找', () => input.current?.focus({ cursor: 'all' }), leadsHere);
  return (
    <Labelled id={id} label={label}>
      <Input
        id={id}
        ref={input}
        type="search"
        className="search-box"
        placeholder={hint}
        maxLength={50}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => onChange(typed.trim() || undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // A search field's own answer to Esc empties it, and with it the list one is about to walk through.
          event.preventDefault();
          input.current?.blur();
        }}
      />
    </Labelled>
  );
}

export interface DayRangeProps {
  label: string;
  /** Days as yyyy-MM-dd, both included. */
  from: string | undefined;
  to: string | undefined;
  onChange: (days: { from?: string | undefined; to?: string | undefined }) => void;
}

const DAY = 'YYYY-MM-DD';

/** From one day to another, both included; either may stay open. */
export function DayRange({ label, from, to, onChange }: DayRangeProps) {
  const id = useId();
  const today = dayjs(dayOf(new Date()));
  const back = (days: number): [Dayjs, Dayjs] => [today.subtract(days, 'day'), today];
  return (
    <Labelled id={id} label={label}>
      <DatePicker.RangePicker
        id={{ start: id, end: `${id}end` }}
        className="day-range"
        format={DAY}
        allowEmpty={[true, true]}
        placeholder={['从哪天', '到哪天']}
        presets={[
          { label: '今天', value: back(0) },
          { label: '近7天', value: back(6) },
          { label: '近30天', value: back(29) },
        ]}
        maxDate={today}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        onChange={(days) => onChange({ from: days?.[0]?.format(DAY), to: days?.[1]?.format(DAY) })}
      />
    </Labelled>
  );
}
