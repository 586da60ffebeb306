import { useCallback, useEffect, useRef, useState } from 'react';
import { onBackOnline } from '../../../lib/network.js';
import { ask, headed, type Answer, type Failure, type Trouble } from '../../../lib/request.js';
import { signInMark } from '../../../lib/session.js';
import { keepSeen, lastSeen } from './last-seen.js';
import { trouble } from './words.js';

/** What is shown from the device's memory, when it was so, and why it is not asked anew. */
export interface Stale {
  at: string;
  why: Trouble;
}

export type Mine<T> =
  | { kind: 'loading' }
  /** `code` is the server's, where it refused. */
  | { kind: 'failed'; message: string; code?: string }
  | { kind: 'here'; data: T; stale?: Stale };

/** The server's code for a sign-in that is too old for what was asked. */
export const STALE = 'stale_sign_in';

/** What went wrong, in words for the person; the server's own where it said why. */
export function sentenceOf(failure: Failure): string {
  return failure.kind === 'refused' ? failure.message : trouble[failure.kind];
}

/** Where this device keeps what it was told, for when there is no network. */
export interface Memory {
  /** @param mark the sign-in it was asked for under */
  keep(mark: string | null, path: string, data: unknown): void;
  last<T>(path: string): { at: string; data: T } | undefined;
}

/** Goes with the sign-in. */
const OF_SIGN_IN: Memory = { keep: keepSeen, last: lastSeen };

/** What to show after an answer; without one, what this device saw last, where that is kept. */
function shown<T>(answer: Answer<T>, path: string, memory: Memory | undefined): Mine<T> {
  if (answer.ok) return { kind: 'here', data: answer.data };
  const seen = answer.kind !== 'refused' ? memory?.last<T>(path) : undefined;
  if (seen && answer.kind !== 'refused')
    return { kind: 'here', data: seen.data, stale: { at: seen.at, why: answer.kind } };
  const code = answer.kind === 'refused' ? { code: answer.code } : {};
  return { kind: 'failed', message: sentenceOf(answer), ...code };
}

function useAsked<T>(
  path: string,
  { accessKey, memory }: { accessKey?: string | undefined; memory?: Memory | undefined },
): { mine: Mine<T>; reload: () => void } {
  const [mine, setMine] = useState<Mine<T>>({ kind: 'loading' });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((count) => count + 1), []);
  useEffect(() => {
    let current = true;
    const mark = signInMark();
    void ask<T>(path, headed(accessKey)).then((answer) => {
      if (!current) return;
      if (answer.ok) memory?.keep(mark, path, answer.data);
      setMine(shown(answer, path, memory));
    });
    return () => {
      current = false;
    };
  }, [path, accessKey, memory, turn]);
  const wanting = mine.kind === 'failed' || (mine.kind === 'here' && mine.stale !== undefined);
  useEffect(() => (wanting ? onBackOnline(reload) : undefined), [wanting, reload]);
  return { mine, reload };
}

/**
 * Asks for something of one's own; asks again by itself when the network is back.
 *
 * @param accessKey the receipt's key, for whoever is not signed in
 * @param memory where it is kept; one and the same at every call
 */
export function useMine<T>(
  path: string,
  accessKey?: string,
  memory?: Memory,
): { mine: Mine<T>; reload: () => void } {
  return useAsked<T>(path, { accessKey, memory });
}

/** Asks for a list of the one who is signed in; without an answer it is as this device last saw it. */
export function useMyList<T>(path: string): { mine: Mine<T>; reload: () => void } {
  return useAsked<T>(path, { memory: OF_SIGN_IN });
}

/**
 * Asks for one thing of one's own; of the one who is signed in it is, without an answer, as this device last saw it. By a receipt
 * nothing is kept: a receipt belongs to no sign-in whose end would erase it.
 */
export function useMyPage<T>(path: string, accessKey?: string): { mine: Mine<T>; reload: () => void } {
  return useAsked<T>(path, { accessKey, memory: accessKey === undefined ? OF_SIGN_IN : undefined });
}

interface PageOf<Row> {
  items: Row[];
  total: number;
  page: number;
}

/**
 * A page of a list, and more of it when asked; `items` are those so far, `mine` is the latest page. Without network the
 * first page is as this device last saw it, and there is no more.
 */
export function useMinePages<Page extends PageOf<unknown>>(path: string, pageSize = 20) {
  const [items, setItems] = useState<Page['items']>([]);
  const [page, setPage] = useState(1);
  const joint = path.includes('?') ? '&' : '?';
  const { mine, reload } = useAsked<Page>(`${path}${joint}page=${page}&pageSize=${pageSize}`, {
    memory: page === 1 ? OF_SIGN_IN : undefined,
  });
  const latest = mine.kind === 'here' ? mine.data : undefined;
  useEffect(() => {
    if (!latest) return;
    setItems((before) =>
      latest.page === 1 ? latest.items : [...before.slice(0, (latest.page - 1) * pageSize), ...latest.items],
    );
  }, [latest, pageSize]);
  const total = latest?.total ?? items.length;
  const stale = mine.kind === 'here' && mine.stale !== undefined;
  return {
    mine,
    items,
    total,
    reload,
    more: items.length < total && !stale ? () => setPage((count) => count + 1) : null,
  };
}

export type Doing =
  { kind: 'idle' } | { kind: 'working'; path: string } | { kind: 'failed'; message: string; code: string };

/** One deed at a time: while it runs a second press does nothing; what went wrong is said in `doing`. */
export function useDeed() {
  const [doing, setDoing] = useState<Doing>({ kind: 'idle' });
  /** Known at once, where `doing` waits for the page to be drawn: a double tap is quicker. */
  const running = useRef(false);
  const act = useCallback(
    async <T>(
      path: string,
      asked: Parameters<typeof ask>[1],
      then: (data: T) => void | Promise<void>,
    ): Promise<void> => {
      if (running.current) return;
      running.current = true;
      setDoing({ kind: 'working', path });
      const answer = await ask<T>(path, asked);
      running.current = false;
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
    /** What is being done, where several buttons share one deed: its path. */
    at: doing.kind === 'working' ? doing.path : '',
    problem: doing.kind === 'failed' ? doing.message : '',
    /** What was asked is done only within ten minutes of signing in. */
    stale: doing.kind === 'failed' && doing.code === STALE,
  };
}
