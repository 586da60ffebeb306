import { useCallback, useEffect, useRef, useState } from 'react';
import type { CaseFile } from '@haochaping/shared/contracts';
import { fileSize, MAX_ATTACHMENT_BYTES, MOST_ATTACHMENTS } from '@haochaping/shared/domain/attachments';
import { ApiError } from '../../api/client.js';
import { uploadFile, withdrawFile, type FilesPath } from '../../api/files/files.js';

/** One chosen file on its way: being sent, there, or refused with the words of whoever refused it. */
export interface Uploading {
  key: string;
  name: string;
  size: number;
  state: { is: 'sending'; share: number } | { is: 'there'; file: CaseFile } | { is: 'refused'; why: string };
}

const TOO_LARGE = `超过 ${fileSize(MAX_ATTACHMENT_BYTES)}，请拍得小一些，或另存为小一点的 PDF`;
const TOO_MANY = `一次最多 ${MOST_ATTACHMENTS} 个，请先去掉几个`;

/** The files chosen for one move: sent as soon as they are chosen, one after the other, each to be taken back. */
export function useUploads(path: FilesPath) {
  const [items, setItems] = useState<readonly Uploading[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const put = useCallback(
    (key: string, state: Uploading['state']) =>
      setItems((all) => all.map((one) => (one.key === key ? { ...one, state } : one))),
    [],
  );
  const send = useCallback(
    async (key: string, file: File) => {
      const stop = stops.current.get(key);
      if (!stop || stop.signal.aborted) return;
      try {
        const onProgress = (share: number) => put(key, { is: 'sending', share });
        const taken = await uploadFile({ path, file, onProgress, signal: stop.signal });
        // Taken away while the server was drawing it anew.
        if (stop.signal.aborted) await withdrawFile(path, taken.id);
        else put(key, { is: 'there', file: taken });
      } catch (error) {
        put(key, { is: 'refused', why: error instanceof ApiError ? error.message : '没有传成，请再传一次' });
      }
    },
    [path, put],
  );
  const add = (files: readonly File[]) => {
    let places = MOST_ATTACHMENTS - items.filter(({ state }) => state.is !== 'refused').length;
    const chosen = files.map((file) => {
      const fault = file.size > MAX_ATTACHMENT_BYTES ? TOO_LARGE : places <= 0 ? TOO_MANY : undefined;
      if (!fault) places--;
      const state: Uploading['state'] = fault ? { is: 'refused', why: fault } : { is: 'sending', share: 0 };
      return { file, item: { key: crypto.randomUUID(), name: file.name, size: file.size, state } };
    });
    setItems([...items, ...chosen.map(({ item }) => item)]);
    for (const { file, item } of chosen) {
      if (item.state.is !== 'sending') continue;
      stops.current.set(item.key, new AbortController());
      turn.current = turn.current.then(() => send(item.key, file));
    }
  };
  const remove = ({ key, state }: Uploading) => {
    stops.current.get(key)?.abort();
    setItems((all) => all.filter((one) => one.key !== key));
    if (state.is === 'there') void withdrawFile(path, state.file.id);
  };
  useEffect(() => {
    const running = stops.current;
    return () => running.forEach((stop) => stop.abort());
  }, []);
  return { items, add, remove };
}
