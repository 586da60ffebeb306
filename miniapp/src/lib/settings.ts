import { useSyncExternalStore } from 'react';
import { load, save } from './storage.js';

/** The colours of the pages: those of the phone, or the ones a person has chosen. */
export const COLOURS = ['system', 'light', 'dark', 'contrast'] as const;
export type Colours = (typeof COLOURS)[number];

/** A choice made once and remembered on this device. */
class Remembered<T> {
  private value: T | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly name: string,
    private readonly understand: (stored: unknown) => T,
  ) {}

  readonly read = (): T => (this.value ??= this.understand(load(this.name)));

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Holds until the page is left, also on a device that stores nothing. */
  readonly choose = (value: T): void => {
    this.value = value;
    save(this.name, value);
    this.listeners.forEach((listener) => listener());
  };
}

const elder = new Remembered('elder', (stored) => stored === true);
const colours = new Remembered<Colours>(
  'colours',
  (stored) => COLOURS.find((one) => one === stored) ?? 'system',
);

/** Turns elder mode (长辈版) on or off. */
export const setElder = elder.choose;

/** Chooses the colours of all pages. */
export const setColours = colours.choose;

/** Whether the pages are in elder mode; the page is drawn again when it changes. */
export function useElder(): boolean {
  return useSyncExternalStore(elder.subscribe, elder.read, elder.read);
}

/** The colours that were chosen; the page is drawn again when they change. */
export function useColours(): Colours {
  return useSyncExternalStore(colours.subscribe, colours.read, colours.read);
}
