import { Button } from 'antd';
import { useParams } from 'react-router';
import type { ListingView } from '@haochaping/shared/contracts';
import { useListing } from '../../api/listings.js';
import { Events } from '../../ui/events.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { Facts } from './facts.js';
import { figuresOf } from './figures-link.js';
import { Moves } from './moves.js';
import './listings.css';

/** What stands above word for word is not said again. */
const eventsOf = ({ events, answer, decision }: ListingView): ListingView['events'] =>
  events.map((event) => ([answer, decision?.words].includes(event.words) ? { ...event, words: '' } : event));

/** One entry of a list: the facts as they were and are, what was said, what was decided. FA-2.4.2-b FA-2.4.2-c */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useListing(id);
  const back = useWayBack('/listings');
  useShortcut(['Escape'], 'Esc', '回到名单', back);
  return (
    <Page
      title={data ? `${data.listName}：${data.name}` : '奖惩名单'}
      lead={data && `${data.periodName} · ${data.stateName} · ${data.number}`}
      actions={<Button onClick={back}>回到名单</Button>}
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="listing">
          {data.invented && <p className="notice">演示：数字是编出来的，不是真实的评价。</p>}
          {data.mine && (
            <p className="notice">
              {data.officeName}列的，说的是{data.subject === 'institution' ? '您的单位' : '您'}
              。到{data.answerBy}
              为止可以说明；说明过了，或者日子过了，他们才决定。是谁评的、哪一次办事，这里都没有。
            </p>
          )}
          <section className="card" aria-labelledby="facts">
            <h2 id="facts">
              列入时的事实 <span className="aside">{`${data.from}至${data.to}`}</span>
            </h2>
            <Facts facts={data.facts} figures={data.mine ? null : figuresOf(data, data)} />
          </section>
          {data.answer && (
            <section className="card" aria-labelledby="answer">
              <h2 id="answer">{data.mine ? '您的说明' : '对方的说明'}</h2>
              <blockquote className="said">{data.answer}</blockquote>
            </section>
          )}
          {data.decision && (
            <section className="card" aria-labelledby="decision">
              <h2 id="decision">
                {data.decision.final ? '决定' : '拟的决定'}：{data.decision.name}
              </h2>
              <blockquote className="said">{data.decision.words}</blockquote>
            </section>
          )}
          <Moves key={data.version} view={data} />
          <section className="card" aria-labelledby="events">
            <h2 id="events">经过</h2>
            <Events events={eventsOf(data)} />
          </section>
        </div>
      )}
    </Page>
  );
}
