import { Button } from 'antd';
import { useParams } from 'react-router';
import type { DirectoryHistory } from '@haochaping/shared/contracts/directory';
import { useDirectoryHistory } from '../../api/directory.js';
import { formatInstantFull } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { isDirectoryKind } from './kinds.js';
import './directory.css';

type Version = DirectoryHistory['versions'][number];

function Values({ values }: { values: Version['values'] }) {
  return (
    <dl className="facts">
      {Object.entries(values).map(([column, value]) => (
        <div key={column}>
          <dt>{column}</dt>
          <dd>{value || '—'}</dd>
        </div>
      ))}
    </dl>
  );
}

/** People have a 姓名, everything else a 名称. */
const nameOf = (version: Version | undefined) => version?.values['名称'] ?? version?.values['姓名'];

function VersionEntry({ version }: { version: Version }) {
  const { revision, validFrom, validTo, recordedBy, source, changes } = version;
  return (
    <li>
      <p>
        <strong>第{revision}版</strong>
        <span className="directory-aside">
          {formatInstantFull(validFrom)}起{validTo && `，${formatInstantFull(validTo)}止`} ·{' '}
          {source === 'seed' ? '初始数据' : `${recordedBy} 导入`}
        </span>
      </p>
      {changes.length > 0 && (
        <ul className="directory-changes">
          {changes.map(({ column, before, after }) => (
            <li key={column}>
              {column}：<del>{before || '（空）'}</del> 改为 <ins>{after || '（空）'}</ins>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** One directory record: what it says now, and what it said before. */
export function Component() {
  const { kind = '', code = '' } = useParams();
  const known = isDirectoryKind(kind) ? kind : 'institutions';
  const { data, error, isPending, refetch } = useDirectoryHistory(known, code);
  const back = useWayBack(`/directory/${known}`);
  useShortcut(['Escape'], 'Esc', '回到列表', back);
  const newestFirst = data ? [...data.versions].sort((a, b) => b.revision - a.revision) : [];
  const latest = newestFirst[0];
  return (
    <Page
      title={nameOf(latest) ?? code}
      lead={<span className="directory-code">{code}</span>}
      actions={<Button onClick={back}>回到列表</Button>}
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && !latest && <EmptyNotice>目录里没有编码为 {code} 的记录。</EmptyNotice>}
      {latest && (
        <div className="directory-record">
          <section className="card" aria-labelledby="now">
            <h2 id="now">{latest.validTo ? '停用前的内容' : '现在的内容'}</h2>
            <Values values={latest.values} />
          </section>
          <section className="card" aria-labelledby="history">
            <h2 id="history">历次改动</h2>
            <ol className="directory-versions">
              {newestFirst.map((version) => (
                <VersionEntry key={version.revision} version={version} />
              ))}
            </ol>
          </section>
        </div>
      )}
    </Page>
  );
}
