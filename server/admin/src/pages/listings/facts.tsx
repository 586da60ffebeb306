import { Link } from 'react-router';
import type { ListingFactView } from '@haochaping/shared/contracts';

interface FactsProps {
  facts: readonly ListingFactView[];
  /** Where the figures behind a share are opened; null for who opens none. */
  figures: string | null;
}

/** What the records say: each fact with its number, how it is counted, and what lies behind it. */
export function Facts({ facts, figures }: FactsProps) {
  return (
    <dl className="listing-facts">
      {facts.map(({ id, name, rule, text, now, reached, cases }) => (
        <div key={id} data-reached={reached}>
          <dt>
            {name}
            {reached && <span className="listing-mark">✓ 凭它列出</span>}
          </dt>
          <dd>
            <strong>{text}</strong>
            {now !== null && now !== text && <span className="listing-now">现在重算：{now}</span>}
            <p className="aside">{rule}。</p>
            {id === 'satisfied' && figures && <Link to={figures}>打开它的评价和数字</Link>}
            {id === 'coercion' && figures && text !== '0件' && <Link to="/oversight">到督查里看反映</Link>}
            {cases.length > 0 && (
              <ul>
                {cases.map((one) => (
                  <li key={one.id}>
                    <Link to={`/cases/${one.id}`}>{one.title}</Link>
                    <span className="aside">
                      {' '}
                      {one.number}，{one.what}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
