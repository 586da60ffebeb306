import type { ChartTable } from '@haochaping/shared/domain/figures/tables';
import type { EChartsCoreOption } from 'echarts/core';
import { Button } from 'antd';
import { lazy, Suspense, useId, useRef, useState } from 'react';
import { saveBlob } from '../../api/files/save.js';
import { PALETTES, type Palette } from '../../theme/tokens.js';
import { useScheme } from '../../theme/scheme.js';
import { ErrorNotice } from '../../ui/notices.js';
import { SaveList, type SaveListProps } from '../../ui/save-list.js';
import type { DrawingHandle } from './drawing.js';

/** The charting library is a download of its own, fetched with the first chart. */
const Drawing = lazy(async () => ({ default: (await import('./drawing.js')).Drawing }));

/** How something is drawn in the colours of a palette, and how high. */
export interface Drawn {
  height: number;
  option: (palette: Palette) => EChartsCoreOption;
}

export interface ChartCardProps {
  /** What one looks for in it. */
  question: string;
  /** What is drawn and how it is counted, in a line. */
  note?: string;
  /** Of what and when; stands in the picture. */
  lead: string;
  /** What must be said of it in the picture, too. */
  warning: string | null;
  table: ChartTable;
  drawn: Drawn;
  /** Where the workbook of its table is. */
  saved: Pick<SaveListProps, 'path' | 'query'>;
}

const MOST_SPOKEN = 12;

/** The chart for whoever does not see it: short ones in full, of long ones where to read them. */
function spoken({ columns, rows }: ChartTable): string {
  if (rows.length > MOST_SPOKEN) return `图上有${rows.length}段，数字在“看表格”里。`;
  const lines = rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell : `${columns[at]} ${cell}`)).join('，'),
  );
  return `${lines.join('；')}。`;
}

/** A chart with the table behind it, and both to take along. */
export function ChartCard({ question, note, lead, warning, table, drawn, saved }: ChartCardProps) {
  const id = useId();
  const [opened, setOpened] = useState(false);
  const [error, setError] = useState<Error>();
  const drawing = useRef<DrawingHandle>(null);
  const palette = PALETTES[useScheme().scheme];
  const picture = async () => {
    setError(undefined);
    const made = await drawing.current?.picture(
      palette,
      question,
      [lead, warning].filter(Boolean).join('，'),
    );
    if (made) saveBlob(made, `${question.replace(/[？，]/g, ' ').trim()}（${lead}）.png`);
  };
  return (
    <section className="card statistics-chart" aria-labelledby={id}>
      <h3 id={id}>{question}</h3>
      {note && <p className="aside">{note}</p>}
      <div role="img" aria-label={`${question}${spoken(table)}`} style={{ height: drawn.height }}>
        <Suspense fallback={<span className="loading-row" />}>
          <Drawing ref={drawing} option={drawn.option(palette)} height={drawn.height} />
        </Suspense>
      </div>
      <div className="statistics-deeds">
        <Button aria-expanded={opened} aria-controls={`${id}table`} onClick={() => setOpened(!opened)}>
          {opened ? '收起表格' : '看表格'}
        </Button>
        <Button onClick={() => void picture().catch(setError)}>存图片</Button>
        <SaveList {...saved} name={`统计 ${table.name}（${lead}）`} total={table.rows.length} />
      </div>
      {error && <ErrorNotice error={error} />}
      <div id={`${id}table`} hidden={!opened}>
        {opened && <Behind caption={question} table={table} />}
      </div>
    </section>
  );
}

const NUMBER = /^[\d—]/;

/** The same numbers as a table. */
function Behind({ caption, table: { columns, rows } }: { caption: string; table: ChartTable }) {
  const alignOf = (at: number) =>
    at > 0 && rows.every((row) => NUMBER.test(row[at] ?? '')) ? 'end' : undefined;
  return (
    <div className="statistics-table" tabIndex={0} role="group" aria-label={`${caption}的表格`}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column} scope="col" data-align={alignOf(at)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join()}>
              {row.map((cell, at) =>
                at === 0 ? (
                  <th key={columns[at]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[at]} data-align={alignOf(at)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
