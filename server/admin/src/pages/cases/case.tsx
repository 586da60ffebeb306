import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import type { CaseView } from '@haochaping/shared/contracts';
import { useMay } from '../../api/session.js';
import { useCase } from '../../api/cases.js';
import { formatInstantFull, formatRatedOn, formatToldAt } from '../../format.js';
import { Answered, saysSomething } from '../../ui/answered.js';
import { AppealCard } from '../../ui/appeal-card.js';
import { Contact } from '../../ui/contact/contact.js';
import { DueMark } from '../../ui/due-mark.js';
import { FactList, type Fact } from '../../ui/facts.js';
import { LevelMark } from '../../ui/marks.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { filesOfCase } from '../../api/files/files.js';
import { FileList } from '../../ui/files/file-list.js';
import { Papers } from './files/papers.js';
import { Moves } from './moves.js';
import { WordsReview } from './words-review.js';
import './cases.css';

/** Whether a call may be noted now: somebody left a number, and it is for this account to call. */
const mayCall = (moves: CaseView['moves']) => moves.some(({ type }) => type === 'call');

/** What the evaluator said, in their own words: they come first. */
function Words({
  id,
  level,
  details,
  supplement,
  moves,
}: Pick<CaseView, 'id' | 'level' | 'details' | 'supplement' | 'moves'>) {
  return (
    <section className="card" aria-labelledby="words">
      <h2 id="words">{level === null ? '投诉的人说' : '评价人说'}</h2>
      <Said
        id={id}
        details={details}
        none={mayCall(moves) ? '没有留下说明，回访时问一问。' : '没有留下说明。'}
      />
      {supplement && (
        <>
          <h3>
            后来追评 <LevelMark level={supplement.level} name={supplement.levelName} />
          </h3>
          <Said id={id} details={supplement.details} none="追评没有留下说明。" />
        </>
      )}
    </section>
  );
}

function Said({ id, details, none }: Pick<CaseView, 'id' | 'details'> & { none: string }) {
  const said = details.filter(saysSomething);
  return (
    <>
      {said.length === 0 && <p className="aside">{none}</p>}
      {said.map(({ at, options, text, questionnaire, review }) => (
        <div className="case-words" key={`${at} ${text}`}>
          {options.length > 0 && (
            <ul>
              {options.map(({ code, label }) => (
                <li key={code}>{label}</li>
              ))}
            </ul>
          )}
          {text && <blockquote className="said">{text}</blockquote>}
          <Answered questionnaire={questionnaire} />
          <p className="aside">{formatRatedOn(at, 'full')}</p>
          {review && <WordsReview id={id} review={review} />}
        </div>
      ))}
    </>
  );
}

function Timeline({ id, timeline }: Pick<CaseView, 'id' | 'timeline'>) {
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">办理经过</h2>
      <ol className="case-timeline">
        {timeline.map(({ at, what, by, words, files }) => (
          <li key={`${at} ${what}`}>
            <p>
              <strong>{what}</strong>
            </p>
            {words && <blockquote className="said">{words}</blockquote>}
            <FileList path={filesOfCase(id)} files={files} />
            <p className="aside">
              {formatToldAt(at)} · {by}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function About({ view }: { view: CaseView }) {
  const { rating, exact, served } = view;
  const [who, told] = view.level === null ? ['投诉的人', '投诉'] : ['评价人', '评'];
  const facts: Fact[] = [
    ['什么事', view.title],
    ['承办部门', view.institutionName],
    ['经办人', view.officerName ?? '还没有'],
    ['在哪里', exact?.place === view.title ? undefined : exact?.place],
    [
      view.level === null ? '投诉时间' : '评价时间',
      exact ? formatInstantFull(exact.ratedAt) : formatRatedOn(view.week, 'full'),
    ],
    ['那两周办过的', served && `${served.people}个人`],
  ];
  return (
    <section className="card" aria-labelledby="about">
      <h2 id="about">{view.level === null ? '这件投诉' : '这件差评'}</h2>
      <FactList facts={facts} />
      {rating && view.level === null && <p>投诉的回执 {rating.number}</p>}
      {rating && view.level !== null && (
        <p>
          <Link to={`/ratings/${rating.id}`}>
            看评价 {rating.number}
            {mayCall(view.moves) && '，打电话先在那里查看联系方式'}
          </Link>
        </p>
      )}
      {!rating && (
        <p className="aside">
          {exact
            ? `${who}同意告诉您在哪里、什么时候办的；是谁没有写，也请不要去猜、去问。`
            : `为保护${who}，这里没有是谁、在哪个窗口、什么时候${told}的，也请不要去猜、去问。`}
        </p>
      )}
    </section>
  );
}

/** What the records know, read before the telephone is taken up. */
function Facts({ facts }: Pick<CaseView, 'facts'>) {
  if (facts.length === 0) return null;
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">打电话前先看看</h2>
      <FactList facts={facts.map(({ name, text }) => [name, text])} />
    </section>
  );
}

/** One poor rating or complaint on its way: what was said, what is due, what may be done now, and everything that was done. */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useCase(id);
  const back = useWayBack('/cases');
  const navigate = useNavigate();
  const writes = useMay('bulletins.write');
  useShortcut(['Escape'], 'Esc', '回到列表', back);
  return (
    <Page
      title={`${data?.level === null ? '投诉' : '差评'} ${data?.number ?? ''}`.trim()}
      lead={
        data && (
          <span className="case-lead">
            <LevelMark level={data.level} name={data.levelName} />
            <span>
              {data.phaseName}
              {data.due && `，等${data.due.waitsFor}`}
            </span>
            <DueMark due={data.due} ended={data.outcomeName ?? '办结'} />
          </span>
        )
      }
      actions={
        <>
          {data && <Papers view={data} />}
          {data && writes && (
            <Button onClick={() => void navigate(`/bulletins/new?case=${data.id}`)}>写通报</Button>
          )}
          <Button onClick={back}>回到列表</Button>
        </>
      }
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="case">
          <div className="case-column">
            <Words {...data} />
            <Timeline id={data.id} timeline={data.timeline} />
          </div>
          <div className="case-column">
            <Moves view={data} onReadAgain={() => void refetch()} />
            <About view={data} />
            {data.level === null && data.rating && <Contact ratingId={data.rating.id} of="complaint" />}
            {data.phase !== 'closed' && <Facts facts={data.facts} />}
            {data.level !== null && <AppealCard place="cases" id={data.id} />}
          </div>
        </div>
      )}
    </Page>
  );
}
