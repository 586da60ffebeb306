import { useCallback, useEffect, useState } from 'react';
import { onBackOnline } from '../../../lib/network.js';
import { ask, headed, type Failure } from '../../../lib/request.js';
import { trouble } from './words.js';

export type Mine<T> = { kind: 'loading' } | { kind: 'failed'; message: string } | { kind: 'here'; data: T };

/** The server's code for a sign-in that is too old for what was asked. */
export const STALE = 'stale_sign_in';

/** What went wrong, in words for the person; the server's own where it said why. */
export function sentenceOf(failure: Failure): string {
  return failure.kind === 'refused' ? failure.message : trouble[failure.kind];
}

/**
 * Asks for something of one's own; asks again by itself when the network is back.
 *
 * @param accessKey the receipt's key, for whoever is not signed in
 */
export function useMine<T>(path: string, accessKey?: string): { mine: Mine<T>; reload: () => void } {
  const [mine, setMine] = useState<Mine<T>>({ kind: 'loading' });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((count) => count + 1), []);
  useEffect(() => {
    let current = true;
    void ask<T>(path, headed(accessKey)).then((answer) => {
      if (!current) return;
      setMine(
        answer.ok ? { kind: 'here', data: answer.data } : { kind: 'failed', message: sentenceOf(answer) },
      );
    });
    return () => {
      current = false;
    };
  }, [path, accessKey, turn]);
  const failed = mine.kind === 'failed';
  useEffect(() => (failed ? onBackOnline(reload) : undefined), [failed, reload]);
  return { mine, reload };
}

interface PageOf<Row> {
  items: Row[];
  total: number;
  page: number;
}

/** A page of a list, and more of it when asked; `items` are those so far, `mine` is the latest page. */
export function useMinePages<Page extends PageOf<unknown>>(path: string, pageSize = 20) {
  const [items, setItems] = useState<Page['items']>([]);
  const [page, setPage] = useState(1);
  const joint = path.includes('?') ? '&' : '?';
  const { mine, reload } = useMine<Page>(`${path}${joint}page=${page}&pageSize=${pageSize}`);
  const latest = mine.kind === 'here' ? mine.data : undefined;
  useEffect(() => {
    if (!latest) return;
    setItems((before) =>
      latest.page === 1 ? latest.items : [...before.slice(0, (latest.page - 1) * pageSize), ...latest.items],
    );
  }, [latest, pageSize]);
  const total = latest?.total ?? items.length;
  return {
    mine,
    items,
    total,
    reload,
    more: items.length < total ? () => setPage((count) => count + 1) : null,
  };
}

export type Doing =
  { kind: 'idle' } | { kind: 'working' } | { kind: 'failed'; message: string; code: string };

/** One deed at a time: while it runs a second press does nothing; what went wrong is said in `doing`. */
export function useDeed() {
  const [doing, setDoing] = useState<Doing>({ kind: 'idle' });
  const act = useCallback(
    async <T>(
      path: string,
      asked: Parameters<typeof ask>[1],
      then: (data: T) => void | Promise<void>,
    ): Promise<void> => {
      setDoing({ kind: 'working' });
      const answer = await ask<T>(path, asked);
      if (!answer.ok) {
        setDoing({
          kind: 'failed',
          message: sentenceOf(answer),
          code: answer.kind === 'refused' ? answer.code : '',
        });
        return;
      }
      setDoing({ kind: 'idle' });
      await then(answer.data);
    },
    [],
  );
  return {
    doing,
    act,
    working: doing.kind === 'working',
    problem: doing.kind === 'failed' ? doing.message : '',
    /** What was asked is done only within ten minutes of signing in. */
    stale: doing.kind === 'failed' && doing.code === STALE,
  };
}
