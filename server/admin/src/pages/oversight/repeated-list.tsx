import { Link } from 'react-router';
import type { CaseRow, OversightPeriod } from '@haochaping/shared/contracts';
import { useRepeated } from '../../api/oversight.js';
import { formatCount } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { stepOf } from './case-list.js';

/** How many of one place stand open: of a busy window there are dozens. */
const SHOWN = 5;

const Cases = ({ cases }: { cases: readonly CaseRow[] }) => (
  <ul>
    {cases.map((row) => (
      <li key={row.id}>
        <Link to={`/cases/${row.id}`}>{row.title}</Link>
        <span className="oversight-aside">
          {row.levelName}，{stepOf(row)}
        </span>
      </li>
    ))}
  </ul>
);

/** Windows, persons and items that were rated poorly again and again, each with its cases. */
export function RepeatedList({ period }: { period: OversightPeriod }) {
  const { data, error, isPending, refetch } = useRepeated(period);
  if (isPending) return <LoadingRows />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p className="oversight-aside">{data.rule}。</p>
      {data.items.length === 0 && <EmptyNotice>这段时间没有一再得差评的窗口、人员和事项。</EmptyNotice>}
      {data.items.map(({ kind, code, kindName, name, institutionName, cases, from, to }) => (
        <section className="card oversight-repeated" key={`${kind} ${code}`}>
          <h3>
            {kindName}：{name}
            <span className="oversight-aside">{institutionName}</span>
          </h3>
          <p>
            {from}至{to}，{formatCount(cases.length)} 条差评
          </p>
          <Cases cases={cases.slice(0, SHOWN)} />
          {cases.length > SHOWN && (
            <details className="oversight-steps">
              <summary>其余 {formatCount(cases.length - SHOWN)} 条</summary>
              <Cases cases={cases.slice(SHOWN)} />
            </details>
          )}
        </section>
      ))}
      {data.left > 0 && (
        <p className="oversight-aside">还有 {formatCount(data.left)} 处没有列出来，请把时间选短一些再看。</p>
      )}
    </>
  );
}
