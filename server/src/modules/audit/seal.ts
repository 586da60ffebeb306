import { isDuplicateKey } from '../../database.js';
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

/** Moves the head from one place to the next; somebody else having done so already is fine. */
async function advanceHead(from: Place, { seq, hash }: Place): Promise<void> {
  const to = { seq, hash, proof: headProof(auditChain().key, { seq, hash }) };
  try {
    await AuditHeadModel.updateOne({ _id: CHAIN, seq: from.seq }, { $set: to }, { upsert: from.seq === 0 });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Whoever wrote the entry behind the head may have died before moving it: move it for them. */
async function catchUpHead(head: Place): Promise<void> {
  const behind = await AuditEntryModel.findOne({ seq: head.seq + 1 }).lean<AuditEntry>();
  if (behind) await advanceHead(head, behind);
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Seals an event into the chain, once: sealing the same id again changes nothing. Within a process one after the other;
 * several processes may seal at the same time: the unique number decides who was first, and the others try behind it.
 */
export function sealAuditEvent(event: AuditEvent): Promise<void> {
  const turn = queue.then(() => seal(event));
  // Whoever waits for this event is told of a failure; those behind it are not.
  queue = turn.catch(() => undefined);
  return turn;
}

async function seal(event: AuditEvent): Promise<void> {
  const { key } = auditChain();
  for (;;) {
    const head = await readPlace();
    const entry = entryOf(key, event, head.seq + 1, head.hash);
    try {
      // Past mongoose, which would leave out or add what the hash covers.
      await AuditEntryModel.collection.insertOne({ ...entry } as never);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await catchUpHead(head);
      if (await AuditEntryModel.exists({ _id: event.id })) return;
      continue;
    }
    await advanceHead(head, entry);
    await anchorWhenDue(entry);
    return;
  }
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
