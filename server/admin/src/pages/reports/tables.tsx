import type { ReportTables, ReportView } from '@haochaping/shared/contracts';
import { tablesOfReport } from '@haochaping/shared/domain/figures/report-tables';

/** The figures as they were when the report was drafted. */
export function Tables({ tables, rule }: { tables: ReportTables; rule: ReportView['rule'] }) {
  return (
    <section className="card report-tables" aria-labelledby="figures">
      <h2 id="figures">起草时的数字</h2>
      <p className="aside">{rule}</p>
      {Object.values(tablesOfReport(tables))
        .flat()
        .map(({ title, head, widths, rows }) => (
          <table key={title}>
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
        ))}
    </section>
  );
}
