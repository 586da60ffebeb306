import { Link } from 'react-router';
import type { ListingFactView } from '@haochaping/shared/contracts';

interface FactsProps {
  facts: readonly ListingFactView[];
  /** Where the figures behind a share are opened; null for who opens none. */
  figures: string | null;
  /** Among many: what is nothing in one line, and the rules said once elsewhere. */
  short?: boolean;
}

const NONE = '0件';
/** More than these stand behind a click. */
const FEW = 3;

function Cases({ cases }: Pick<ListingFactView, 'cases'>) {
  return (
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
  );
}

/** What lies behind a fact, as far as the account may open it. */
function Evidence({ fact: { id, text, cases }, figures }: { fact: ListingFactView; figures: string | null }) {
  return (
    <>
      {id === 'satisfied' && figures && <Link to={figures}>打开它的评价和数字</Link>}
      {id === 'coercion' && figures && text !== NONE && <Link to="/oversight">到督查里看反映</Link>}
      {cases.length > FEW ? (
        <details>
          <summary>打开后面的 {cases.length} 件</summary>
          <Cases cases={cases} />
        </details>
      ) : (
        cases.length > 0 && <Cases cases={cases} />
      )}
    </>
  );
}

/** What the records say: each fact with its number, how it is counted, and what lies behind it. */
export function Facts({ facts, figures, short = false }: FactsProps) {
  const nothing = short ? facts.filter(({ text }) => text === NONE) : [];
  return (
    <>
      <dl className="listing-facts">
        {facts
          .filter((fact) => !nothing.includes(fact))
          .map((fact) => (
            <div key={fact.id} data-reached={fact.reached}>
              <dt>
                {fact.name}
                {fact.reached && <span className="listing-mark">✓ 凭它列出</span>}
              </dt>
              <dd>
                <strong>{fact.text}</strong>
                {fact.now !== null && fact.now !== fact.text && (
                  <span className="listing-now">现在重算：{fact.now}</span>
                )}
                {!short && <p className="aside">{fact.rule}。</p>}
                <Evidence fact={fact} figures={figures} />
              </dd>
            </div>
          ))}
      </dl>
      {nothing.length > 0 && (
        <p className="aside">一件也没有的：{nothing.map(({ name }) => name).join('、')}。</p>
      )}
    </>
  );
}
