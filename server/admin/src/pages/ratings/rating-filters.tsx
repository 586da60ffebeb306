import { LEVEL_NAMES, LEVELS } from '@haochaping/shared/domain/rating/levels';
import { CHANNEL_NAMES, CHANNELS } from '@haochaping/shared/domain/rating/channels';
import type { ReactNode } from 'react';
import { useRegions } from '../../api/directory.js';
import { InstitutionChoice } from '../../ui/form/institution-choice.js';
import { Face } from '../../ui/face.js';
import { Choice, DayRange, FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { DELIVERY_STATES, DELIVERY_WORDS } from '../../ui/marks.js';
import type { Filters } from '../../ui/table/use-filters.js';
import './rating-filters.css';

export const FILTER_NAMES = [
  'side',
  'level',
  'channel',
  'regionCode',
  'institutionCode',
  'from',
  'to',
  'search',
  'delivery',
] as const;
/** A day that exists, as the picker writes it. */
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
export const FILTER_FORMS = { from: DAY, to: DAY, side: /^own$/ } as const;
export type RatingFilterName = (typeof FILTER_NAMES)[number];

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

/** Through what, where, which unit, when, how far on its way: for the centre and those who oversee. */
function WiderFilters({ filters: { values, set } }: { filters: Filters<RatingFilterName> }) {
  const { data: regions } = useRegions();
  return (
    <>
      <Choice
        label="渠道"
        all="全部渠道"
        options={CHANNELS.map((channel) => ({ value: channel, label: CHANNEL_NAMES[channel] }))}
        value={values.channel}
        onChange={(channel) => set({ channel })}
      />
      <Choice
        label="区县"
        all="全部区县"
        options={regions ?? []}
        value={values.regionCode}
        onChange={(regionCode) => set({ regionCode })}
      />
      <InstitutionChoice
        value={values.institutionCode}
        onChange={(institutionCode) => set({ institutionCode })}
      />
      <DayRange label="日期" from={values.from} to={values.to} onChange={set} />
      <Choice
        label="报送"
        all="全部"
        options={DELIVERY_STATES.map((state) => ({ value: state, label: DELIVERY_WORDS[state].word }))}
        value={values.delivery}
        onChange={(delivery) => set({ delivery })}
      />
    </>
  );
}

/** All filters gone but whose list it is. */
export const justSide = (own: boolean): Partial<Record<RatingFilterName, string | undefined>> => ({
  ...Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined])),
  side: own ? 'own' : undefined,
});

/** Ratings of others, or of the own office: two lists, since among the others the place of a row would tell its time. */
function SideChoices({ filters: { values, set } }: { filters: Filters<RatingFilterName> }) {
  const choice = (own: boolean, words: string) => (
    <button
      type="button"
      className="level-choice"
      aria-pressed={own === (values.side === 'own')}
      onClick={() => set(justSide(own))}
    >
      {words}
    </button>
  );
  return (
    <div className="level-choices" role="group" aria-label="评谁的">
      {choice(false, '评别的单位的')}
      {choice(true, '评本单位的')}
    </div>
  );
}

export interface RatingFiltersProps {
  filters: Filters<RatingFilterName>;
  /** An office that handles ratings of others, and may be rated itself. */
  sides: boolean;
  /** The rated side may ask neither for channels nor days nor receipt numbers nor deliveries: each would tell it more than the week. */
  ratedSide: boolean;
}

export function RatingFilters({ filters, sides, ratedSide }: RatingFiltersProps) {
  const { values, set } = filters;

  return (
    <>
      {sides && <SideChoices filters={filters} />}
      <LevelChoices value={values.level} onChange={(level) => set({ level })} />
      <FilterBar>
        <SearchBox
          label="查找"
          hint={ratedSide ? '事项、窗口' : '回执号、事项、窗口'}
          value={values.search}
          onChange={(search) => set({ search })}
        />
        {!ratedSide && <WiderFilters filters={filters} />}
      </FilterBar>
    </>
  );
}
