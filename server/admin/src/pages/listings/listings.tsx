import { Segmented } from 'antd';
import {
  LISTING_LIST_NAMES,
  LISTING_LISTS,
  LISTING_STATES,
  type ListingList,
} from '@haochaping/shared/domain/listings/index';
import { useMay } from '../../api/session.js';
import { Page } from '../../ui/page.js';
import { usePlace } from '../../ui/place.js';
import { FilterBar } from '../../ui/table/filter-bar.js';
import { oneOf, useFilters } from '../../ui/table/use-filters.js';
import { CandidateList } from './candidates.js';
import { EntryList, useEntries } from './entries.js';
import { periodAsked, PeriodChoice } from './period.js';
import './listings.css';

const NAMES = ['tab', 'list', 'kind', 'period', 'state'] as const;
const FORMS = { tab: /^candidates$/, list: oneOf(LISTING_LISTS), state: oneOf(LISTING_STATES) } as const;

/** 奖惩名单: for an office candidates and lists, for everybody else what is about themselves. FA-2.4.2-b FA-2.4.2-c */
export function Component() {
  const filters = useFilters(NAMES, FORMS);
  const decides = useMay('listings.decide');
  const { tab, list, kind, period: key } = filters.values;
  const candidates = decides && tab === 'candidates';
  const entries = useEntries(filters);
  const place = usePlace(entries.data !== undefined && !entries.isPlaceholderData);
  const period = periodAsked(kind, key);
  const shown: ListingList = list === 'questions' ? 'questions' : 'praise';
  return (
    <Page
      title="奖惩名单"
      keepsFocus={place.restores}
      lead={
        decides
          ? '只列记录里的事实。对方先看、先说明，再由两个人决定；没有人凭一个数字上名单。'
          : '说到您或您单位的名单：照什么事实、怎么算的。您可以说明，说明过了才决定用不用。'
      }
    >
      {decides && (
        <FilterBar>
          <Segmented
            aria-label="看什么"
            value={candidates ? 'candidates' : 'lists'}
            options={[
              { value: 'lists', label: '名单' },
              { value: 'candidates', label: '候选' },
            ]}
            onChange={(value) =>
              filters.set({ tab: value === 'candidates' ? value : undefined, list: undefined })
            }
          />
          <Segmented
            aria-label="哪个名单"
            value={candidates ? shown : (list ?? '')}
            options={[
              ...(candidates ? [] : [{ value: '', label: '两个都看' }]),
              ...LISTING_LISTS.map((value) => ({ value, label: LISTING_LIST_NAMES[value] })),
            ]}
            onChange={(value) => filters.set({ list: value || undefined })}
          />
          {candidates && <PeriodChoice period={period} onChange={(chosen) => filters.set(chosen)} />}
        </FilterBar>
      )}
      {candidates ? (
        <CandidateList list={shown} period={period} />
      ) : (
        <EntryList {...{ filters, place, decides }} listings={entries} />
      )}
    </Page>
  );
}
