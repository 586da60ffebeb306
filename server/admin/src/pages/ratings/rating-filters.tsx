import { LEVEL_NAMES, LEVELS, NATIONAL_OPTIONS, optionLabel } from '@haochaping/shared/domain/rating/levels';
import { CHANNEL_NAMES, CHANNELS } from '@haochaping/shared/domain/rating/channels';
import type { ReactNode } from 'react';
import { useDirectoryName, useRegions } from '../../api/directory.js';
import type { DirectoryKind } from '@haochaping/shared/contracts/directory';
import { SUBJECT_KIND_NAMES, type SubjectKind } from '@haochaping/shared/domain/figures/buckets';
import { InstitutionChoice } from '../../ui/form/institution-choice.js';
import { Face } from '../../ui/face.js';
import { Choice, DayRange, FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { DELIVERY_STATES, DELIVERY_WORDS, STANDING_WORDS } from '../../ui/marks.js';
import { oneOf, type Filters } from '../../ui/table/use-filters.js';
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
  'standing',
  'option',
  'target',
] as const;
const STANDINGS = ['adopted', 'revoked', 'offset'] as const;
/** A day that exists, as the picker writes it. */
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
export const FILTER_FORMS = {
  from: DAY,
  to: DAY,
  side: /^own$/,
  standing: oneOf(STANDINGS),
  option: /^\d{3}(?:,\d{3}){0,39}$/,
  target: /^(?:hall|window|item|package|platform):[0-9A-Z-]{2,40}$/,
} as const;
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

const OPTIONS = LEVELS.toReversed().flatMap((level) =>
  NATIONAL_OPTIONS.byLevel[level].map(({ code, label }) => ({ value: code, label: `${code} ${label}` })),
);

/** The options to choose from; several at once come from a figure that is made of them. */
function optionsWith(chosen: string | undefined) {
  if (!chosen?.includes(',')) return OPTIONS;
  const labels = chosen.split(',').map(optionLabel);
  return [{ value: chosen, label: `${labels[0]}等${labels.length}个原因` }, ...OPTIONS];
}

const KINDS: Readonly<Record<string, DirectoryKind>> = {
  hall: 'halls',
  window: 'windows',
  item: 'items',
  package: 'packages',
  platform: 'platforms',
};

/** The one hall, window, item … that a figure led here from; it can be let go of. */
function TargetChoice({
  target,
  onChange,
}: {
  target: string;
  onChange: (target: string | undefined) => void;
}) {
  const [kind = '', code = ''] = target.split(':');
  const named = useDirectoryName(KINDS[kind] ?? 'windows', code);
  return (
    <Choice
      label={SUBJECT_KIND_NAMES[kind as SubjectKind] ?? '评的是'}
      all="不限"
      options={[{ value: target, label: named?.label ?? code }]}
      value={target}
      onChange={onChange}
    />
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
      <Choice
        label="采信"
        all="不论采信没有"
        options={STANDINGS.map((value) => ({ value, label: STANDING_WORDS[value] }))}
        value={values.standing}
        onChange={(standing) => set({ standing })}
      />
      <Choice
        label="选了什么"
        all="不论原因"
        searchable
        options={optionsWith(values.option)}
        value={values.option}
        onChange={(option) => set({ option })}
      />
      {values.target && <TargetChoice target={values.target} onChange={(target) => set({ target })} />}
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
