import { useCallback, useEffect, useState } from 'react';
import { onBackOnline } from '../../lib/network.js';
import { ask } from '../../lib/request.js';

export type Listed<T> = { kind: 'loading' } | { kind: 'failed' } | { kind: 'listed'; data: T };

/** Asks the directory for a list; asks again by itself when the network is back. */
export function useList<T>(path: string): { list: Listed<T>; reload: () => void } {
  const [list, setList] = useState<Listed<T>>({ kind: 'loading' });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((count) => count + 1), []);
  useEffect(() => {
    let current = true;
    setList({ kind: 'loading' });
    void ask<T>(path).then((answer) => {
      if (current) setList(answer.ok ? { kind: 'listed', data: answer.data } : { kind: 'failed' });
    });
    return () => {
      current = false;
    };
  }, [path, turn]);
  const failed = list.kind === 'failed';
  useEffect(() => (failed ? onBackOnline(reload) : undefined), [failed, reload]);
  return { list, reload };
}
