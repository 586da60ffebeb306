import { Checkbox } from 'antd';
import type { CaseRow } from '@haochaping/shared/contracts';
import { DueMark } from '../../ui/due-mark.js';
import { LevelMark } from '../../ui/marks.js';
import type { Column } from '../../ui/table/data-table.js';
import { titleColumn } from '../../ui/table/title-column.js';

/** What is chosen to be given to somebody together. */
export interface Choosing {
  chosen: ReadonlySet<string>;
  toggle: (id: string) => void;
}

/** @param choosing only for those who give cases to others */
export function columnsFor(
  list: string,
  leave: (id: string) => void,
  choosing: Choosing | null,
): Column<CaseRow>[] {
  const choice: Column<CaseRow>[] = choosing
    ? [
        {
          key: 'chosen',
          title: '选',
          width: '52px',
          from: 'medium',
          render: (row) => (
            <Checkbox
              aria-label={`选中 ${row.title} ${row.number}`}
              checked={choosing.chosen.has(row.id)}
              onChange={() => choosing.toggle(row.id)}
            />
          ),
        },
      ]
    : [];
  return [
    ...choice,
    {
      key: 'due',
      title: '期限',
      width: '184px',
      render: (row) => <DueMark due={row.due} ended={row.outcomeName ?? '办结'} />,
    },
    {
      key: 'level',
      title: '等级',
      width: '132px',
      from: 'medium',
      render: (row) => <LevelMark level={row.level} name={row.levelName} />,
    },
    titleColumn({
      title: '什么事，办到哪一步',
      under: '/cases',
      list,
      leave,
      below: (row) => (
        <>
          {row.level === null && `${row.levelName} · `}
          {row.phaseName}
          {row.due && `，等${row.due.waitsFor}`} · {row.number}
        </>
      ),
    }),
    {
      key: 'institution',
      title: '承办部门',
      width: '24%',
      from: 'medium',
      render: (row) => (
        <>
          <span className="first-line" title={row.institutionName}>
            {row.institutionName}
          </span>
          <span className="second-line">{row.officerName ?? '还没有经办人'}</span>
        </>
      ),
    },
  ];
}
