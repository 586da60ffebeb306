import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { AppealView } from '@haochaping/shared/contracts';
import { filesOfAppeal, useAppeal } from '../../api/appeals.js';
import { formatMonthDay, formatInstantFull } from '../../format.js';
import { FileList } from '../../ui/files/file-list.js';
import { DueMark } from '../../ui/due-mark.js';
import { LevelMark } from '../../ui/marks.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { Decision } from './decision.js';
import './appeals.css';

function Statement({ view }: { view: AppealView }) {
  return (
    <section className="card" aria-labelledby="statement">
      <h2 id="statement">{view.institutionName}说</h2>
      {view.statement === null ? (
        <p className="aside">理由和凭据只给这件差评的经办人和提出申诉的人看；您可以替单位撤回。</p>
      ) : (
        <blockquote className="said">{view.statement}</blockquote>
      )}
      <FileList path={filesOfAppeal(view.id)} files={view.files} />
      <p className="aside">
        {formatInstantFull(view.submittedAt)} 为{view.appellantName}提出
      </p>
    </section>
  );
}

function Story({ timeline }: Pick<AppealView, 'timeline'>) {
  return (
    <section className="card" aria-labelledby="story">
      <h2 id="story">经过</h2>
      <ol className="appeal-story">
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

/** How it ended; a decision that a contest overturned counts no more. */
const endedOf = ({ stateName, overturned }: AppealView) =>
  overturned ? `${stateName}，${formatMonthDay(overturned)}被异议推翻` : stateName;

/** One appeal: what the institution says, the case it is about, and the decision. */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useAppeal(id);
  const back = useWayBack('/appeals');
  useShortcut(['Escape'], 'Esc', '回到列表', back);
  return (
    <Page
      title={`申诉 ${data?.number ?? ''}`.trim()}
      lead={
        data && (
          <span className="appeal-lead">
            <LevelMark level={data.level} name={data.levelName} />
            <span>{data.title}</span>
            <DueMark due={data.due} ended={endedOf(data)} />
          </span>
        )
      }
      actions={<Button onClick={back}>回到列表</Button>}
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="appeal">
          <Statement view={data} />
          {data.caseId && (
            <p>
              <Link to={`/cases/${data.caseId}`}>看这件差评：评价人怎么说、回访怎么说</Link>
            </p>
          )}
          {data.overturned && (
            <p className="notice">
              {formatMonthDay(data.overturned)}
              ，评价人对撤销的异议成立，推翻了这个决定：评价恢复计入，照常整改。
            </p>
          )}
          <Decision view={data} onReadAgain={() => void refetch()} />
          <Story timeline={data.timeline} />
        </div>
      )}
    </Page>
  );
}
