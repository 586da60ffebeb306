import { isDuplicateKey } from '../../database.js';
import { gather } from '../../gather.js';
import { entryOf, GENESIS_HASH, headProof, anchorText } from './chain.js';
import {
  AuditAnchorModel,
  AuditEntryModel,
  AuditHeadModel,
  type AuditAnchor,
  type AuditEntry,
  type AuditEvent,
  type AuditHead,
} from './model.js';

/** What the chain needs from outside; the composition root hands it in once. */
export interface AuditChain {
  /** 32 bytes in hex, derived from the key file: without it nobody makes an entry that fits. */
  key: string;
  now: () => Date;
  /** Signs an anchor's text with the receipt key. */
  sign: (text: string) => { keyId: string; signature: string };
  /** Whether a signature over an anchor's text is ours. */
  isOurs: (text: string, signature: string) => boolean;
  /** Tells of a new anchor where it is kept out of this database's reach, such as the log. */
  tell: (anchor: AuditAnchor) => void;
}

let opened: AuditChain | undefined;

/** Must be called before anything is sealed or checked. */
export function openAuditChain(chain: AuditChain): void {
  opened = chain;
  lastAnchor = undefined;
}

export function auditChain(): AuditChain {
  if (!opened) throw new Error('the audit chain was not opened: call openAuditChain first');
  return opened;
}

const CHAIN = 'chain';

/** The head as it is stored; null when there is none. */
export async function readHead(): Promise<AuditHead | null> {
  return AuditHeadModel.findById(CHAIN).lean<AuditHead>();
}

type Place = Pick<AuditHead, 'seq' | 'hash'>;

async function readPlace(): Promise<Place> {
  return (await readHead()) ?? { seq: 0, hash: GENESIS_HASH };
}

/** Moves the head forward to a place; somebody else having moved it there or further is fine. */
async function advanceHead({ seq, hash }: Place): Promise<void> {
  const to = { seq, hash, proof: headProof(auditChain().key, { seq, hash }) };
  try {
    await AuditHeadModel.updateOne({ _id: CHAIN, seq: { $lt: seq } }, { $set: to }, { upsert: true });
  } catch (error) {
    // There is a head, and it is not behind.
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Whoever wrote the entries behind the head may have died before moving it: move it for them. */
async function catchUpHead(): Promise<void> {
  const last = await AuditEntryModel.findOne().sort({ seq: -1 }).lean<AuditEntry>();
  if (last) await advanceHead(last);
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Seals an event into the chain, once: sealing the same id again changes nothing. Those of one moment are sealed together, one batch
 * after the other; several processes may seal at the same time: the unique number decides who was first, and the others try behind it.
 */
export const sealAuditEvent = gather<AuditEvent, void>(async (events) => {
  const turn = queue.then(() => seal(events));
  // Whoever waits for these events is told of a failure; those behind them are not.
  queue = turn.catch(() => undefined);
  await turn;
  return events.map(() => undefined);
});

async function seal(events: readonly AuditEvent[]): Promise<void> {
  const { key } = auditChain();
  for (;;) {
    const fresh = await notSealed(events);
    if (fresh.length === 0) return;
    let place = await readPlace();
    const entries = fresh.map((event) => {
      const entry = entryOf(key, event, place.seq + 1, place.hash);
      place = entry;
      return entry;
    });
    try {
      // Past mongoose, which would leave out or add what the hash covers; in order, so that no number is left out.
      await AuditEntryModel.collection.insertMany(entries as never[], { ordered: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await catchUpHead();
      continue;
    }
    await advanceHead(place);
    await anchorWhenDue(place);
    return;
  }
}

/** Those of these events that do not stand in the chain yet, each once. */
async function notSealed(events: readonly AuditEvent[]): Promise<AuditEvent[]> {
  const byId = new Map(events.map((event) => [event.id, event]));
  const known = { _id: { $in: [...byId.keys()] } };
  for (const { _id } of await AuditEntryModel.find(known, { _id: 1 }).lean<{ _id: string }[]>())
    byId.delete(_id);
  return [...byId.values()];
}

/** An anchor after so many entries, and after a day at the latest when anything is sealed. */
export const ANCHOR_ENTRIES = 1000;
const ANCHOR_MS = 24 * 3_600_000;

let lastAnchor: AuditAnchor | null | undefined;

const newestAnchor = () => AuditAnchorModel.findOne().sort({ _id: -1 }).lean<AuditAnchor>();

function isDue(last: AuditAnchor | null, seq: number, now: Date): boolean {
  return !last || seq - last._id >= ANCHOR_ENTRIES || now.getTime() - last.at.getTime() >= ANCHOR_MS;
}

async function anchorWhenDue({ seq, hash }: Place): Promise<void> {
  const { now, sign, tell } = auditChain();
  const at = now();
  lastAnchor ??= await newestAnchor();
  if (!isDue(lastAnchor, seq, at)) return;
  // Another process may have set one meanwhile.
  lastAnchor = await newestAnchor();
  if (!isDue(lastAnchor, seq, at)) return;
  const anchor: AuditAnchor = { _id: seq, hash, at, ...sign(anchorText({ seq, hash, at })) };
  try {
    await AuditAnchorModel.create(anchor);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return;
  }
  lastAnchor = anchor;
  tell(anchor);
}
