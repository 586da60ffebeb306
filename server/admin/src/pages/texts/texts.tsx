import { useState } from 'react';
import type { ModeratedText } from '@haochaping/shared/contracts';
import { useTexts } from '../../api/texts.js';
import { formatCounted } from '../../format.js';
import { Choice, FilterBar } from '../../ui/table/filter-bar.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Pager } from '../../ui/table/pager.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { TextCard, type Said } from './text-card.js';
import './texts.css';

const FILTER_NAMES = ['state'] as const;
const FORMS = { state: /^(?:shown|hidden)$/ } as const;
const PAGE_SIZE = 10;

const STATE_WORDS: Readonly<Record<ModeratedText['state'], { lead: string; empty: string }>> = {
  waiting: { lead: '等着核对', empty: '没有等着核对的文字。' },
  shown: { lead: '核对后照常显示', empty: '还没有核对后照常显示的文字。' },
  hidden: { lead: '核对后不予显示', empty: '还没有核对后不予显示的文字。' },
};

/** Texts that a check found fault with: read as they were written, then shown or hidden with a reason. */
export function Component() {
  const filters = useFilters(FILTER_NAMES, FORMS);
  const state = (filters.values.state ?? 'waiting') as ModeratedText['state'];
  const { data, error, isPending, isPlaceholderData, refetch } = useTexts(state, filters.page, PAGE_SIZE);
  const [said, setSaid] = useState<Said>();
  const words = STATE_WORDS[state];
  return (
    <Page
      title="待审文字"
      lead={
        <>
          <span role="status">{data && `${words.lead}的评价，共 ${formatCounted(data.total, '条')}。`}</span>
          等级照样算数，差评照样办；这里只定这段话给不给被评单位看。原话不改，评价人自己总看得到。
        </>
      }
    >
      <FilterBar>
        <Choice
          label="文字"
          all="等着核对"
          options={[
            { value: 'shown', label: '照常显示的' },
            { value: 'hidden', label: '不予显示的' },
          ]}
          value={filters.values.state}
          onChange={(value) => filters.set({ state: value })}
        />
      </FilterBar>
      {said && (
        <p className="notice" data-tone={said.tone} role="status">
          {said.words}
        </p>
      )}
      {isPending && <LoadingRows rows={4} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice>{words.empty}</EmptyNotice>}
      {data && data.items.length > 0 && (
        <div className="texts" aria-busy={isPlaceholderData}>
          {data.items.map((text) => (
            <TextCard key={`${text.detailsId} ${text.history.length}`} text={text} onDecided={setSaid} />
          ))}
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </div>
      )}
    </Page>
  );
}
