import { Button, Modal } from 'antd';
import type { CaseFile } from '@haochaping/shared/contracts';
import { ATTACHMENT_TYPE_NAMES, fileSize } from '@haochaping/shared/domain/attachments';
import { useOpenFile, type FilesPath } from '../../api/files/files.js';
import { ErrorNotice } from '../notices.js';
import './files.css';

/**
 * The files of one step. A picture opens on the page, a PDF is saved; only then is it fetched: each opening stands in the
 * audit log.
 */
export function FileList({ path, files }: { path: FilesPath; files: readonly CaseFile[] }) {
  const open = useOpenFile(path);
  if (files.length === 0) return null;
  const close = () => {
    if (open.data) URL.revokeObjectURL(open.data);
    open.reset();
  };
  return (
    <div className="files">
      <ul aria-label="附件">
        {files.map((file) => (
          <li key={file.id}>
            <Button
              type="link"
              className="file-name"
              loading={open.isPending && open.variables.id === file.id}
              onClick={() => open.mutate(file)}
            >
              {file.name}
            </Button>
            <span className="aside">
              {ATTACHMENT_TYPE_NAMES[file.type]}，{fileSize(file.bytes)}
            </span>
          </li>
        ))}
      </ul>
      {open.error && <ErrorNotice error={open.error} />}
      <Modal
        open={open.data !== undefined}
        onCancel={close}
        footer={null}
        width="min(900px, 92vw)"
        title={open.variables?.name}
      >
        {open.data && <img className="file-picture" src={open.data} alt={open.variables?.name ?? '附件'} />}
      </Modal>
    </div>
  );
}
