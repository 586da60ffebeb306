import { Button } from 'antd';
import type { ImportAction, ImportReport } from '@haochaping/shared/contracts/directory';
import { formatCount, formatInstant } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { Mark, type Tone } from '../../ui/marks.js';

type Problem = ImportReport['errors'][number];
type Change = ImportReport['changes'][number];

const ACTIONS: Readonly<Record<ImportAction, { word: string; sign: string; tone: Tone }>> = {
  create: { word: '新增', sign: '+', tone: 'good' },
  update: { word: '修改', sign: '~', tone: 'care' },
  end: { word: '停用', sign: '−', tone: 'bad' },
  reopen: { word: '恢复', sign: '+', tone: 'good' },
};

const PROBLEM_COLUMNS: readonly Column<Problem>[] = [
  { key: 'row', title: '行', width: '96px', render: ({ row }) => (row === 0 ? '整个文件' : `第${row}行`) },
  { key: 'column', title: '列', width: '150px', render: ({ column }) => column || '—' },
  { key: 'problem', title: '问题', width: '38%', render: ({ problem }) => problem },
  { key: 'remedy', title: '怎么改', render: ({ remedy }) => remedy },
];

const CHANGE_COLUMNS: readonly Column<Change>[] = [
  { key: 'row', title: '行', width: '84px', render: ({ row }) => `第${row}行` },
  {
    key: 'action',
    title: '做什么',
    width: '96px',
    render: ({ action }) => (
      <Mark tone={ACTIONS[action].tone} sign={ACTIONS[action].sign}>
        {ACTIONS[action].word}
      </Mark>
    ),
  },
  { key: 'name', title: '名称', width: '24%', render: ({ name }) => name },
  { key: 'code', title: '编码', width: '20%', from: 'medium', render: ({ code }) => code },
  {
    key: 'changes',
    title: '改了什么',
    render: ({ action, changes }) =>
      changes.length === 0
        ? '—'
        : changes
            .map(({ column, before, after }) =>
              action === 'create'
                ? `${column}：${after}`
                : `${column}：${before || '（空）'} → ${after || '（空）'}`,
            )
            .join('；'),
  },
  {
    key: 'from',
    title: '从何时起',
    width: '124px',
    from: 'medium',
    render: ({ effectiveFrom }) => formatInstant(effectiveFrom),
  },
];

function countWords({ create, update, end, reopen, unchanged }: ImportReport['counts']): string {
  const words = [
    [create, '新增'],
    [update, '修改'],
    [end, '停用'],
    [reopen, '恢复'],
    [unchanged, '不变'],
  ] as const;
  return words
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${word} ${formatCount(count)} 条`)
    .join('，');
}

/** Every line of the file: read, refused or empty. */
function sumWords({ rows, refusedRows, emptyRows }: ImportReport): string {
  const refused = refusedRows > 0 ? `，其中 ${formatCount(refusedRows)} 行有问题` : '';
  const empty = emptyRows > 0 ? `；另有 ${formatCount(emptyRows)} 个空行，不算` : '';
  return `文件里有内容的 ${formatCount(rows)} 行${refused}${empty}。`;
}

function Problems({ report }: { report: ImportReport }) {
  const { errors, errorCount } = report;
  const hidden = errorCount - errors.length;
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">
        <Mark tone="bad" sign="!">{`有 ${formatCount(errorCount)} 处要改，一行也没有写入`}</Mark>
      </h2>
      <p className="directory-aside">
        {sumWords(report)}改好表格后重新选择文件。
        {hidden > 0 && `下面是前 ${errors.length} 处，还有 ${formatCount(hidden)} 处。`}
      </p>
      <DataTable
        caption="要改的地方"
        columns={PROBLEM_COLUMNS}
        rows={errors}
        rowId={({ row, column, problem }) => `${row} ${column} ${problem}`}
        wraps
      />
    </section>
  );
}

export interface ImportPreviewProps {
  report: ImportReport;
  writing: boolean;
  onCommit: () => void;
}

/** What the import would do, row by row; either its problems or its changes and the button that writes them. */
export function ImportPreview({ report, writing, onCommit }: ImportPreviewProps) {
  if (report.errorCount > 0) return <Problems report={report} />;
  const { changes, counts, rows } = report;
  const changed = rows - counts.unchanged;
  const hidden = changed - changes.length;
  return (
    <section aria-labelledby="changes">
      <div className="import-summary">
        <div role="status">
          <h2 id="changes">检查过了，{formatCount(rows)} 行都没有问题</h2>
          <p className="directory-aside">
            {sumWords(report)}
            {countWords(counts)}。{hidden > 0 && `下面是前 ${changes.length} 条改动。`}
          </p>
        </div>
        {changed > 0 && (
          <Button type="primary" size="large" loading={writing} onClick={onCommit}>
            写入目录
          </Button>
        )}
      </div>
      {changed === 0 ? (
        <p>这个文件和目录完全一样，不用写入。</p>
      ) : (
        <DataTable
          caption="将要改动的记录"
          columns={CHANGE_COLUMNS}
          rows={changes}
          rowId={({ row }) => String(row)}
          wraps
        />
      )}
    </section>
  );
}
