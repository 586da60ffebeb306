import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  MESSAGE_STATES,
  type MessageState,
  type MessageView,
  type MessageWay,
} from '@haochaping/shared/contracts';
import { useMessages, useRetryMessage } from '../../api/messages.js';
import { formatCounted, formatInstant } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Choice, FilterBar } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { MessageLook } from './message-look.js';
import './messages.css';

const PAGE_SIZE = 20;
const FILTER_NAMES = ['state'] as const;

const STATES: Readonly<Record<MessageState, string>> = {
  waiting: '等待送出',
  sent: '已送出',
  merged: '并入后一条',
  unreachable: '没有办法联系',
  failed: '没有送成',
};
const WAYS: Readonly<Record<MessageWay, string>> = { wechat: '微信', sms: '短信' };

const FACTS: readonly Column<MessageView>[] = [
  { key: 'at', title: '什么时候', width: '118px', render: ({ at }) => formatInstant(at) },
  {
    key: 'progress',
    title: '什么进展',
    render: ({ progressName, case: about }) => (
      <>
        <span className="first-line">{progressName}</span>
        {about && (
          <span className="second-line">
            <Link to={`/cases/${about.id}`}>{about.number}</Link>
          </span>
        )}
      </>
    ),
  },
  {
    key: 'state',
    title: '送到没有',
    width: '30%',
    render: ({ stateName, way, sentAt, nextAt, tries }) => (
      <>
        <span className="first-line">{way ? `${stateName}（${WAYS[way]}）` : stateName}</span>
        <span className="second-line">
          {sentAt && formatInstant(sentAt)}
          {nextAt && `${formatInstant(nextAt)} ${tries.length > 0 ? '再送' : '送'}`}
        </span>
      </>
    ),
  },
];

function Tries({ tries }: Pick<MessageView, 'tries'>) {
  return (
    <ol className="message-tries">
      {tries.map(({ at, way, ok, words }) => (
        <li key={`${at} ${way}`}>
          {formatInstant(at)} {WAYS[way]}：{ok ? '送到了' : '没有送到'}
          {words && `，${words}`}
        </li>
      ))}
    </ol>
  );
}

/** What evaluators were written, whether it arrived, what the peers said; and what the messages look like. */
export function Component() {
  const filters = useFilters(FILTER_NAMES);
  const { state } = filters.values;
  const { data, error, isPending, isPlaceholderData, refetch } = useMessages(state, filters.page, PAGE_SIZE);
  const retry = useRetryMessage();
  const [opened, setOpened] = useState<string>();
  const acts: Column<MessageView> = {
    key: 'act',
    title: '办理',
    width: '190px',
    align: 'end',
    render: ({ id, mayRetry, tries }) => (
      <span className="message-acts">
        {mayRetry && (
          <Button
            size="small"
            loading={retry.isPending && retry.variables === id}
            onClick={() => retry.mutate(id)}
          >
            再送一次
          </Button>
        )}
        {tries.length > 0 && (
          <Button
            size="small"
            type="text"
            aria-expanded={opened === id}
            onClick={() => setOpened(opened === id ? undefined : id)}
          >
            {opened === id ? '收起' : `试过 ${tries.length} 次`}
          </Button>
        )}
      </span>
    ),
  };
  return (
    <Page
      title="消息"
      lead={
        <span role="status">
          {data && `差评有进展时给评价人的消息，共 ${formatCounted(data.total, '条')}`}
        </span>
      }
    >
      <MessageLook />
      <FilterBar>
        <Choice
          label="送到没有"
          all="全部"
          options={MESSAGE_STATES.map((value) => ({ value, label: STATES[value] }))}
          value={state}
          onChange={(value) => filters.set({ state: value })}
        />
      </FilterBar>
      {retry.error && <ErrorNotice error={retry.error} />}
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice>{state ? '没有这样的消息。' : '还没有给评价人发过消息。'}</EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="给评价人的消息"
            columns={[...FACTS, acts]}
            rows={data.items}
            rowId={({ id }) => id}
            busy={isPlaceholderData}
            below={({ id, tries }) => opened === id && <Tries tries={tries} />}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </Page>
  );
}
