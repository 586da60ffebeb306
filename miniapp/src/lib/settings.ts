import { useSyncExternalStore } from 'react';
import { load, save } from './storage.js';

/** Elder mode (长辈版): chosen once, remembered on this device. */
const NAME = 'elder';
let elder: boolean | undefined;
const listeners = new Set<() => void>();

function read(): boolean {
  elder ??= load(NAME) === true;
  return elder;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setElder(on: boolean): void {
  elder = on;
  save(NAME, on);
  listeners.forEach((listener) => listener());
}

/** Whether the pages are in elder mode; the page is drawn again when it changes. */
export function useElder(): boolean {
  return useSyncExternalStore(subscribe, read, read);
}
