import { useCallback, useEffect, useRef, useState } from 'react';
import type { RatingPageView } from '@haochaping/shared/contracts';
import { now } from '../../lib/clock.js';
import type { Entry } from '../../lib/entry.js';
import { onBackOnline } from '../../lib/network.js';
import { ask, type Failure, type Trouble } from '../../lib/request.js';

export type FaultKind =
  | 'ratedStaff'
  | 'answered'
  | 'expired'
  | 'unknown'
  | 'unknownStatic'
  | 'malformed'
  | 'missing'
  | 'refused'
  | Trouble;

const TROUBLES: readonly string[] = ['offline', 'unreachable', 'timeout', 'server'] satisfies Trouble[];

/** True for what may be gone at the next attempt. */
export function isTrouble(fault: FaultKind): fault is Trouble {
  return TROUBLES.includes(fault);
}

/** What the rating page shows before anything is tapped. */
export type PageState =
  | { kind: 'loading'; slow: boolean }
  | { kind: 'open'; view: RatingPageView; openedAt: string }
  | { kind: 'fault'; fault: FaultKind; message?: string; view?: RatingPageView };

const SLOW_MS = 4000;

/** The fault that a refusal by the server means to the person who holds the link. */
export function faultOf(failure: Failure): FaultKind {
  if (failure.kind !== 'refused') return failure.kind;
  switch (failure.code) {
    case 'already_rated':
      return 'answered';
    case 'invitation_expired':
      return 'expired';
    case 'static_code_unknown':
      return 'unknownStatic';
    case 'invalid_input':
      return 'malformed';
    case 'rated_staff':
      return 'ratedStaff';
    case 'invitation_unknown':
      return 'unknown';
    default:
      return 'refused';
  }
}

/** The server's own words, where it had any. */
export function messageOf(failure: Failure): string {
  return failure.kind === 'refused' ? failure.message : '';
}

async function fetchState(entry: Entry): Promise<PageState> {
  if (entry.kind === 'malformed' || entry.kind === 'missing') return { kind: 'fault', fault: entry.kind };
  const path = entry.kind === 'invitation' ? `/invitations/${entry.token}` : `/static-codes/${entry.code}`;
  const answer = await ask<RatingPageView>(path);
  if (!answer.ok) return { kind: 'fault', fault: faultOf(answer), message: messageOf(answer) };
  const view = answer.data;
  if (view.state !== 'open') return { kind: 'fault', fault: view.state, view };
  return { kind: 'open', view, openedAt: now().toISOString() };
}

/** Loads what is to be rated; without network it loads by itself as soon as there is one. */
export function usePage(entry: Entry): { state: PageState; reload: () => void } {
  const [state, setState] = useState<PageState>({ kind: 'loading', slow: false });
  const entryRef = useRef(entry);
  const latest = useRef(0);
  const reload = useCallback(() => {
    const mine = ++latest.current;
    setState({ kind: 'loading', slow: false });
    const slow = setTimeout(() => {
      if (latest.current === mine) setState({ kind: 'loading', slow: true });
    }, SLOW_MS);
    void fetchState(entryRef.current).then((next) => {
      clearTimeout(slow);
      if (latest.current === mine) setState(next);
    });
  }, []);
  useEffect(() => {
    reload();
    return () => {
      latest.current = -1;
    };
  }, [reload]);
  const stuck = state.kind === 'fault' && isTrouble(state.fault);
  useEffect(() => (stuck ? onBackOnline(reload) : undefined), [stuck, reload]);
  return { state, reload };
}
