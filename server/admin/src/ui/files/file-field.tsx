import { Button, Progress } from 'antd';
import { useEffect, useRef } from 'react';
import { fileSize, MAX_ATTACHMENT_BYTES, MOST_ATTACHMENTS } from '@haochaping/shared/domain/attachments';
import type { FilesPath } from '../../api/files/files.js';
import type { Wiring } from '../form/form.js';
import { useUploads, type Uploading } from './use-uploads.js';
import './files.css';

/** What stands for files that are still on their way, in place of their ids. */
export const STILL_SENDING = '…';

/** What stands with the field wherever there is one. @param more what is to be known here besides */
export const FILES_LABEL = '附件（可以不传）';
export const filesHint = (more: string): string =>
  `照片（JPEG、PNG）或 PDF，每个最多 ${fileSize(MAX_ATTACHMENT_BYTES)}、最多 ${MOST_ATTACHMENTS} 个；照片会去掉拍摄地点等信息。${more}`;

/** The ids of the files that are there. */
export const idsOf = (value: string | undefined): string[] =>
  value && value !== STILL_SENDING ? value.split(',') : [];

interface FileFieldProps {
  path: FilesPath;
  wiring: Wiring;
  /** Ids of the files that are there, joined by commas; `STILL_SENDING` while some are not. */
  onChange: (value: string) => void;
}

function valueOf(items: readonly Uploading[]): string {
  if (items.some(({ state }) => state.is === 'sending')) return STILL_SENDING;
  return items.flatMap(({ state }) => (state.is === 'there' ? [state.file.id] : [])).join();
}

function Item({ item, onRemove }: { item: Uploading; onRemove: () => void }) {
  const { name, size, state } = item;
  return (
    <li>
      <span className="file-name">{state.is === 'there' ? state.file.name : name}</span>
      <span className="aside">{fileSize(state.is === 'there' ? state.file.bytes : size)}</span>
      <Button size="small" aria-label={`去掉${name}`} onClick={onRemove}>
        去掉
      </Button>
      {state.is === 'sending' && (
        <Progress
          aria-label={`${name}传了多少`}
          percent={Math.round(state.share * 100)}
          format={(percent) => (percent === 100 ? '正在收下' : `${percent ?? 0}%`)}
        />
      )}
      {state.is === 'refused' && (
        <p className="field-fault" role="alert">
          {state.why}
        </p>
      )}
    </li>
  );
}

/** Photos and PDFs that go with what is said: each is sent as soon as it is chosen, and may be taken away again. */
export function FileField({ path, wiring, onChange }: FileFieldProps) {
  const { items, add, remove } = useUploads(path);
  const input = useRef<HTMLInputElement>(null);
  const value = valueOf(items);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  useEffect(() => tell.current(value), [value]);
  return (
    <div className="files">
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden
        accept="image/jpeg,image/png,application/pdf"
        onChange={({ target }) => {
          add([...(target.files ?? [])]);
          // The same file may be chosen again after it was taken away.
          target.value = '';
        }}
      />
      <Button {...wiring} onClick={() => input.current?.click()}>
        选照片或 PDF
      </Button>
      {items.length > 0 && (
        <ul aria-live="polite">
          {items.map((item) => (
            <Item key={item.key} item={item} onRemove={() => remove(item)} />
          ))}
        </ul>
      )}
    </div>
  );
}
