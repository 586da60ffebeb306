import type { ReactNode } from 'react';
import type { Column } from './data-table.js';
import { RowLink } from './row-link.js';

interface TitleColumnProps<Row> {
  /** Above the column. */
  title: string;
  /** Where the pages of the rows are: `/cases`, `/appeals` … */
  under: string;
  /** Path and query of the list, so that the page of a row knows the way back. */
  list: string;
  leave: (id: string) => void;
  /** What stands below the title of a row. */
  below: (row: Row) => ReactNode;
  /** The same in full, where it may be cut. */
  belowInFull?: (row: Row) => string;
}

/** The main column of a list: what the row is about, which leads to its page, and a second line. */
export function titleColumn<Row extends { id: string; title: string }>({
  title,
  under,
  list,
  leave,
  below,
  belowInFull,
}: TitleColumnProps<Row>): Column<Row> {
  return {
    key: 'title',
    title,
    render: (row) => (
      <>
        <RowLink
          to={`${under}/${row.id}`}
          text={row.title}
          list={list}
          onLeave={() => leave(row.id)}
          title={row.title}
        />
        <span className="second-line" title={belowInFull?.(row)}>
          {below(row)}
        </span>
      </>
    ),
  };
}
