import type { AuditListedEntry } from '@haochaping/shared/contracts';

/** A row of the list: an entry, or refusals in a row that stand for one another. */
export type AuditRow =
  { kind: 'entry'; entry: AuditListedEntry } | { kind: 'fold'; id: string; entries: AuditListedEntry[] };

const isRefusal = ({ action }: AuditListedEntry) => action.startsWith('request.refused');

/** How many requests an entry tells of: many of a kind are told as one with their count. */
const timesOf = ({ detail }: AuditListedEntry) => (typeof detail.count === 'number' ? detail.count : 1);

/** How many requests were refused in a fold. */
export function refusalsIn(entries: readonly AuditListedEntry[]): number {
  return entries.reduce((sum, entry) => sum + timesOf(entry), 0);
}

/**
 * Entries with refusals that follow one another folded into one row; the entries of an opened fold stand below its row.
 * @param opened the ids of the opened folds
 */
export function foldRefusals(entries: readonly AuditListedEntry[], opened: ReadonlySet<string>): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let at = 0; at < entries.length;) {
    let end = at;
    while (entries[end] && isRefusal(entries[end] as AuditListedEntry)) end += 1;
    const run = entries.slice(at, Math.max(end, at + 1));
    const id = `fold ${run[0]?.seq}`;
    if (run.length > 1) rows.push({ kind: 'fold', id, entries: run });
    if (run.length === 1 || opened.has(id))
      rows.push(...run.map((entry): AuditRow => ({ kind: 'entry', entry })));
    at += run.length;
  }
  return rows;
}
