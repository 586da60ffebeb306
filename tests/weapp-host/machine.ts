import type { Look } from './core/platform.js';
import type { Hosts } from './http.js';
import type { Bundle } from './package/shape.js';

/** What a mini-program is started with. */
export interface Start {
  bundle: Bundle;
  look: Look;
  /** The page to launch at, `pages/a/index?b=c`; the first one without it. */
  url?: string;
  storage: string;
  hosts: Hosts;
  keep: (storage: string) => void;
  emit: (method: string, params: object) => void;
}

/** A mini-program running somewhere, as the protocol server sees it. */
export interface Machine {
  call(method: string, params: Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}
