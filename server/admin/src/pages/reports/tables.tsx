import type { ReportTables, ReportView } from '@haochaping/shared/contracts';
import { tablesOfReport, type ReportTable } from '@haochaping/shared/domain/figures/report-tables';
import { Fragment } from 'react';
import { LevelBars, TrendBars } from './bars.js';

/** The figures as they were when the report was drafted. */
export function Tables({ tables, rule }: { tables: ReportTables; rule: ReportView['rule'] }) {
  return (
    <section className="card report-tables" aria-labelledby="figures">
      <h2 id="figures">起草时的数字</h2>
      <p className="aside">{rule}</p>
      {Object.entries(tablesOfReport(tables)).map(([part, told]) => (
        <Fragment key={part}>
          {part === 'trend' && tables.adopted.now > 0 && <TrendBars trend={tables.trend} />}
          {part === 'levels' && tables.adopted.now > 0 && <LevelBars levels={tables.levels} />}
          {told.map((one) => (
            <OneTable key={one.title} {...one} />
          ))}
        </Fragment>
      ))}
    </section>
  );
}

function OneTable({ title, head, widths, rows }: ReportTable) {
  return (
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          {head.map((name, at) => (
            <th key={name} scope="col" style={{ width: `${widths[at]}%` }}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join(' ')}>
            {row.map((cell, at) => (
              <td key={head[at]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
