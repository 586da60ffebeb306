import type { AuditEntryView } from '@haochaping/shared/contracts';
import type { AuditEntry } from './model.js';
import { presentEntry } from './presenter.js';

export type ExportFormat = 'csv' | 'jsonl';
export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv',
  jsonl: 'application/x-ndjson',
};

const COLUMNS: readonly [title: string, cell: (entry: AuditEntryView) => string][] = [
  ['序号', ({ seq }) => String(seq)],
  ['时间', ({ at }) => at],
  ['做了什么', ({ actionName }) => actionName],
  ['动作', ({ action }) => action],
  ['谁（类别）', ({ actor }) => actor.kind],
  ['谁（编号）', ({ actor }) => actor.id],
  ['对什么（类别）', ({ subject }) => subject.kind],
  ['对什么（编号）', ({ subject }) => subject.id],
  ['细节', ({ detail }) => JSON.stringify(detail)],
  ['记录编号', ({ id }) => id],
  ['前一条的散列', ({ previousHash }) => previousHash],
  ['散列', ({ hash }) => hash],
];

/** A leading = + - @ would run as a formula when the file is opened in a spreadsheet. */
function csvCell(text: string): string {
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

const csvLine = (cells: string[]) => `${cells.map(csvCell).join(',')}\r\n`;

/** The text of an export, piece by piece; CSV begins with the mark by which spreadsheets know UTF-8. */
export async function* exportText(
  entries: AsyncIterable<AuditEntry>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield `\uFEFF${csvLine(COLUMNS.map(([title]) => title))}`;
  for await (const entry of entries) {
    const view = presentEntry(entry);
    yield format === 'csv' ? csvLine(COLUMNS.map(([, cell]) => cell(view))) : `${JSON.stringify(view)}\n`;
  }
}
