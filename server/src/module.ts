import type { DataSection, Overview } from '@haochaping/shared/contracts';
import type { Config } from './config/config.js';
import type { StaffActor } from './http/actor.js';
import type { Limiter } from './http/limiter.js';
import type { Route } from './http/route.js';
import type { EffectSource } from './jobs/effects.js';
import type { RetentionRule } from './jobs/retention.js';
import type { Schedule } from './jobs/schedule.js';
import type { Keys } from './keys.js';
import type { Logger } from './logger.js';

/** What every module stands on. */
export interface Ground {
  config: Config;
  keys: Keys;
  log: Logger;
  now: () => Date;
  /** Counts what belongs to one person, number or invitation; never widened where many people share an address. */
  limits: Limiter;
}

/** What one batch of re-sealing came to. */
export interface Resealed {
  /** Ciphertexts looked at; 0 when there are no more behind `last`. */
  seen: number;
  /** Sealed anew under the current master key. */
  moved: number;
  /** Where the next batch begins. */
  last: string | undefined;
}

/**
 * One kind of secrets sealed directly under a master key. Which key a secret is under stands in its own ciphertext, so
 * there is no other state: whoever was interrupted simply begins again.
 */
export interface MasterSealed {
  /** What it is, in Chinese, for the person who rotates. */
  name: string;
  /** How many there are under each master key, by its id. */
  count(): Promise<Map<string, number>>;
  /** Seals one batch behind `after` anew, each only if it is still the ciphertext that was read. */
  reseal(keys: Keys, after: string | undefined): Promise<Resealed>;
}

/**
 * Removes or unlinks what one module holds of an owner; doing so again does nothing more.
 * @returns how many of what, by a name for the audit log
 */
export type EraseRecords = (ownerId: string, now: Date) => Promise<Record<string, number>>;

/** What one part of the system holds about a person, in words for that person. */
export interface PersonalDataSource {
  name: string;
  title: string;
  /** Why it is held, and for how long. */
  explanation: string;
  collect(evaluatorIds: string[], accountId: string): Promise<DataSection['entries']>;
}

/** Everything a module hands over to the system; what another module asks of it is a function of its face instead. */
export interface ServerModule {
  routes?: readonly Route[];
  /** What follows from its records, for the worker. */
  effects?: readonly EffectSource[];
  schedules?: readonly Schedule[];
  /** What it keeps for a while only. */
  retention?: readonly RetentionRule[];
  masterSealed?: readonly MasterSealed[];
  erasers?: readonly EraseRecords[];
  personalData?: readonly PersonalDataSource[];
  /** Its figures beside the console's navigation and on the first page, counted now; null for who has no part in it. */
  figures?: (actor: StaffActor, now: Date) => Promise<Partial<Overview>>;
  /** Ends its connections to others. */
  close?: () => Promise<void>;
}

type Lists = Omit<ServerModule, 'figures' | 'close'>;

/** Everything of one kind that the modules hand over, in their order. */
export function gather<K extends keyof Lists>(
  modules: readonly ServerModule[],
  kind: K,
): NonNullable<Lists[K]>[number][] {
  return modules.flatMap((module) => [...(module[kind] ?? [])] as NonNullable<Lists[K]>[number][]);
}
