import { Button, Segmented } from 'antd';
import { Link } from 'react-router';
import { NOTICE_LISTS, type NoticeList, type NoticeView } from '@haochaping/shared/contracts';
import { useMarkRead, useNotices } from '../../api/notices.js';
import { formatCounted, formatInstant } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { FilterBar } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { useFilters } from '../../ui/table/use-filters.js';
import './notices.css';

const PAGE_SIZE = 20;
const FILTER_NAMES = ['list'] as const;
const FORMS = { list: /^all$/ } as const;

const LISTS: Readonly<Record<NoticeList, { name: string; empty: string }>> = {
  unread: { name: '没看过的', empty: '没有新的通知。' },
  all: { name: '全部', empty: '还没有收到过通知。' },
};

/** Of what came in, the day is all there is: the rating's own instant is not told. */
function whenOf({ kind, at }: NoticeView): string {
  const [day, time] = formatInstant(at).split(' ');
  return kind === 'opened' || kind === 'assigned' ? (day ?? '') : `${day} ${time}`;
}

const whatOf = (kind: NoticeView['kind']): string => {
  if (kind.startsWith('listing')) return '条名单';
  return kind.startsWith('feedback') ? '条意见' : '件差评';
};

/** One notice; whoever opens its case has read it. */
function Notice({ notice, onRead }: { notice: NoticeView; onRead: (id: string) => void }) {
  const { id, text, kind, read, appeal, feedback, listing } = notice;
  const about = appeal ?? feedback ?? listing ?? notice.case;
  const folder = appeal ? 'appeals' : feedback ? 'feedback' : listing ? 'listings' : 'cases';
  return (
    <li className="inbox-row" data-read={read}>
      <div className="inbox-words">
        {about ? (
          <Link to={`/${folder}/${about.id}`} onClick={() => !read && onRead(id)}>
            {text}
          </Link>
        ) : (
          <span>{text}</span>
        )}
        <span className="inbox-about">
          {about
            ? [about.title, about.number].filter(Boolean).join(' · ')
            : `这${whatOf(kind)}现在不归您看了`}
        </span>
      </div>
      <span className="inbox-at">{whenOf(notice)}</span>
      <span className="inbox-act">
        {read ? (
          '看过了'
        ) : (
          <Button size="small" aria-label={`看过了：${text}`} onClick={() => onRead(id)}>
            看过了
          </Button>
        )}
      </span>
    </li>
  );
}

/** What concerns whoever is signed in, newest first: given to them, due, late, replied to. */
export function Component() {
  const filters = useFilters(FILTER_NAMES, FORMS);
  const list = (filters.values.list ?? 'unread') as NoticeList;
  const { data, error, isPending, refetch } = useNotices(list, filters.page, PAGE_SIZE);
  const marking = useMarkRead();
  const unread = data?.unread ?? 0;
  return (
    <Page
      title="通知"
      lead={<span role="status">{data && `没看过的 ${formatCounted(unread, '条')}`}</span>}
      actions={
        <Button
          disabled={unread === 0}
          loading={marking.isPending}
          onClick={() => marking.mutate({ all: true })}
        >
          全部看过了
        </Button>
      }
    >
      <FilterBar>
        <Segmented
          aria-label="哪些通知"
          value={list}
          options={NOTICE_LISTS.map((value) => ({ value, label: LISTS[value].name }))}
          onChange={(value) => filters.set({ list: value === 'unread' ? undefined : value })}
        />
      </FilterBar>
      {marking.error && <ErrorNotice error={marking.error} />}
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice>{LISTS[list].empty}</EmptyNotice>}
      {data && data.items.length > 0 && (
        <>
          <ul className="card inbox">
            {data.items.map((notice) => (
              <Notice key={notice.id} notice={notice} onRead={(id) => marking.mutate({ ids: [id] })} />
            ))}
          </ul>
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </Page>
  );
}
