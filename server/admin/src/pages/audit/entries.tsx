import { Button } from 'antd';
import { useState } from 'react';
import type { AuditListedEntry } from '@haochaping/shared/contracts';
import type { useAuditEntries } from '../../api/audit.js';
import { formatCount, formatInstant } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Pager } from '../../ui/table/pager.js';
import type { Filters } from '../../ui/table/use-filters.js';
import { EntryStory } from './entry-story.js';
import type { AuditFilterName } from './audit-filters.js';
import { foldRefusals, refusalsIn, type AuditRow } from './folds.js';
import { detailsOf, partyOf } from './words.js';

export const PAGE_SIZE = 50;

const idOf = (row: AuditRow) => (row.kind === 'fold' ? row.id : row.entry.id);
const newest = (row: AuditRow) => (row.kind === 'fold' ? row.entries[0] : row.entry);
const distinct = (entries: readonly AuditListedEntry[], of: (entry: AuditListedEntry) => string) => [
  ...new Set(entries.map(of)),
];

const actorOf = (entry: AuditListedEntry) => partyOf(entry.actor, entry.actorName);
const subjectOf = (entry: AuditListedEntry) => partyOf(entry.subject, entry.subjectName);

/** One of them, or the first with how many more there are. */
function shortly(names: readonly string[]): string {
  return names.length > 1 ? `${names[0]} 等 ${names.length} 个` : (names[0] ?? '');
}

const text = (value: string) => <span title={value}>{value}</span>;

const COLUMNS: readonly Column<AuditRow>[] = [
  {
    key: 'at',
    title: '时间',
    width: '124px',
    render: (row) => formatInstant(newest(row)?.at ?? ''),
  },
  {
    key: 'what',
    title: '做了什么',
    render: (row) =>
      row.kind === 'fold' ? (
        <span className="audit-fold">拒绝请求，连续 {formatCount(refusalsIn(row.entries))} 次</span>
      ) : (
        text(row.entry.actionName)
      ),
  },
  {
    key: 'who',
    title: '谁',
    width: '22%',
    render: (row) => text(row.kind === 'fold' ? shortly(distinct(row.entries, actorOf)) : actorOf(row.entry)),
  },
  {
    key: 'whom',
    title: '对什么',
    width: '24%',
    render: (row) =>
      text(row.kind === 'fold' ? shortly(distinct(row.entries, subjectOf)) : subjectOf(row.entry)),
  },
  {
    key: 'detail',
    title: '细节',
    width: '20%',
    from: 'wide',
    render: (row) =>
      row.kind === 'entry' &&
      text(
        detailsOf(row.entry)
          .map(([name, value]) => `${name} ${value}`)
          .join('，'),
      ),
  },
];

/** Which rows are open: folds show their entries as rows, entries what they hold. */
function useOpened() {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const action: Column<AuditRow> = {
    key: 'open',
    title: '细看',
    width: '92px',
    align: 'end',
    render: (row) => {
      const id = idOf(row);
      const open = opened.has(id);
      return (
        <Button size="small" type="text" aria-expanded={open} onClick={() => toggle(id)}>
          {open ? '收起' : row.kind === 'fold' ? '展开' : '细看'}
        </Button>
      );
    },
  };
  return { opened, action };
}

interface EntriesProps {
  filters: Filters<AuditFilterName>;
  answer: ReturnType<typeof useAuditEntries>;
}

/** The sealed entries, refusals in a row folded. */
export function Entries({ filters, answer }: EntriesProps) {
  const { data, error, isPending, isPlaceholderData, refetch } = answer;
  const { opened, action } = useOpened();
  const refusalsAsked = filters.values.action?.startsWith('request.refused') ?? false;
  const entries = data?.items ?? [];
  const rows: AuditRow[] = refusalsAsked
    ? entries.map((entry) => ({ kind: 'entry', entry }))
    : foldRefusals(entries, opened);
  return (
    <>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice>
          {filters.any
            ? '没有符合这些条件的记录。'
            : '还没有封存的记录。刚发生的事由后台程序几秒内封存，之后就看得到。'}
        </EmptyNotice>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption="审计日志"
            columns={[...COLUMNS, action]}
            rows={rows}
            rowId={idOf}
            busy={isPlaceholderData}
            below={(row) =>
              row.kind === 'entry' &&
              opened.has(row.entry.id) && <EntryStory entry={row.entry} narrow={filters.set} />
            }
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data?.total ?? 0} onChange={filters.goTo} />
        </>
      )}
    </>
  );
}
