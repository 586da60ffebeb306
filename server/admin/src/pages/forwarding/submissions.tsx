import { LEVEL_NAMES } from '@haochaping/shared/domain/rating/levels';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { SubmissionView } from '@haochaping/shared/contracts';
import { useResend, useSubmissions } from '../../api/forwarding.js';
import { useMay } from '../../api/session.js';
import { formatCounted, formatInstant } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Choice, FilterBar } from '../../ui/table/filter-bar.js';
import { DELIVERY_STATES, DELIVERY_WORDS, DeliveryMark, LevelMark, StandingMark } from '../../ui/marks.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Pager } from '../../ui/table/pager.js';
import { usePlace, type FromList } from '../../ui/place.js';
import { ListLead } from '../../ui/table/list-lead.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { REASON_CHOICES } from './reasons.js';
import { SubmissionStory } from './submission-story.js';
import './submissions.css';

const FILTER_NAMES = ['state', 'reason', 'standing'] as const;
const PAGE_SIZE = 20;

const FACT_COLUMNS: readonly Column<SubmissionView>[] = [
  {
    key: 'at',
    title: '开始报送',
    width: '118px',
    from: 'medium',
    render: ({ createdAt }) => formatInstant(createdAt),
  },
  {
    key: 'level',
    title: '等级',
    width: '132px',
    render: ({ level }) => <LevelMark level={level} name={LEVEL_NAMES[level]} />,
  },
];

const WAY_COLUMNS: readonly Column<SubmissionView>[] = [
  { key: 'state', title: '报送', width: '112px', render: ({ state }) => <DeliveryMark state={state} /> },
  {
    key: 'reason',
    title: '原因',
    width: '20%',
    render: ({ reasonName, standing }) => (
      <>
        <span title={reasonName ?? undefined}>{reasonName ?? (standing ? '' : '—')}</span>
        {standing && <StandingMark standing={standing} />}
      </>
    ),
  },
  {
    key: 'attempts',
    title: '送过',
    width: '76px',
    align: 'end',
    from: 'wide',
    render: ({ attempts }) => `${attempts} 次`,
  },
  {
    key: 'next',
    title: '下一次自动送',
    width: '126px',
    from: 'widest',
    render: ({ nextAttemptAt }) => (nextAttemptAt ? formatInstant(nextAttemptAt) : '—'),
  },
];

/** The rating of a submission, as a link for whoever may read ratings. */
function titleColumn(mayRead: boolean, list: string, leave: (id: string) => void): Column<SubmissionView> {
  const state: FromList = { fromList: list };
  return {
    key: 'title',
    title: '办了什么',
    render: ({ ratingId, title }) =>
      mayRead ? (
        <Link
          to={`/ratings/${ratingId}`}
          state={state}
          data-row-link
          onClick={() => leave(ratingId)}
          title={title}
        >
          {title}
        </Link>
      ) : (
        <span title={title}>{title}</span>
      ),
  };
}

interface Actions {
  opened: string | undefined;
  toggle: (id: string) => void;
  resend: (id: string) => void;
  sendingId: string | undefined;
}

function actionColumn({ opened, toggle, resend, sendingId }: Actions): Column<SubmissionView> {
  return {
    key: 'act',
    title: '办理',
    width: '168px',
    align: 'end',
    render: ({ ratingId, mayResend }) => (
      <span className="submission-actions">
        {mayResend && (
          <Button size="small" loading={sendingId === ratingId} onClick={() => resend(ratingId)}>
            再送一次
          </Button>
        )}
        <Button size="small" type="text" aria-expanded={opened === ratingId} onClick={() => toggle(ratingId)}>
          {opened === ratingId ? '收起' : '经过'}
        </Button>
      </span>
    ),
  };
}

/** Every rating on its way to the province: where it stands, why, and the one thing to do about it. */
export function Component() {
  const mayRead = useMay('ratings.read');
  const filters = useFilters(FILTER_NAMES);
  const { data, error, isPending, isPlaceholderData, refetch } = useSubmissions(
    filters.values,
    filters.page,
    PAGE_SIZE,
  );
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  const [opened, setOpened] = useState<string>();
  const resend = useResend();
  const columns = [
    ...FACT_COLUMNS,
    titleColumn(mayRead, list, leave),
    ...WAY_COLUMNS,
    actionColumn({
      opened,
      toggle: (id) => setOpened(opened === id ? undefined : id),
      resend: (id) => resend.mutate(id),
      sendingId: resend.isPending ? resend.variables : undefined,
    }),
  ];
  return (
    <Page
      title="报送"
      keepsFocus={restores}
      lead={
        <ListLead
          text={data && `送往省“好差评”系统的评价，共 ${formatCounted(data.total, '条')}`}
          filters={filters}
        />
      }
    >
      <FilterBar>
        <Choice
          label="报送"
          all="全部"
          options={DELIVERY_STATES.map((state) => ({ value: state, label: DELIVERY_WORDS[state].word }))}
          value={filters.values.state}
          onChange={(state) => filters.set({ state })}
        />
        <Choice
          label="原因"
          all="全部原因"
          options={Object.entries(REASON_CHOICES).map(([value, label]) => ({ value, label }))}
          value={filters.values.reason}
          onChange={(reason) => filters.set({ reason })}
        />
        <Choice
          label="采信状态"
          all="全部"
          options={[{ value: 'changed', label: '后来变了，省里还不知道' }]}
          value={filters.values.standing}
          onChange={(standing) => filters.set({ standing })}
        />
      </FilterBar>
      {resend.error && <ErrorNotice error={resend.error} />}
      {resend.data && !resend.isPending && (
        <p className="notice submission-said" data-tone="good" role="status">
          {resend.data.number} 已排到最前面，马上再送。
        </p>
      )}
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice>{filters.any ? '没有符合这些条件的报送。' : '还没有要报送的评价。'}</EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="报送省里的评价"
            columns={columns}
            rows={data.items}
            rowId={({ ratingId }) => ratingId}
            markedId={markedId}
            busy={isPlaceholderData}
            below={(row) => opened === row.ratingId && <SubmissionStory submission={row} />}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </Page>
  );
}
