import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { FeedbackView } from '@haochaping/shared/contracts';
import { filesOfFeedback, useFeedback } from '../../api/feedback.js';
import { formatInstantFull } from '../../format.js';
import { Contact } from '../../ui/contact/contact.js';
import { FileList } from '../../ui/files/file-list.js';
import { Mark } from '../../ui/marks.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { Moves } from './moves.js';
import { cameWords, STATE_MARKS } from './words.js';
import './feedback.css';

/** What one may know of who wrote it: whether they can be told, and whether they let it stand in public. */
function Author({ view: { contactable, agreed, number, byMail } }: { view: FeedbackView }) {
  if (number === null) return <p className="aside">这是遮过的话。写的是谁、哪天来的，只有中心知道。</p>;
  return (
    <p className="aside">
      {contactable ? '留了' : '没有留'}
      {byMail ? '邮箱地址' : '手机号'}
      {'，'}
      {agreed ? '同意答复以后公开' : '没有同意公开'}
    </p>
  );
}

function Said({ view }: { view: FeedbackView }) {
  const { title, place, text, topicName, wayName, came, files, notKept, id } = view;
  return (
    <section className="card" aria-labelledby="said">
      <h2 id="said">{title}</h2>
      {place && place !== title && <p className="aside">{place}</p>}
      <blockquote className="said whole">{text}</blockquote>
      <FileList path={filesOfFeedback(id)} files={files} />
      {notKept.map((one) => (
        <p key={one} className="aside">
          {one}
        </p>
      ))}
      <p className="aside">
        {topicName} · {wayName} · {cameWords(came)}来的
      </p>
      <Author view={view} />
    </section>
  );
}

/** Where it went on from here. */
function Elsewhere({ view: { complaint, duplicateOf, publication, shown } }: { view: FeedbackView }) {
  return (
    <>
      {complaint && (
        <p className="notice">
          转成了投诉，回执号 {complaint}，在“<Link to="/cases?list=others">差评办理</Link>”里办。
        </p>
      )}
      {duplicateOf && (
        <p className="notice">
          和 <Link to={`/feedback/${duplicateOf.id}`}>{duplicateOf.number}</Link>{' '}
          是一回事，那一条的答复两边都看得到。
        </p>
      )}
      {publication === 'published' && shown && (
        <section className="card" aria-labelledby="shown">
          <h2 id="shown">公开的样子</h2>
          <blockquote className="said">{shown.words}</blockquote>
          <blockquote className="said">{shown.answer}</blockquote>
        </section>
      )}
    </>
  );
}

function Story({ timeline }: Pick<FeedbackView, 'timeline'>) {
  return (
    <section className="card" aria-labelledby="story">
      <h2 id="story">经过</h2>
      <ol className="feedback-story">
        {timeline.map(({ at, what, by, words }) => (
          <li key={`${at} ${what}`}>
            <p>
              <strong>{what}</strong>
            </p>
            {words && <blockquote className="said">{words}</blockquote>}
            <p className="aside">
              {formatInstantFull(at)} · {by}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One feedback: the words, where it stands, and what may be done with it now. */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useFeedback(id);
  const back = useWayBack('/feedback');
  useShortcut(['Escape'], 'Esc', '回到列表', back);
  return (
    <Page
      title={`意见 ${data?.number ?? ''}`.trim()}
      lead={data && <Mark {...STATE_MARKS[data.state]}>{data.stateName}</Mark>}
      actions={<Button onClick={back}>回到列表</Button>}
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="feedback">
          <Said view={data} />
          <Elsewhere view={data} />
          {data.byMail && data.contactable && data.number && <Contact ratingId={id} of="feedback" />}
          <Moves key={data.version} view={data} onReadAgain={() => void refetch()} onGone={back} />
          <Story timeline={data.timeline} />
        </div>
      )}
    </Page>
  );
}
