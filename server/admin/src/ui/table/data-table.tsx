import { Fragment, useRef, useSyncExternalStore, type MouseEvent, type ReactNode } from 'react';
import { useShortcut } from '../shortcuts.js';
import './data-table.css';

export interface Column<Row> {
  key: string;
  title: string;
  /** CSS width; a column without one takes what is left. */
  width?: string;
  align?: 'end';
  /** Shown only where the window is at least this wide. */
  from?: 'small' | 'medium' | 'wide' | 'widest';
  render: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  /** Read to those who do not see the table. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The row one came back from. */
  markedId?: string | undefined;
  busy?: boolean;
  /** What stands under a row when it is opened; null for a closed one. */
  below?: (row: Row) => ReactNode;
  /** Long cells break into lines instead of being cut. */
  wraps?: boolean;
}

/** The element of a row that takes the keyboard: its link, else its first button. */
function rowHandle(row: Element): HTMLElement | null {
  return row.querySelector<HTMLElement>('a[data-row-link]') ?? row.querySelector<HTMLElement>('button, a');
}

function moveFocus(body: HTMLElement | null, step: 1 | -1): void {
  const rows = [...(body?.querySelectorAll<HTMLElement>('tr[data-row]') ?? [])];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const marked = rows.findIndex((row) => row.dataset.marked === 'true');
  const next = here >= 0 ? here + step : marked >= 0 ? marked : step === 1 ? 0 : rows.length - 1;
  const handle = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  if (handle) rowHandle(handle)?.focus();
}

/** A click anywhere on a row follows the row's link, unless it ends a selection of text or hits another control. */
function followRow(event: MouseEvent<HTMLTableRowElement>): void {
  const target = event.target as Element;
  if (target.closest('a, button, input, label') || window.getSelection()?.toString()) return;
  event.currentTarget.querySelector<HTMLElement>('a[data-row-link]')?.click();
}

const WIDTHS = { small: 640, medium: 1024, wide: 1360, widest: 1536 } as const;
const queries = Object.values(WIDTHS).map((width) => window.matchMedia(`(min-width: ${width}px)`));

function subscribe(listener: () => void): () => void {
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

/** The columns that have room; the others stay on the row's own page. */
function useVisible<Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] {
  const width = useSyncExternalStore(subscribe, () => queries.filter(({ matches }) => matches).length);
  const passed = Object.values(WIDTHS)[width - 1] ?? 0;
  return columns.filter(({ from }) => from === undefined || WIDTHS[from] <= passed);
}

/** A dense table whose rows are walked with j, k and the arrows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const columns = useVisible(props.columns);
  const { caption, rows, rowId, markedId, busy = false, wraps = false, below } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  useShortcut(['j', 'ArrowDown'], 'j 或 ↓', '下一行', () => moveFocus(body.current, 1));
  useShortcut(['k', 'ArrowUp'], 'k 或 ↑', '上一行', () => moveFocus(body.current, -1));
  return (
    <div className="table-frame" aria-busy={busy}>
      <table className="table" data-wraps={wraps}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, width, align }) => (
              <th key={key} scope="col" style={{ width }} data-align={align}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => {
            const opened = below?.(row);
            return (
              <Fragment key={rowId(row)}>
                <tr data-row={rowId(row)} data-marked={rowId(row) === markedId} onClick={followRow}>
                  {columns.map(({ key, align, render }) => (
                    <td key={key} data-align={align}>
                      {render(row)}
                    </td>
                  ))}
                </tr>
                {opened && (
                  <tr className="table-below">
                    <td colSpan={columns.length}>{opened}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
