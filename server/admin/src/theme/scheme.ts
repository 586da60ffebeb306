import { useSyncExternalStore } from 'react';
import { cssVariables, PALETTES, type SchemeName } from './tokens.js';

/** What the person chose: a fixed scheme, or whatever the computer is set to. */
export type SchemeChoice = SchemeName | 'system';

export const SCHEME_LABELS: Readonly<Record<SchemeChoice, string>> = {
  system: '跟随电脑',
  light: '浅色',
  dark: '深色',
};

const KEY = 'console.scheme';
const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function storedChoice(): SchemeChoice {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

let choice: SchemeChoice = storedChoice();

function current(): SchemeName {
  if (choice !== 'system') return choice;
  return darkSystem.matches ? 'dark' : 'light';
}

function paint(): void {
  const root = document.documentElement;
  for (const [name, value] of Object.entries(cssVariables(PALETTES[current()]))) {
    root.style.setProperty(name, value);
  }
  root.style.setProperty('color-scheme', current());
  for (const listener of listeners) listener();
}

darkSystem.addEventListener('change', paint);

/** Colours the document before the first render, so that nothing flashes. */
export const paintScheme = paint;

export function chooseScheme(next: SchemeChoice): void {
  choice = next;
  localStorage.setItem(KEY, next);
  paint();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The scheme in force, and the choice behind it. */
export function useScheme(): { scheme: SchemeName; choice: SchemeChoice } {
  const scheme = useSyncExternalStore(subscribe, current);
  const chosen = useSyncExternalStore(subscribe, () => choice);
  return { scheme, choice: chosen };
}
