import Taro from '@tarojs/taro';
import { useSyncExternalStore } from 'react';
import type { EvaluatorSession } from '@haochaping/shared/contracts';
import { load, save } from './storage.js';

/**
 * Whether somebody is signed in here. The mini-program keeps its tokens; a web page cannot read its own, they travel in
 * cookies, and it keeps only what every write has to carry. Rating needs none of this.
 */
interface Kept {
  csrfToken: string;
  accessToken: string | null;
  refreshToken: string | null;
  /** When the access token is renewed before it is used again, in milliseconds since 1970. */
  renewAt: number;
}

const NAME = 'session';
/** An access token is good for 15 minutes; it is renewed a little before. */
const RENEW_MS = 13 * 60_000;

const listeners = new Set<() => void>();
let kept: Kept | null | undefined;

function read(): Kept | null {
  if (kept === undefined) {
    const stored = load(NAME);
    kept = typeof stored === 'object' && stored !== null && 'csrfToken' in stored ? (stored as Kept) : null;
  }
  return kept;
}

function write(value: Kept | null): void {
  // What the lists of one sign-in showed is nobody else's: packages/citizen/parts/last-seen.ts.
  if (value?.csrfToken !== read()?.csrfToken) save('last-seen', null);
  kept = value;
  save(NAME, value);
  listeners.forEach((listener) => listener());
}

/** Remembers a sign-in or a renewal. Reading the session tells no new tokens; the old ones stay. */
export function keepSession({ csrfToken, tokens }: EvaluatorSession): void {
  const before = read();
  write({
    csrfToken,
    accessToken: tokens?.accessToken ?? before?.accessToken ?? null,
    refreshToken: tokens?.refreshToken ?? before?.refreshToken ?? null,
    renewAt: Date.now() + RENEW_MS,
  });
}

/** Nobody is signed in here any more. */
export function forgetSession(): void {
  write(null);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
/** Tells one sign-in from another; the same for as long as it lasts, null while nobody is signed in. */
export function signInMark(): string | null {
  return read()?.csrfToken ?? null;
}

const signedIn = () => read() !== null;

/** Whether somebody is signed in on this device; the page is drawn again when that changes. */
export function useSignedIn(): boolean {
  return useSyncExternalStore(subscribe, signedIn, signedIn);
}

let renewing: Promise<void> | undefined;

async function renew({ csrfToken, refreshToken }: Kept): Promise<void> {
  const response = await Taro.request<EvaluatorSession>({
    url: `${API_BASE}/api/v1/me/session/refresh`,
    method: 'POST',
    header: { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': csrfToken },
    timeout: 15_000,
    ...(refreshToken ? { data: { refreshToken } } : {}),
  });
  if (response.statusCode === 200) keepSession(response.data);
  else if (response.statusCode === 401) forgetSession();
}

/** What a request carries for the one who is signed in; nothing for everybody else. Renews what is about to run out. */
export async function signedHeaders(): Promise<Record<string, string>> {
  const before = read();
  if (before && Date.now() >= before.renewAt) {
    // Without an answer the old token goes along; the server says whether it is still good.
    renewing ??= renew(before)
      .catch(() => undefined)
      .finally(() => (renewing = undefined));
    await renewing;
  }
  const now = read();
  if (!now) return {};
  return now.accessToken ? { authorization: `Bearer ${now.accessToken}` } : { 'x-csrf-token': now.csrfToken };
}
