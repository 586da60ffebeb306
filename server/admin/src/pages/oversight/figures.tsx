import type { OversightFigures } from '@haochaping/shared/contracts';
import { formatCount } from '../../format.js';
import { Rule } from '../../ui/rule.js';

type Figure = OversightFigures['figures'][number];

/** The share in words; none of nothing. Never rounded up to all. */
function shareOf({ part, whole }: Pick<Figure, 'part' | 'whole'>): string {
  if (whole === 0) return '—';
  return `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)}%`;
}

/** The one that the plan wants whole. */
const MUST_BE_WHOLE = '实名差评回访整改率';

function OneFigure({ figure }: { figure: Figure }) {
  const { name, part, whole, partName, wholeName, beside, rule } = figure;
  const lacks = name === MUST_BE_WHOLE && part < whole;
  return (
    <li className="oversight-figure card">
      <span className="figure-label">{name}</span>
      <span className="figure-value" data-tone={lacks ? 'bad' : undefined}>
        {shareOf(figure)}
      </span>
      <span className="figure-note">
        {partName} {formatCount(part)}，{wholeName} {formatCount(whole)}
      </span>
      {beside.map((one) => (
        <span className="figure-note" key={one.name}>
          另有：{one.name} {formatCount(one.count)}
        </span>
      ))}
      <Rule>
        <p>{rule}</p>
      </Rule>
    </li>
  );
}

/** What comparing paper forms with what was entered found; nothing where none came. */
function FormFigures({ forms }: Pick<OversightFigures, 'forms'>) {
  const { entered, checked, wrong } = forms;
  if (entered === 0) return null;
  return (
    <p className="aside">
      纸质评价表录了 {formatCount(entered)} 张，抽出来对照原表 {formatCount(checked)} 张，
      {wrong > 0 ? <strong>录错 {formatCount(wrong)} 张</strong> : '没有录错的'}。
    </p>
  );
}

const MAIN = 3;

/** The figures of the period: those the plan names large, the steps below on a click. */
export function Figures({ data }: { data: OversightFigures }) {
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">数字</h2>
      <ul className="oversight-figures">
        {data.figures.slice(0, MAIN).map((figure) => (
          <OneFigure key={figure.name} figure={figure} />
        ))}
      </ul>
      <FormFigures forms={data.forms} />
      <details className="oversight-steps">
        <summary>每一步的按时率</summary>
        <ul className="oversight-figures">
          {data.figures.slice(MAIN).map((figure) => (
            <OneFigure key={figure.name} figure={figure} />
          ))}
        </ul>
      </details>
    </section>
  );
}
