import type { ReactNode } from 'react';
import { Link, Navigate } from 'react-router';
import type { Overview } from '@haochaping/shared/contracts';
import { useOverview } from '../../api/overview.js';
import { useMay, useSession } from '../../api/session.js';
import { dayOf, formatCounted, formatDay, formatWait } from '../../format.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { landingOf } from '../../shell/navigation.js';
import { Page } from '../../ui/page.js';
import './overview.css';

interface FigureProps {
  label: string;
  value: number;
  to: string;
  /** The operation that the records behind the figure need; without it the figure leads nowhere. */
  operation: string;
  note?: ReactNode;
  tone?: 'bad' | undefined;
}

/** One figure; it leads to the records it was counted from. */
function Figure({ label, value, to, operation, note, tone }: FigureProps) {
  const leads = useMay(operation);
  const content = (
    <>
      <span className="figure-label">{label}</span>
      <span className="figure-value" data-tone={tone}>
        {formatCounted(value)}
      </span>
      {note && <span className="figure-note">{note}</span>}
    </>
  );
  return <li className="figure">{leads ? <Link to={to}>{content}</Link> : <div>{content}</div>}</li>;
}

/** What a person has to look at, most pressing first; an empty list is good news. */
function workOf(overview: Overview, may: readonly string[]): { text: string; to: string }[] {
  const today = dayOf(new Date());
  const parked = overview.forwarding?.parked ?? 0;
  const toDecide = overview.revealsToDecide ?? 0;
  const corrections = overview.correctionsWaiting ?? 0;
  const missing = overview.missingCalendar;
  const work: { count: number; text: string; to: string; operation: string }[] = [
    {
      count: overview.poorToday,
      text: `今天有 ${formatCounted(overview.poorToday, '条')}差评`,
      to: `/ratings?level=poor&from=${today}&to=${today}`,
      operation: 'ratings.list',
    },
    {
      count: toDecide,
      text: `${formatCounted(toDecide, '项')}查看联系方式的申请等您同意`,
      to: '/reveals',
      operation: 'reveal.approve',
    },
    {
      count: parked,
      text: `${formatCounted(parked, '条')}评价送不出去，等人处理`,
      to: '/forwarding?state=parked',
      operation: 'forwarding.list',
    },
    {
      count: overview.textsWaiting ?? 0,
      text: `${formatCounted(overview.textsWaiting ?? 0, '条')}评价的文字等着核对`,
      to: '/texts',
      operation: 'texts.list',
    },
    {
      count: corrections,
      text: `${formatCounted(corrections, '件')}更正申请等答复`,
      to: '/corrections',
      operation: 'corrections.handle',
    },
    {
      count: overview.appealsToDecide ?? 0,
      text: `${formatCounted(overview.appealsToDecide ?? 0, '份')}申诉等您决定`,
      to: '/appeals',
      operation: 'appeals.list',
    },
    {
      count: overview.feedbackWaiting ?? 0,
      text: `${formatCounted(overview.feedbackWaiting ?? 0, '条')}意见等您办`,
      to: '/feedback',
      operation: 'feedback.list',
    },
    {
      count: overview.formsToCheck ?? 0,
      text: `${formatCounted(overview.formsToCheck ?? 0, '张')}评价表等您对照原表复核`,
      to: '/entries?part=check',
      operation: 'entries.manage',
    },
    {
      count: overview.coercionNew ?? 0,
      text: `${formatCounted(overview.coercionNew ?? 0, '条')}强迫、报复的反映还没有查`,
      to: '/oversight',
      operation: 'coercion.read',
    },
    {
      count: missing ? 1 : 0,
      text: missing
        ? `${missing.year}年的放假安排还没有导入${missing.pressing ? '，现在的期限已经算到那一年' : ''}`
        : '',
      to: '/calendar',
      operation: 'calendar.import',
    },
    {
      count: overview.deadEffects ?? 0,
      text: `${formatCounted(overview.deadEffects ?? 0, '项')}后台工作多次没有做成`,
      to: '/system',
      operation: 'effects.list',
    },
  ];
  return work.filter(({ count, operation }) => count > 0 && may.includes(operation));
}

function Work({ overview }: { overview: Overview }) {
  const work = workOf(overview, useSession().may);
  return (
    <section aria-labelledby="work">
      <h2 id="work">要看的</h2>
      {work.length === 0 ? (
        <p className="overview-calm">现在没有要处理的。</p>
      ) : (
        <ul className="overview-work">
          {work.map(({ text, to }) => (
            <li key={to}>
              <Link to={to}>{text}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Forwarding({ overview }: { overview: Overview }) {
  const { forwarding, oldestWaitingSeconds } = overview;
  if (!forwarding) return null;
  const waited = oldestWaitingSeconds === null ? '' : `等得最久的${formatWait(oldestWaitingSeconds)}`;
  return (
    <section aria-labelledby="forwarding">
      <h2 id="forwarding">报送省里</h2>
      <ul className="figures">
        <Figure
          label="等待送出"
          value={forwarding.waiting}
          to="/forwarding?state=waiting"
          operation="forwarding.list"
          note={waited}
        />
        <Figure
          label="等人处理"
          value={forwarding.parked}
          to="/forwarding?state=parked"
          operation="forwarding.list"
          tone={forwarding.parked > 0 ? 'bad' : undefined}
        />
        <Figure
          label="暂不送"
          value={forwarding.held}
          to="/forwarding?state=held"
          operation="forwarding.list"
        />
      </ul>
    </section>
  );
}

/** Today, on one screen. */
function Today() {
  const { data, error, refetch } = useOverview();
  const today = dayOf(new Date());
  const statistics = useMay('statistics.read');
  return (
    <Page title="总览" lead={formatDay(new Date())}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={4} />}
      {data && (
        <div className="overview">
          <Work overview={data} />
          <section aria-labelledby="today">
            <h2 id="today">评价</h2>
            <ul className="figures">
              <Figure
                label="今天收到"
                value={data.ratingsToday}
                to={`/ratings?from=${today}&to=${today}`}
                operation="ratings.list"
              />
              <Figure
                label="其中差评"
                value={data.poorToday}
                to={`/ratings?level=poor&from=${today}&to=${today}`}
                operation="ratings.list"
                tone={data.poorToday > 0 ? 'bad' : undefined}
              />
            </ul>
            {statistics && (
              <p className="overview-onward">
                <Link to="/statistics">看统计</Link>
              </p>
            )}
          </section>
          <Forwarding overview={data} />
        </div>
      )}
    </Page>
  );
}

/** The first page; whoever has no overview starts with the first page there is for them. */
export function Component() {
  const first = landingOf(useSession());
  const mayRead = useMay('overview.read');
  return mayRead || first === '/' ? <Today /> : <Navigate to={first} replace />;
}
