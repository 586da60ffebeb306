import { Button } from 'antd';
import { useParams } from 'react-router';
import type { StaffRatingView } from '@haochaping/shared/contracts';
import { filesOfForm, useForm } from '../../api/entries.js';
import { useRating } from '../../api/ratings.js';
import { formatInstantFull, formatRatedOn } from '../../format.js';
import { useMay } from '../../api/session.js';
import { Answered, saysSomething } from '../../ui/answered.js';
import { AppealCard } from '../../ui/appeal-card.js';
import { Contact } from '../../ui/contact/contact.js';
import { FileList } from '../../ui/files/file-list.js';
import { FactList, type Fact } from '../../ui/facts.js';
import { LevelMark, StandingMark } from '../../ui/marks.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { TARGET_KIND_NAMES } from '../../ui/target-kinds.js';
import { CaseCard } from './case-card.js';
import { Forwarding } from './forwarding.js';
import './rating.css';

const PAGE_SOURCES = { own: '本市评价页', province: '省里的评价页' } as const;

/** Who wrote it down, out of what, and how late it came. */
function entryFacts({ entered }: StaffRatingView): Fact[] {
  if (!entered) return [];
  const { byName, source, photos, form, daysLate } = entered;
  return [
    [form ? '评价表编号' : '热线记录编号', source],
    [form ? '录入的人' : '导入的人', byName],
    ['原表', form ? `照片 ${photos} 张` : null],
    ['晚到', daysLate > 0 ? `评了 ${daysLate} 天以后才收到` : null],
  ];
}

function Facts({ rating }: { rating: StaffRatingView }) {
  const facts: Fact[] = [
    ['办了什么', rating.title],
    ['在哪里', rating.place],
    ['哪个环节', rating.occasion],
    ['单位', `${rating.institutionName}（${rating.regionName}）`],
    ['评价时间', formatRatedOn(rating.ratedOn, 'full')],
    ['收到时间', rating.receivedAt && formatInstantFull(rating.receivedAt)],
    ['渠道', rating.pageSource && `${rating.channelName}，${PAGE_SOURCES[rating.pageSource]}`],
    ['实名程度', rating.assuranceName],
    ['代评', rating.agentNote],
    ['评价器的时钟', rating.deviceNote],
    ...entryFacts(rating),
  ];
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">这次服务</h2>
      <FactList facts={facts} />
    </section>
  );
}

function Targets({ targets }: { targets: StaffRatingView['targets'] }) {
  return (
    <section className="card" aria-labelledby="targets">
      <h2 id="targets">评价了谁</h2>
      <dl className="facts">
        {targets.map(({ kind, name, institutionName }) => (
          <div key={`${kind} ${name} ${institutionName}`}>
            <dt>{TARGET_KIND_NAMES[kind]}</dt>
            <dd>
              {name}
              {institutionName !== name && <span className="aside">{institutionName}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The photo of the paper it was written down from, for those who write forms down. */
function Paper({ number }: { number: string }) {
  const { data } = useForm(number);
  if (!data || data.photos.length === 0) return null;
  return (
    <section className="card" aria-labelledby="paper">
      <h2 id="paper">原表</h2>
      <FileList path={filesOfForm(number)} files={data.photos} />
    </section>
  );
}

/** What the evaluator said, in their own words, each addition for itself. */
function Words({ rating }: { rating: StaffRatingView }) {
  const said = rating.details.filter(saysSomething);
  return (
    <section className="card" aria-labelledby="words">
      <h2 id="words">评价人说</h2>
      {said.length === 0 && <p className="aside">没有留下说明。</p>}
      {said.map(({ at, options, text, questionnaire }) => (
        <div className="rating-words" key={`${at} ${text}`}>
          {options.length > 0 && (
            <ul>
              {options.map(({ code, label }) => (
                <li key={code}>
                  {label} <span className="rating-code">{code}</span>
                </li>
              ))}
            </ul>
          )}
          {text && <blockquote className="said">{text}</blockquote>}
          <Answered questionnaire={questionnaire} />
          <p className="aside">{formatRatedOn(at, 'full')}</p>
        </div>
      ))}
    </section>
  );
}

function RatingBody({ rating }: { rating: StaffRatingView }) {
  const handles = useMay('cases.list');
  const enters = useMay('entries.manage');
  return (
    <div className="rating">
      <p className="rating-level" data-level={rating.level}>
        <LevelMark level={rating.level} name={rating.levelName} size={40} />
        {rating.poor && <span className="rating-poor">差评</span>}
        <StandingMark standing={rating.standing} />
      </p>
      <div className="rating-main">
        <Words rating={rating} />
        <Facts rating={rating} />
        {enters && rating.entered?.form && <Paper number={rating.entered.source} />}
      </div>
      <div className="rating-side">
        {rating.poor && <Contact ratingId={rating.id} />}
        {rating.forwarding && <Forwarding ratingId={rating.id} forwarding={rating.forwarding} />}
        {rating.poor && rating.receivedAt && handles && <CaseCard ratingId={rating.id} />}
        {rating.poor && <AppealCard place="ratings" id={rating.id} />}
        <Targets targets={rating.targets} />
        {!rating.forwarding && !rating.receivedAt && (
          <p className="aside">
            为保护评价人，这里只写一段时间，不写时刻和办件编号；这段时间办事的人少，时间就写得长，事项也可能不写。
          </p>
        )}
      </div>
    </div>
  );
}

/** The rated side reads a name in place of the receipt number, which carries the day; it already says 评价. */
const titleOf = (number = '') => (number.startsWith('评价') ? number : `评价 ${number}`.trim());

/** One rating, with everything staff may know and nothing about who gave it. */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useRating(id);
  const back = useWayBack('/ratings');
  useShortcut(['Escape'], 'Esc', '回到列表', back);
  return (
    <Page title={titleOf(data?.number)} actions={<Button onClick={back}>回到列表</Button>}>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <RatingBody rating={data} />}
    </Page>
  );
}
