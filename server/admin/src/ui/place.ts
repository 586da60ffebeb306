import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useNavigationType, NavigationType } from 'react-router';

/** Where somebody stood in a list when they opened one of its rows. */
interface Place {
  rowId: string;
  scrollY: number;
}

const keyOf = (list: string) => `console.place ${list}`;

function readPlace(list: string): Place | null {
  const stored = sessionStorage.getItem(keyOf(list));
  return stored ? (JSON.parse(stored) as Place) : null;
}

/** The state a link into a row carries, so that the row's page knows the way back and its neighbours. */
export interface FromList {
  fromList: string;
}

/** The list (path and query) the current page was opened from; undefined when it was opened by its address. */
function useFromList(): string | undefined {
  const state: unknown = useLocation().state;
  return typeof state === 'object' && state !== null && 'fromList' in state
    ? String(state.fromList)
    : undefined;
}

/**
 * Keeps a list's place: `leave` remembers row and scroll position; on coming back (browser's back, or the page's own
 * way back) the scroll position returns, and the row has the focus again and stays marked.
 */
export function usePlace(ready: boolean) {
  const { pathname, search } = useLocation();
  const list = `${pathname}${search}`;
  const comesBack = useNavigationType() === NavigationType.Pop;
  const [place] = useState(() => (comesBack ? readPlace(list) : null));
  const [markedId, setMarkedId] = useState(place?.rowId);
  // Once: the next page or filter of the same list starts at its own top.
  const restored = useRef(false);

  useLayoutEffect(() => {
    if (!ready || !place || restored.current) return;
    restored.current = true;
    window.scrollTo(0, place.scrollY);
    const row = document.querySelector(`[data-row="${CSS.escape(place.rowId)}"] a[data-row-link]`);
    if (row instanceof HTMLElement) row.focus({ preventScroll: true });
  }, [ready, place]);

  useEffect(() => {
    if (!place) sessionStorage.removeItem(keyOf(list));
  }, [place, list]);

  const leave = (rowId: string) => {
    const left: Place = { rowId, scrollY: window.scrollY };
    sessionStorage.setItem(keyOf(list), JSON.stringify(left));
    setMarkedId(rowId);
  };
  return { list, markedId, leave, restores: place !== null };
}

/** Back to the list one came from: the browser's own step back when there is one, so that the list finds its place. */
export function useWayBack(fallback: string): () => void {
  const navigate = useNavigate();
  const from = useFromList();
  return () => void (from ? navigate(-1) : navigate(fallback));
}
