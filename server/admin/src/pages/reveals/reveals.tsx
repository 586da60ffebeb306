import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { isComplaintNumber } from '@haochaping/shared/domain/complaints';
import type { RevealView } from '@haochaping/shared/contracts';
import { useDecideReveal, useReveals } from '../../api/reveals.js';
import { formatCounted, formatInstant } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Mark, type Tone } from '../../ui/marks.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Pager } from '../../ui/table/pager.js';
import { usePlace, type FromList } from '../../ui/place.js';
import { useFilters, type Filters } from '../../ui/table/use-filters.js';
import { RevealStory } from './reveal-story.js';
import './reveals.css';

const FILTER_NAMES = ['view'] as const;
const PAGE_SIZE = 20;

interface View {
  label: string;
  /** What the server is asked for. */
  filter: Readonly<Record<string, string>>;
  lead: (count: number) => string;
  empty: string;
}

const VIEWS = {
  waiting: {
    label: '等我同意',
    filter: { state: 'waiting', by: 'others' },
    lead: (count) => `同事要看联系方式，等您同意的 ${formatCounted(count, '项')}`,
    empty: '没有等您同意的申请。',
  },
  mine: {
    label: '我申请的',
    filter: { by: 'me' },
    lead: (count) => `您申请过 ${formatCounted(count, '次')}`,
    empty: '您还没有申请过。要回访，请打开那条差评或投诉，在“回访联系方式”里申请。',
  },
  all: {
    label: '本单位全部',
    filter: {},
    lead: (count) => `本单位的申请和查看，共 ${formatCounted(count, '次')}`,
    empty: '本单位还没有人看过联系方式。',
  },
} as const satisfies Record<string, View>;
type ViewName = keyof typeof VIEWS;
const FIRST: ViewName = 'waiting';

const STATES: Readonly<Record<RevealView['state'], { tone: Tone; sign: string; word: string }>> = {
  waiting: { tone: 'care', sign: '○', word: '等同意' },
  approved: { tone: 'good', sign: '✓', word: '已同意' },
  refused: { tone: 'bad', sign: '×', word: '没有同意' },
  opened: { tone: 'quiet', sign: '●', word: '看过了' },
  expired: { tone: 'quiet', sign: '–', word: '作废' },
};

function ViewChoices({ chosen, set }: { chosen: ViewName; set: Filters<'view'>['set'] }) {
  return (
    <div className="reveal-views" role="group" aria-label="看哪些">
      {(Object.keys(VIEWS) as ViewName[]).map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={view === chosen}
          onClick={() => set({ view: view === FIRST ? undefined : view })}
        >
          {VIEWS[view].label}
        </button>
      ))}
    </div>
  );
}

function factColumns(list: string, leave: (id: string) => void): Column<RevealView>[] {
  const state: FromList = { fromList: list };
  return [
    { key: 'at', title: '申请时间', width: '108px', render: ({ askedAt }) => formatInstant(askedAt) },
    { key: 'who', title: '谁申请', width: '110px', from: 'medium', render: ({ askedBy }) => askedBy },
    {
      key: 'rating',
      title: '评价或投诉',
      width: '176px',
      render: ({ id, ratingId, ratingNumber }) =>
        // A complaint has no page of its own here: it is read in its case.
        isComplaintNumber(ratingNumber) ? (
          ratingNumber
        ) : (
          <Link to={`/ratings/${ratingId}`} state={state} data-row-link onClick={() => leave(id)}>
            {ratingNumber}
          </Link>
        ),
    },
    {
      key: 'why',
      title: '为了什么',
      render: ({ purposeName, reason }) => `${purposeName}：${reason}`,
    },
    {
      key: 'state',
      title: '状态',
      width: '104px',
      render: ({ state: now }) => (
        <Mark tone={STATES[now].tone} sign={STATES[now].sign}>
          {STATES[now].word}
        </Mark>
      ),
    },
  ];
}

function useColumns(list: string, leave: (id: string) => void) {
  const [opened, setOpened] = useState<string>();
  const actions: Column<RevealView> = {
    key: 'act',
    title: '办理',
    width: '92px',
    align: 'end',
    render: ({ id, may }) => (
      <Button
        size="small"
        type={may.includes('decide') ? 'default' : 'text'}
        aria-expanded={opened === id}
        onClick={() => setOpened(opened === id ? undefined : id)}
      >
        {opened === id ? '收起' : may.includes('decide') ? '决定' : '经过'}
      </Button>
    ),
  };
  return { columns: [...factColumns(list, leave), actions], opened };
}

const viewOf = (name: string | undefined): ViewName => (name && name in VIEWS ? (name as ViewName) : FIRST);

/** Who asked to see a contact, and who agreed: the second person's work, and the office's own record. */
export function Component() {
  const { values, page, set, goTo } = useFilters(FILTER_NAMES);
  const chosen = viewOf(values.view);
  const view: View = VIEWS[chosen];
  const { data, error, isPending, isPlaceholderData, refetch } = useReveals(view.filter, page, PAGE_SIZE);
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  const { columns, opened } = useColumns(list, leave);
  const decide = useDecideReveal();
  return (
    <Page
      title="待我同意"
      keepsFocus={restores}
      lead={<span role="status">{data && view.lead(data.total)}</span>}
    >
      <ViewChoices chosen={chosen} set={set} />
      {decide.data && (
        <p className="notice reveal-said" data-tone="good" role="status">
          {decide.data.state === 'refused'
            ? `没有同意，${decide.data.askedBy} 会看到理由。`
            : `已同意，${decide.data.askedBy} 可以查看一次。`}
        </p>
      )}
      {isPending && <LoadingRows rows={4} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice>{view.empty}</EmptyNotice>}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="查看联系方式的申请"
            columns={columns}
            rows={data.items}
            rowId={({ id }) => id}
            markedId={markedId}
            busy={isPlaceholderData}
            wraps
            below={(row) => opened === row.id && <RevealStory reveal={row} decide={decide} />}
          />
          <Pager page={page} pageSize={PAGE_SIZE} total={data.total} onChange={goTo} />
        </>
      )}
    </Page>
  );
}
