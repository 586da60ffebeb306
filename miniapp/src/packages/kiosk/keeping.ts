import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DeviceView } from '@haochaping/shared/contracts';

/** What the device was bound as. */
export interface Bound {
  view: DeviceView;
  secret: string;
  voice: boolean;
}

/** One thing that was said, sealed; only the server opens it. */
export interface Envelope {
  id: string;
  sealed: string;
}

interface Kept extends DBSchema {
  bound: { key: 'device'; value: Bound };
  /** What is to be sent, in the order in which it was said. */
  waiting: { key: number; value: Envelope };
  /** What the server would not take: it stays, so that nothing is lost unseen. */
  refused: { key: number; value: Envelope & { message: string } };
}

let opened: Promise<IDBPDatabase<Kept>> | undefined;

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>('haochaping-kiosk', 1, {
    upgrade(db) {
      db.createObjectStore('bound');
      db.createObjectStore('waiting', { autoIncrement: true });
      db.createObjectStore('refused', { autoIncrement: true });
    },
  });
  return opened;
}

/** Asks the browser not to throw away what is kept when room gets short. */
export async function keepForGood(): Promise<void> {
  await navigator.storage?.persist?.();
}

export const bound = async (): Promise<Bound | undefined> => (await database()).get('bound', 'device');

export async function keepBound(device: Bound): Promise<void> {
  await (await database()).put('bound', device, 'device');
}

/** Keeps an envelope; when this is answered it is on the disk, whatever happens to the power. @throws where there is no room */
export async function keepEnvelope(envelope: Envelope): Promise<void> {
  const transaction = (await database()).transaction('waiting', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.add(envelope), transaction.done]);
}

/** The first of what waits. */
export async function firstWaiting(most: number): Promise<{ key: number; envelope: Envelope }[]> {
  const transaction = (await database()).transaction('waiting');
  const [keys, envelopes] = await Promise.all([
    transaction.store.getAllKeys(undefined, most),
    transaction.store.getAll(undefined, most),
  ]);
  return keys.flatMap((key, at) => {
    const envelope = envelopes[at];
    return envelope ? [{ key, envelope }] : [];
  });
}

/** What was answered goes; what was refused is laid aside, both or neither. */
export async function settle(
  answered: { key: number; envelope: Envelope; refusedFor: string | null }[],
): Promise<void> {
  const transaction = (await database()).transaction(['waiting', 'refused'], 'readwrite', {
    durability: 'strict',
  });
  const [waiting, refused] = [transaction.objectStore('waiting'), transaction.objectStore('refused')];
  await Promise.all([
    ...answered.flatMap(({ key, envelope, refusedFor }) => [
      waiting.delete(key),
      ...(refusedFor === null ? [] : [refused.add({ ...envelope, message: refusedFor })]),
    ]),
    transaction.done,
  ]);
}

export async function counts(): Promise<{ waiting: number; refused: number }> {
  const db = await database();
  const [waiting, refused] = await Promise.all([db.count('waiting'), db.count('refused')]);
  return { waiting, refused };
}
