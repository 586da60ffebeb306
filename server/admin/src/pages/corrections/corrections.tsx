import { useEffect, useRef, useState } from 'react';
import type { StaffCorrectionRow } from '@haochaping/shared/contracts';
import { useCorrections } from '../../api/corrections.js';
import { formatCounted } from '../../format.js';
import { Choice, FilterBar } from '../../ui/table/filter-bar.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Pager } from '../../ui/table/pager.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { CorrectionCard, type Said } from './correction-card.js';
import './corrections.css';

const FILTER_NAMES = ['state'] as const;
const FORMS = { state: /^(?:done|refused)$/ } as const;
const PAGE_SIZE = 10;

/** What was taken back is nobody's work any more. */
type Listed = Exclude<StaffCorrectionRow['state'], 'withdrawn'>;

const STATE_WORDS: Readonly<Record<Listed, { lead: string; empty: string }>> = {
  waiting: { lead: '等着答复', empty: '没有等着答复的更正申请。' },
  done: { lead: '答复过、已经更正', empty: '还没有答复“已经改过来了”的。' },
  refused: { lead: '答复过、没有更正', empty: '还没有答复“不改”的。' },
};

/** What became of the last answer; its card is gone, so whoever works by keyboard goes on from here. */
function Told({ said }: { said: Said }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => box.current?.focus(), [said]);
  return (
    <p ref={box} className="notice correction-said" data-tone={said.tone} role="status" tabIndex={-1}>
      {said.words}
    </p>
  );
}

/** Requests to put right what an office reported about a person (PIPL article 46): opened one by one, answered once. */
export function Component() {
  const filters = useFilters(FILTER_NAMES, FORMS);
  const state = (filters.values.state ?? 'waiting') as Listed;
  const { data, error, isPending, isPlaceholderData, refetch } = useCorrections(
    state,
    filters.page,
    PAGE_SIZE,
  );
  const [said, setSaid] = useState<Said>();
  const words = STATE_WORDS[state];
  return (
    <Page
      title="更正申请"
      lead={
        <>
          <span role="status">{data && `${words.lead}的，共 ${formatCounted(data.total, '件')}。`}</span>
          写的什么，打开才看得到。打开一次，申请人的“谁查看过我的信息”里就多一条：哪个单位、什么职责、什么时候；审计日志里也有一条。
        </>
      }
    >
      <FilterBar>
        <Choice
          label="更正申请"
          all="等答复的"
          options={[
            { value: 'done', label: '已更正的' },
            { value: 'refused', label: '没有更正的' },
          ]}
          value={filters.values.state}
          onChange={(value) => {
            setSaid(undefined);
            filters.set({ state: value });
          }}
        />
      </FilterBar>
      {said && <Told said={said} />}
      {isPending && <LoadingRows rows={4} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice>{words.empty}</EmptyNotice>}
      {data && data.items.length > 0 && (
        <div className="corrections" aria-busy={isPlaceholderData}>
          {data.items.map((row) => (
            <CorrectionCard key={row.id} row={row} onSaid={setSaid} />
          ))}
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </div>
      )}
    </Page>
  );
}
