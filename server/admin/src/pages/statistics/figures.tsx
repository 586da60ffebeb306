import type { StatisticsSummary } from '@haochaping/shared/contracts';
import { FORMULAS } from '@haochaping/shared/domain/figures/formulas';
import { Link } from 'react-router';
import { useMay } from '../../api/session.js';
import { formatCount } from '../../format.js';
import { Rule } from '../../ui/rule.js';

type Told = StatisticsSummary['figures'][number];

const isMean = (id: string) => FORMULAS.some((one) => one.id === id && one.unit === 'mean');

/** Both numbers of a figure, in words. */
function numbersOf({ id, part, whole }: Told): string {
  if (whole === 0) return '这段时间没有';
  return isMean(id) ? `${formatCount(whole)} 条的平均` : `${formatCount(whole)} 里的 ${formatCount(part)}`;
}

/** One figure: as it is said, both its numbers, and how it is counted on a click. */
function OneFigure({ figure }: { figure: Told }) {
  const { id, version, name, text, part, whole, partName, wholeName, exclusions } = figure;
  return (
    <li className="statistics-figure card">
      <h3>{name}</h3>
      <p className="statistics-value">{text}</p>
      <p className="aside">{numbersOf(figure)}</p>
      <Rule>
        <p>
          {partName}（{formatCount(part)}）÷ {wholeName}（{formatCount(whole)}）
        </p>
        <p>{exclusions}</p>
        <p className="aside">
          算法 {id}，第 {version} 版
        </p>
      </Rule>
    </li>
  );
}

/** The figures of the period. The poor ones are written as large as the good ones. */
export function Figures({ summary }: { summary: StatisticsSummary }) {
  const { ratings, figures, from, to } = summary;
  const overseen = useMay('oversight.read');
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">数字</h2>
      <ul className="statistics-figures">
        <li className="statistics-figure card">
          <h3>采信的评价</h3>
          <p className="statistics-value">{formatCount(ratings.adopted)}</p>
          <p className="aside">全部 {formatCount(ratings.all)} 条</p>
          <Rule name="什么叫采信">
            <p>收到的都算在“全部”里。依法撤销的、申诉成立的和整改后评价人满意按规定不计的差评，不算采信。</p>
          </Rule>
        </li>
        {figures.map((figure) => (
          <OneFigure key={figure.id} figure={figure} />
        ))}
      </ul>
      {overseen && (
        <p className="statistics-onward">
          差评一件一件看：
          <Link to={`/oversight?from=${from}&to=${to}`}>去督查</Link>
        </p>
      )}
    </section>
  );
}
