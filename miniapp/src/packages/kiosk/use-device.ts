import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeviceCallView } from '@haochaping/shared/contracts';
import { bind as bindHere, readCall, readOwn, Refused, touch } from './api.js';
import { bound as readBound, counts, keepBound, keepForGood, type Bound } from './keeping.js';
import { sendWaiting } from './outbox.js';

export type Call = NonNullable<DeviceCallView['call']>;

const SHOWN = 'kiosk-shown';

/** What was shown before the last start is not shown again. A browser that keeps nothing here shows it twice, no more. */
function shownBefore(): string | null {
  try {
    return localStorage.getItem(SHOWN);
  } catch {
    return null;
  }
}
function keepShown(mark: string): void {
  try {
    localStorage.setItem(SHOWN, mark);
  } catch {
    // As above.
  }
}

export type DeviceState =
  | { kind: 'opening' }
  | { kind: 'insecure' }
  | { kind: 'unkept' }
  | { kind: 'unbound' }
  | { kind: 'revoked' }
  | { kind: 'bound'; device: Bound };

/** Nobody stands before a button longer than that. */
const MOMENT_MS = 1_500;
/** How often the server is asked what to show. */
const EVERY_MS = 3_000;
/** The place's own page, options and questions are fetched anew so often. */
const VIEW_EVERY_MS = 10 * 60_000;

/**
 * The device: bound or not, what it is asked to show, what waits to be sent, and how far its clock is behind the server's.
 * Everything goes on without network, with what is kept here.
 */
export function useDevice() {
  const [state, setState] = useState<DeviceState>({ kind: 'opening' });
  const [call, setCall] = useState<Call | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [online, setOnline] = useState(false);
  const [kept, setKept] = useState({ waiting: 0, refused: 0 });
  const behind = useRef<number | null>(null);
  const known = useRef<string | null>(shownBefore());
  const device = state.kind === 'bound' ? state.device : null;

  useEffect(() => {
    if (!window.isSecureContext) {
      setState({ kind: 'insecure' });
      return;
    }
    void keepForGood();
    readBound().then(
      (found) => setState(found ? { kind: 'bound', device: found } : { kind: 'unbound' }),
      () => setState({ kind: 'unkept' }),
    );
  }, []);

  const heard = useCallback((view: DeviceCallView, askedAt: number) => {
    const answeredAt = Date.now();
    behind.current = Math.round(Date.parse(view.now) - (askedAt + answeredAt) / 2);
    setOnline(true);
    setCurrent(view.current);
    if (view.call) {
      known.current = view.call.mark;
      keepShown(view.call.mark);
      setCall(view.call);
    }
  }, []);

  const failed = useCallback((error: unknown) => {
    setOnline(error instanceof Refused);
    if (error instanceof Refused && error.status === 401) setState({ kind: 'revoked' });
  }, []);

  /** Asks once, sends what waits, and says whether the server was there. */
  const round = useCallback(
    async (bound: Bound): Promise<void> => {
      try {
        const now = await counts();
        setKept(now);
        const askedAt = Date.now();
        heard(await readCall(bound, { known: known.current, ...now }), askedAt);
        if (now.waiting > 0) {
          await sendWaiting(bound);
          setKept(await counts());
        }
      } catch (error) {
        failed(error);
      }
    },
    [heard, failed],
  );

  const secret = device?.secret;
  useEffect(() => {
    if (!device) return undefined;
    let going = true;
    let timer: number | undefined;
    let viewedAt = 0;
    const next = async () => {
      await round(device);
      if (!going) return;
      if (Date.now() - viewedAt > VIEW_EVERY_MS) {
        viewedAt = Date.now();
        const view = await readOwn(device).catch(() => null);
        if (view) await keepBound({ ...device, view }).catch(() => setState({ kind: 'unkept' }));
      }
      timer = window.setTimeout(() => void next(), EVERY_MS);
    };
    void next();
    return () => {
      going = false;
      window.clearTimeout(timer);
    };
    // The secret changes with every binding; what is told of the place does not begin anew.
  }, [secret, round]);

  const bind = async (code: string) => {
    const { device: view, secret: own } = await bindHere(code);
    const made: Bound = { view, secret: own, voice: true };
    await keepBound(made);
    known.current = null;
    setState({ kind: 'bound', device: made });
  };
  /** Somebody touched the screen, or came with a service that is just done. @returns `unheard` where the server does not say in a moment what they came for, `rated` where there is nothing left to ask */
  const begin = async (invitation?: string): Promise<'asked' | 'rated' | 'unheard'> => {
    if (!device) return 'unheard';
    const askedAt = Date.now();
    const told = touch(device, invitation).then(
      (view) => {
        heard(view, askedAt);
        return view.call ? ('asked' as const) : ('rated' as const);
      },
      (error: unknown) => {
        failed(error);
        return 'unheard' as const;
      },
    );
    const late = new Promise<'unheard'>((resolve) => setTimeout(resolve, MOMENT_MS, 'unheard'));
    return Promise.race([told, late]);
  };
  const setVoice = async (voice: boolean) => {
    if (!device) return;
    const changed = { ...device, voice };
    setState({ kind: 'bound', device: changed });
    await keepBound(changed);
  };
  return { state, device, call, current, online, kept, behind, bind, begin, setVoice, round };
}
