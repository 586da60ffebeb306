import { Button, Segmented } from 'antd';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { FEEDBACK_LISTS, type FeedbackList, type FeedbackRow } from '@haochaping/shared/contracts';
import {
  FEEDBACK_TOPIC_NAMES,
  FEEDBACK_TOPICS,
  FEEDBACK_WAY_NAMES,
  FEEDBACK_WAYS,
} from '@haochaping/shared/domain/feedback';
import { useFeedbackList } from '../../api/feedback.js';
import { useMay, useSession } from '../../api/session.js';
import { formatCounted } from '../../format.js';
import { Mark } from '../../ui/marks.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { usePlace } from '../../ui/place.js';
import { SaveList } from '../../ui/save-list.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Choice, FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { titleColumn } from '../../ui/table/title-column.js';
import { oneOf, useFilters } from '../../ui/table/use-filters.js';
import { Mailbox } from './mailbox.js';
import { cameWords, STATE_MARKS } from './words.js';
import './feedback.css';

const PAGE_SIZE = 20;
const FILTER_NAMES = ['list', 'topic', 'way', 'search'] as const;
const FORMS = {
  list: /^(?:publish|open|done)$/,
  topic: oneOf(FEEDBACK_TOPICS),
  way: oneOf(FEEDBACK_WAYS),
} as const;

const LISTS: Readonly<Record<FeedbackList, { name: string; empty: string }>> = {
  mine: { name: '等我办', empty: '没有等您办的意见。' },
  publish: { name: '等着定公不公开', empty: '没有等您看过再公开的意见。' },
  open: { name: '没办完', empty: '没有还没办完的意见。' },
  done: { name: '办完了', empty: '还没有办完的意见。' },
};

const UNIT_LISTS: readonly FeedbackList[] = ['mine', 'done'];

const optionsOf = <T extends string>(names: Readonly<Record<T, string>>, all: readonly T[]) =>
  all.map((value) => ({ value, label: names[value] }));

/** A row under its own words. */
type Listed = FeedbackRow & { about: string };
const listed = (row: FeedbackRow): Listed => ({
  ...row,
  title: row.beginning,
  about: [...new Set([row.title, row.place])].filter(Boolean).join(' · '),
});

function columnsFor(list: string, leave: (id: string) => void): Column<Listed>[] {
  return [
    {
      key: 'state',
      title: '办到哪一步',
      width: '172px',
      render: (row) => <Mark {...STATE_MARKS[row.state]}>{row.stateName}</Mark>,
    },
    // What tells one from another are the words; what they are about is often the same.
    titleColumn({
      title: '意见，说的是哪里',
      under: '/feedback',
      list,
      leave,
      below: (row) => row.about,
    }),
    {
      key: 'topic',
      title: '哪方面',
      width: '148px',
      from: 'medium',
      render: (row) => (
        <>
          <span className="first-line">{row.topicName}</span>
          <span className="second-line">{row.wayName}</span>
        </>
      ),
    },
    {
      key: 'unit',
      title: '转给',
      width: '20%',
      from: 'wide',
      render: (row) => row.unitName ?? '',
    },
    {
      key: 'came',
      title: '收到',
      width: '168px',
      from: 'medium',
      render: (row) => cameWords(row.came),
    },
  ];
}

/** Comprehensive feedback (综合点评) by what is to be done: what waits for the one who looks comes first. */
export function Component() {
  const filters = useFilters(FILTER_NAMES, FORMS);
  const { topic, way, search } = filters.values;
  const list = (filters.values.list ?? 'mine') as FeedbackList;
  const asked = { list, topic, way, search };
  const { data, error, isPending, isPlaceholderData, refetch } = useFeedbackList(
    asked,
    filters.page,
    PAGE_SIZE,
  );
  const place = usePlace(data !== undefined && !isPlaceholderData);
  const { list: address, leave } = place;
  const columns = useMemo(() => columnsFor(address, leave), [address, leave]);
  const enters = useMay('feedback.enter');
  // A unit answers what was passed on to it, and decides on nothing else.
  const lists = useSession().role === 'department' ? UNIT_LISTS : FEEDBACK_LISTS;
  const navigate = useNavigate();
  const empty = data?.items.length === 0;
  const narrowed = topic !== undefined || way !== undefined || search !== undefined;
  return (
    <Page
      title="综合点评"
      keepsFocus={place.restores}
      lead={<span role="status">{data && `${LISTS[list].name}，共 ${formatCounted(data.total, '条')}`}</span>}
      actions={
        enters && (
          <Button type="primary" onClick={() => void navigate('/feedback/new')}>
            录入来信来电
          </Button>
        )
      }
    >
      <Mailbox />
      <FilterBar>
        <Segmented
          aria-label="看哪一栏"
          value={list}
          options={lists.map((value) => ({ value, label: LISTS[value].name }))}
          onChange={(value) => filters.set({ list: value === 'mine' ? undefined : value })}
        />
        <Choice
          label="哪方面"
          all="全部"
          options={optionsOf(FEEDBACK_TOPIC_NAMES, FEEDBACK_TOPICS)}
          value={topic}
          onChange={(value) => filters.set({ topic: value })}
        />
        <Choice
          label="怎么来的"
          all="全部"
          options={optionsOf(FEEDBACK_WAY_NAMES, FEEDBACK_WAYS)}
          value={way}
          onChange={(value) => filters.set({ way: value })}
        />
        <SearchBox
          label="查找"
          hint="回执号，或说的是哪里"
          value={search}
          onChange={(value) => filters.set({ search: value })}
        />
        <SaveList
          path="/staff/feedback/export.xlsx"
          query={asked}
          name={`综合点评 ${LISTS[list].name}`}
          total={data?.total}
        />
      </FilterBar>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {empty && (
        <EmptyNotice>{narrowed ? '没有找到。请换个条件，或看看别的一栏。' : LISTS[list].empty}</EmptyNotice>
      )}
      {data && !empty && (
        <>
          <DataTable
            caption={`综合点评，${LISTS[list].name}`}
            columns={columns}
            rows={data.items.map(listed)}
            rowId={(row) => row.id}
            markedId={place.markedId}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </Page>
  );
}
