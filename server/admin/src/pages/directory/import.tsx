import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { DirectoryKind, ImportReport } from '@haochaping/shared/contracts/directory';
import { exportUrl, useImport } from '../../api/directory.js';
import { formatCount } from '../../format.js';
import { FileChoice } from '../../ui/files/file-choice.js';
import { EmptyNotice, ErrorNotice } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { isDirectoryKind, KIND_NAMES } from './kinds.js';
import { ImportPreview } from './import-preview.js';
import './directory.css';

function Committed({
  kind,
  report,
  onAgain,
}: {
  kind: DirectoryKind;
  report: ImportReport;
  onAgain: () => void;
}) {
  const navigate = useNavigate();
  const { create, update, end, reopen } = report.counts;
  const changed = create + update + end + reopen;
  return (
    <div className="notice" data-tone="good" role="status">
      <p>
        写好了：{KIND_NAMES[kind]}改动了 {formatCount(changed)} 条，已经生效的马上能用。
      </p>
      <div className="import-actions">
        <Button type="primary" onClick={() => void navigate(`/directory/${kind}`)}>
          看目录
        </Button>
        <Button onClick={onAgain}>再导入一个文件</Button>
      </div>
    </div>
  );
}

function ImportSteps({ kind }: { kind: DirectoryKind }) {
  const [file, setFile] = useState<File>();
  const check = useImport(kind, false);
  const commit = useImport(kind, true);
  const choose = (chosen: File) => {
    setFile(chosen);
    commit.reset();
    check.mutate(chosen);
  };
  const restart = () => {
    setFile(undefined);
    check.reset();
    commit.reset();
  };
  if (commit.data?.committed) return <Committed kind={kind} report={commit.data} onAgain={restart} />;
  const report = commit.data ?? check.data;
  return (
    <div className="import">
      <FileChoice file={file} onChoose={choose} />
      {check.isPending && <p role="status">正在逐行检查…</p>}
      {check.error && <ErrorNotice error={check.error} />}
      {commit.error && <ErrorNotice error={commit.error} />}
      {report && !check.isPending && file && (
        <ImportPreview report={report} writing={commit.isPending} onCommit={() => commit.mutate(file)} />
      )}
    </div>
  );
}

/** From a table to the directory: choose, look at every row that would change, then write all of it or nothing. */
export function Component() {
  const { kind = '' } = useParams();
  const navigate = useNavigate();
  useShortcut(['Escape'], 'Esc', '回到目录', () => void navigate(`/directory/${kind}`));
  if (!isDirectoryKind(kind)) return <EmptyNotice>目录里没有这一种。</EmptyNotice>;
  return (
    <Page
      title={`导入${KIND_NAMES[kind]}`}
      lead={
        <>
          先检查，再写入；有一行不对，就一行也不写。表头要和导出的一样，可以
          <a href={exportUrl(kind, 'xlsx')} download>
            先导出现在的表格
          </a>
          ，改好再导入。
        </>
      }
      actions={<Button onClick={() => void navigate(`/directory/${kind}`)}>回到目录</Button>}
    >
      <ImportSteps kind={kind} />
    </Page>
  );
}
