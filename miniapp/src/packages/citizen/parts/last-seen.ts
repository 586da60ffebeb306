import { now } from '../../../lib/clock.js';
import { signInMark } from '../../../lib/session.js';
import { load, save } from '../../../lib/storage.js';

/**
 * What the lists and pages of the one who is signed in last showed, kept on this device for when there is no network. It belongs
 * to one sign-in: lib/session.ts throws it away when that ends, and what another sign-in left is not read.
 */
interface Kept {
  mark: string;
  /** Newest first. */
  lists: { path: string; at: string; data: unknown }[];
}

const NAME = 'last-seen';
/** WeChat gives a mini-program 1 MB a name; a list of a hundred has about 40 KB. */
const MOST = 20;

function keptFor(mark: string): Kept['lists'] {
  const stored = load(NAME) as Kept | null | undefined;
  return stored?.mark === mark && Array.isArray(stored.lists) ? stored.lists : [];
}

/** The session's secrets have their own place, and live only as long as it. */
function withoutSecrets(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('csrfToken' in data)) return data;
  return { ...data, csrfToken: '', tokens: null };
}

/**
 * Keeps what was just told.
 *
 * @param mark the sign-in it was asked for under; when that is over meanwhile, nothing is kept
 */
export function keepSeen(mark: string | null, path: string, data: unknown): void {
  if (mark === null || mark !== signInMark()) return;
  const others = keptFor(mark).filter((one) => one.path !== path);
  const lists = [{ path, at: now().toISOString(), data: withoutSecrets(data) }, ...others];
  save(NAME, { mark, lists: lists.slice(0, MOST) } satisfies Kept);
}

/** What was last told, and when; undefined when nothing was, or to another sign-in. */
export function lastSeen<T>(path: string): { at: string; data: T } | undefined {
  const mark = signInMark();
  const found = mark === null ? undefined : keptFor(mark).find((one) => one.path === path);
  return found && { at: found.at, data: found.data as T };
}
