import { LEVEL_NAMES, LEVELS } from '@haochaping/shared/domain/levels';
import { CHANNEL_NAMES, CHANNELS } from '@haochaping/shared/domain/channels';
import { Button } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { recentWeeks, sundayAfter } from '../../format.js';
import { REGIONS } from '../../regions.js';
import { Face } from '../../ui/face.js';
import { Choice, DayRange, FilterBar, SearchBox } from '../../ui/filter-bar.js';
import { DELIVERY_WORDS, type DeliveryState } from '../../ui/marks.js';
import type { Filters } from '../../ui/use-filters.js';
import './rating-filters.css';

export const FILTER_NAMES = [
  'level',
  'channel',
  'regionCode',
  'institutionCode',
  'from',
  'to',
  'search',
  'delivery',
] as const;
export type RatingFilterName = (typeof FILTER_NAMES)[number];

/** The rated side chooses weeks, since a day would tell it more than it may know. */
const WEEKS_SHOWN = 26;
const DELIVERIES: readonly DeliveryState[] = ['waiting', 'sending', 'sent', 'parked', 'held'];

interface LevelChoicesProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** The level, the filter used most: one tap each, with the faces. */
function LevelChoices({ value, onChange }: LevelChoicesProps) {
  const choice = (key: string | undefined, content: ReactNode, level?: number) => (
    <button
      key={key ?? 'all'}
      type="button"
      className="level-choice"
      data-level={level}
      aria-pressed={value === key}
      onClick={() => onChange(key)}
    >
      {content}
    </button>
  );
  return (
    <div className="level-choices" role="group" aria-label="等级">
      {choice(undefined, '全部等级')}
      {choice('poor', '差评')}
      {LEVELS.map((level) =>
        choice(
          String(level),
          <>
            <Face level={level} size={18} /> {LEVEL_NAMES[level]}
          </>,
          level,
        ),
      )}
    </div>
  );
}

export interface RatingFiltersProps {
  filters: Filters<RatingFilterName>;
  /** The rated side has neither other units nor delivery to choose from. */
  ratedSide: boolean;
}

export function RatingFilters({ filters, ratedSide }: RatingFiltersProps) {
  const { values, set } = filters;
  const weeks = useMemo(() => recentWeeks(WEEKS_SHOWN), []);
  return (
    <>
      <LevelChoices value={values.level} onChange={(level) => set({ level })} />
      <FilterBar>
        <SearchBox
          label="查找"
          hint="回执号、事项、窗口"
          value={values.search}
          onChange={(search) => set({ search })}
        />
        <Choice
          label="渠道"
          all="全部渠道"
          options={CHANNELS.map((channel) => ({ value: channel, label: CHANNEL_NAMES[channel] }))}
          value={values.channel}
          onChange={(channel) => set({ channel })}
        />
        {!ratedSide && (
          <>
            <Choice
              label="区县"
              all="全部区县"
              options={REGIONS.map(({ code, name }) => ({ value: code, label: name }))}
              value={values.regionCode}
              onChange={(regionCode) => set({ regionCode })}
            />
            <Choice
              label="报送"
              all="全部"
              options={DELIVERIES.map((state) => ({ value: state, label: DELIVERY_WORDS[state].word }))}
              value={values.delivery}
              onChange={(delivery) => set({ delivery })}
            />
          </>
        )}
        {ratedSide ? (
          <Choice
            label="哪一周"
            all="全部"
            options={weeks}
            value={values.from}
            onChange={(monday) => set({ from: monday, to: monday && sundayAfter(monday) })}
          />
        ) : (
          <DayRange label="日期" from={values.from} to={values.to} onChange={set} />
        )}
        {filters.any && (
          <Button type="text" onClick={filters.clear}>
            清除筛选
          </Button>
        )}
      </FilterBar>
    </>
  );
}
