import { Button } from 'antd';
import { useParams } from 'react-router';
import type { ReportView } from '@haochaping/shared/contracts';
import { useReport, useSaveReport } from '../../api/reports.js';
import { formatInstantFull } from '../../format.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { Editing } from './editing.js';
import { Moves } from './moves.js';
import { Tables } from './tables.js';
import './reports.css';

function Words({ sections }: Pick<ReportView, 'sections'>) {
  return (
    <section className="card report-words" aria-label="报告的文字">
      {sections.map(({ id, title, text }) => (
        <div key={id}>
          <h2>{title}</h2>
          <p className={text ? 'report-text' : 'aside'}>{text || '没有写。'}</p>
        </div>
      ))}
    </section>
  );
}

function Story({ events, readers }: Pick<ReportView, 'events' | 'readers'>) {
  return (
    <section className="card" aria-labelledby="story">
      <h2 id="story">经过</h2>
      <ol className="report-story">
        {events.map(({ at, by, what, words }) => (
          <li key={`${at} ${what}`}>
            {formatInstantFull(at)} {by} {what}
            {words && <blockquote className="said">{words}</blockquote>}
          </li>
        ))}
      </ol>
      {readers.length === 0 && events.some(({ what }) => what === '反馈给单位') && (
        <p className="aside">单位还没有人看过。</p>
      )}
    </section>
  );
}

function Versions({ versions }: Pick<ReportView, 'versions'>) {
  if (versions.length === 0) return null;
  return (
    <details className="card report-versions">
      <summary>改以前是怎样写的（{versions.length} 次）</summary>
      {versions.map(({ at, by, sections }) => (
        <div key={at}>
          <p className="aside">
            {formatInstantFull(at)} {by} 改，原来是：
          </p>
          {sections.map(({ title, text }) => (
            <div key={title}>
              <h3>{title}</h3>
              <p className="report-text">{text || '没有写。'}</p>
            </div>
          ))}
        </div>
      ))}
    </details>
  );
}

function Papers({ id, title }: Pick<ReportView, 'id' | 'title'>) {
  const saved = useSaveReport(id, title);
  return (
    <>
      {(['pdf', 'docx'] as const).map((format) => (
        <Button
          key={format}
          loading={saved.isPending && saved.variables === format}
          onClick={() => saved.mutate(format)}
        >
          存为 {format === 'pdf' ? 'PDF' : 'Word'}
        </Button>
      ))}
      {saved.error && <ErrorNotice error={saved.error} />}
    </>
  );
}

/** One report: its words, edited as long as it is a draft; its tables, which stay; and what becomes of it. FA-2.4.2-a */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useReport(id);
  const back = useWayBack('/reports');
  useShortcut(['Escape'], 'Esc', '回到列表', back);
  return (
    <Page
      title={data?.title ?? '报告'}
      lead={data && `${data.number} · ${data.stateName} · 数字从 ${data.from} 到 ${data.to}`}
      actions={
        <>
          {data && <Papers id={data.id} title={data.title} />}
          <Button onClick={back}>回到列表</Button>
        </>
      }
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="report">
          {data.invented && <p className="notice">演示：数字是编出来的，不是真实的评价。</p>}
          {data.moves.includes('save') ? (
            <Editing key={data.version} view={data} onReadAgain={() => void refetch()} />
          ) : (
            <>
              <Words sections={data.sections} />
              <Moves view={data} />
            </>
          )}
          <Tables tables={data.tables} rule={data.rule} />
          <Story events={data.events} readers={data.readers} />
          <Versions versions={data.versions} />
        </div>
      )}
    </Page>
  );
}
