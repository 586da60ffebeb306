import { Button } from 'antd';
import { useState } from 'react';
import type { PhoneImportReport } from '@haochaping/shared/contracts';
import { MOST_PHONE_RATINGS } from '@haochaping/shared/domain/rating/entered';
import { PHONE_TEMPLATE, useImportPhone } from '../../api/entries.js';
import { formatCount, formatInstant } from '../../format.js';
import { FileChoice } from '../../ui/files/file-choice.js';
import { LevelMark, Mark } from '../../ui/marks.js';
import { ErrorNotice } from '../../ui/notices.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';

type Problem = PhoneImportReport['errors'][number];
type Row = PhoneImportReport['shown'][number];

const PROBLEM_COLUMNS: readonly Column<Problem>[] = [
  { key: 'row', title: '行', width: '96px', render: ({ row }) => (row === 0 ? '整个文件' : `第${row}行`) },
  { key: 'column', title: '列', width: '120px', render: ({ column }) => column || '—' },
  { key: 'problem', title: '问题', width: '38%', render: ({ problem }) => problem },
  { key: 'remedy', title: '怎么改', render: ({ remedy }) => remedy },
];

const ROW_COLUMNS: readonly Column<Row>[] = [
  { key: 'row', title: '行', width: '76px', render: ({ row }) => `第${row}行` },
  { key: 'record', title: '记录编号', width: '18%', render: ({ recordNo }) => recordNo },
  {
    key: 'level',
    title: '评价',
    width: '140px',
    render: ({ level, levelName }) => <LevelMark level={level} name={levelName} />,
  },
  {
    key: 'title',
    title: '评了哪里',
    render: ({ title, place }) => <span title={`${title}，${place}`}>{`${title}，${place}`}</span>,
  },
  { key: 'at', title: '评价时间', width: '124px', render: ({ ratedAt }) => formatInstant(ratedAt) },
  {
    key: 'late',
    title: '晚到',
    width: '84px',
    align: 'end',
    render: ({ daysLate }) => (daysLate > 0 ? `${daysLate} 天` : ''),
  },
  { key: 'known', title: '', width: '92px', render: ({ known }) => (known ? '以前记过' : '') },
];

function Preview({
  report,
  onCommit,
  writing,
}: {
  report: PhoneImportReport;
  onCommit: () => void;
  writing: boolean;
}) {
  const { errorCount, errors, rows, fresh, known, poor, unread, shown } = report;
  if (errorCount > 0)
    return (
      <section aria-labelledby="problems">
        <h2 id="problems">
          <Mark tone="bad" sign="!">{`有 ${formatCount(errorCount)} 处要改，一条也没有记下`}</Mark>
        </h2>
        <DataTable
          caption="要改的地方"
          columns={PROBLEM_COLUMNS}
          rows={errors}
          rowId={({ row, column, problem }) => `${row} ${column} ${problem}`}
          wraps
        />
      </section>
    );
  return (
    <section aria-labelledby="fresh">
      <div className="import-summary">
        <div role="status">
          <h2 id="fresh">检查过了，{formatCount(rows)} 行都没有问题</h2>
          <p className="aside">
            要记下 {formatCount(fresh)} 条{poor > 0 && `，其中差评 ${formatCount(poor)} 条，会自己立案`}
            {known > 0 && `；${formatCount(known)} 条以前记过，不再记`}。
          </p>
          {unread.length > 0 && (
            <p>
              <Mark tone="care" sign="!">{`没有读的列：${unread.join('、')}`}</Mark>
              。里面有来电人原话的，请把列名改成“说明”再选一次；记下以后补不进去。
            </p>
          )}
        </div>
        {fresh > 0 && (
          <Button type="primary" size="large" loading={writing} onClick={onCommit}>
            {`记下 ${formatCount(fresh)} 条`}
          </Button>
        )}
      </div>
      <DataTable caption="文件里的评价" columns={ROW_COLUMNS} rows={shown} rowId={({ row }) => String(row)} />
    </section>
  );
}

/** A table of the hotline: choose, look at every row, then all of it or nothing. */
export function PhoneImport() {
  const [file, setFile] = useState<File>();
  const check = useImportPhone(false);
  const commit = useImportPhone(true);
  const choose = (chosen: File) => {
    setFile(chosen);
    commit.reset();
    check.mutate(chosen);
  };
  const report = commit.data ?? check.data;
  const done = commit.data?.committed ? commit.data : null;
  return (
    <div className="import">
      <p className="aside">
        12345 热线和电话回访的评价，按热线自己的记录编号，一条只记一次；一个文件最多{' '}
        {formatCount(MOST_PHONE_RATINGS)} 条。可以
        <a href={PHONE_TEMPLATE} download>
          先下载空白表
        </a>
        ，第二页是填写说明；热线自己导出的表，列名认得出来就行。
      </p>
      {done && (
        <p className="notice" data-tone="good" role="status">
          记下了 {formatCount(done.fresh)} 条，差评 {formatCount(done.poor)} 条。
        </p>
      )}
      <FileChoice file={file} onChoose={choose} />
      {check.isPending && <p role="status">正在逐行检查…</p>}
      {check.error && <ErrorNotice error={check.error} />}
      {commit.error && <ErrorNotice error={commit.error} />}
      {report && !done && !check.isPending && file && (
        <Preview report={report} writing={commit.isPending} onCommit={() => commit.mutate(file)} />
      )}
    </div>
  );
}
