import type { ReportTables } from '@haochaping/shared/contracts';

interface Bar {
  name: string;
  /** Each piece with the custom property of its colour. */
  parts: readonly { value: number; colour: string }[];
}

/** The bars of the paper, from zero; their numbers stand in the table below, and are read out there. */
function Bars({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const sums = bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(1, ...sums);
  return (
    <figure className="report-bars" aria-hidden="true">
      <figcaption>{title}</figcaption>
      {bars.map(({ name, parts }, row) => (
        <div key={name} className="report-bar">
          <span>{name}</span>
          <span className="report-bar-room">
            {parts.map(({ value, colour }) => (
              <span
                key={colour}
                style={{ width: `${(value / most) * 100}%`, background: `var(${colour})` }}
              />
            ))}
          </span>
          <span>{sums[row]}</span>
        </div>
      ))}
    </figure>
  );
}

export const TrendBars = ({ trend }: Pick<ReportTables, 'trend'>) => (
  <Bars
    title="采信的评价（红的是差评）"
    bars={trend.map(({ name, adopted, poor }) => ({
      name,
      parts: [
        { value: adopted - poor, colour: '--primary' },
        { value: poor, colour: '--level-1' },
      ],
    }))}
  />
);

export const LevelBars = ({ levels }: Pick<ReportTables, 'levels'>) => (
  <Bars
    title="采信的评价，按等级"
    bars={levels.map(({ level, name, now }) => ({
      name,
      parts: [{ value: now, colour: `--level-${level}` }],
    }))}
  />
);
