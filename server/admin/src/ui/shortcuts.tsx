import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';

export interface Shortcut {
  /** `KeyboardEvent.key` values that call it. */
  keys: readonly string[];
  /** How the keys are written in the help, e.g. "j 或 ↓". */
  shown: string;
  label: string;
  run: (event: KeyboardEvent) => void;
}

interface Registry {
  add: (shortcut: Shortcut) => () => void;
  list: () => readonly Shortcut[];
  enabled: boolean;
  setEnabled: (enabled: boolean) => void;
}

const ShortcutContext = createContext<Registry | null>(null);
const KEY = 'console.shortcuts';

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="combobox"]');
}

/** A page behind an open dialog does not hear keys. */
const dialogOpen = () => document.querySelector('[role="dialog"]') !== null;

/** Words somebody began to write on the page: no key that says nothing may leave them. */
const halfWritten = () => [...document.querySelectorAll('textarea')].some(({ value }) => value.trim() !== '');

/**
 * Listens for the keys that the pages register. Single keys can be switched off (WCAG 2.1.4), since dictation and
 * screen readers may press them by accident.
 */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const shortcuts = useRef(new Set<Shortcut>());
  const [enabled, setEnabledState] = useState(() => localStorage.getItem(KEY) !== 'off');

  const setEnabled = useCallback((next: boolean) => {
    localStorage.setItem(KEY, next ? 'on' : 'off');
    setEnabledState(next);
  }, []);

  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || dialogOpen()) return;
      if (event.key === 'Escape' && halfWritten()) return;
      // The last one registered is the innermost.
      const found = [...shortcuts.current].reverse().find(({ keys }) => keys.includes(event.key));
      if (!found) return;
      event.preventDefault();
      found.run(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled]);

  const registry = useMemo<Registry>(
    () => ({
      add: (shortcut) => {
        shortcuts.current.add(shortcut);
        return () => shortcuts.current.delete(shortcut);
      },
      list: () => [...shortcuts.current],
      enabled,
      setEnabled,
    }),
    [enabled, setEnabled],
  );
  return <ShortcutContext value={registry}>{children}</ShortcutContext>;
}

export function useShortcuts(): Registry {
  const registry = useContext(ShortcutContext);
  if (!registry) throw new Error('useShortcuts stands outside ShortcutProvider');
  return registry;
}

/** Registers a shortcut while the component is mounted and `when` holds; the help lists what is registered. */
export function useShortcut(
  keys: readonly string[],
  shown: string,
  label: string,
  run: Shortcut['run'],
  when = true,
): void {
  const { add } = useShortcuts();
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const joined = keys.join(' ');
  useEffect(() => {
    if (!when) return undefined;
    return add({ keys: joined.split(' '), shown, label, run: (event) => latest.current(event) });
  }, [add, joined, shown, label, when]);
}
