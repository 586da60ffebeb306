import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson, type Canonical } from '@haochaping/shared/domain';
import { isDuplicateKey } from '../../database.js';
import {
  AuditEntryModel,
  AuditHeadModel,
  type AuditEntry,
  type AuditEvent,
  type AuditHead,
} from './model.js';

const CHAIN = 'chain';
const GENESIS: AuditHead = { _id: CHAIN, seq: 0, hash: '0'.repeat(64) };

/** The hash of an entry: SM3 over everything it says and the hash before it, so that no earlier entry can change unseen. */
function hashOf(event: AuditEvent, seq: number, previousHash: string): string {
  const text: Canonical = {
    id: event.id,
    seq,
    at: event.at.toISOString(),
    action: event.action,
    actor: { kind: event.actor.kind, id: event.actor.id },
    subject: { kind: event.subject.kind, id: event.subject.id },
    detail: event.detail ?? {},
    previousHash,
  };
  return createHash('sm3').update(canonicalJson(text)).digest('hex');
}

async function readHead(): Promise<AuditHead> {
  return (await AuditHeadModel.findById(CHAIN).lean<AuditHead>()) ?? GENESIS;
}

/** Moves the head from one place to the next; somebody else having done so already is fine. */
async function advanceHead(from: AuditHead, to: Omit<AuditHead, '_id'>): Promise<void> {
  try {
    await AuditHeadModel.updateOne({ _id: CHAIN, seq: from.seq }, { $set: to }, { upsert: from.seq === 0 });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/**
 * Seals an event into the chain, once: sealing the same id again changes nothing. Several processes may seal at the
 * same time; the unique sequence number decides who was first, and the others try behind it.
 */
export async function sealAuditEvent(event: AuditEvent): Promise<void> {
  for (;;) {
    const head = await readHead();
    const seq = head.seq + 1;
    const { id, ...told } = event;
    const entry: AuditEntry = {
      _id: id,
      ...told,
      seq,
      previousHash: head.hash,
      hash: hashOf(event, seq, head.hash),
    };
    try {
      await AuditEntryModel.create(entry);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      if (await AuditEntryModel.exists({ _id: id })) {
        await catchUpHead(head);
        return;
      }
      await catchUpHead(head);
      continue;
    }
    await advanceHead(head, { seq, hash: entry.hash });
    return;
  }
}

/** Whoever wrote the entry behind the head may have died before moving it: move it for them. */
async function catchUpHead(head: AuditHead): Promise<void> {
  const behind = await AuditEntryModel.findOne({ seq: head.seq + 1 }).lean<AuditEntry>();
  if (behind) await advanceHead(head, { seq: behind.seq, hash: behind.hash });
}

/** Records an event that belongs to no document with effects, such as a sign-in. Rejects when it could not be made durable. */
export async function recordAudit(event: Omit<AuditEvent, 'id'>): Promise<void> {
  await sealAuditEvent({ id: randomUUID(), ...event });
}

/** A new event, to be written inside the document of the change it tells of. */
export function auditEvent(event: Omit<AuditEvent, 'id'>): AuditEvent {
  return { id: randomUUID(), ...event };
}

export interface ChainReport {
  entries: number;
  /** The first entry that does not fit its hash, its predecessor or its number; null when the chain is whole. */
  brokenAt: number | null;
}

/**
 * Recomputes the chain from its first entry to where its head was when the check began; what arrives meanwhile is left
 * to the next check. The hashes carry no key and are anchored nowhere outside this database: they show any entry that
 * was quietly changed, put in or taken out, not the work of somebody who rewrites all that follows and the head as well.
 */
export async function verifyAuditChain(): Promise<ChainReport> {
  const head = await readHead();
  if (head.seq === 0 && (await headIsLost())) return { entries: 0, brokenAt: 1 };
  let previous: Omit<AuditHead, '_id'> = GENESIS;
  let entries = 0;
  const upToHead = AuditEntryModel.find({ seq: { $lte: head.seq } }).sort({ seq: 1 });
  for await (const entry of upToHead.lean<AuditEntry>().cursor()) {
    const { _id, ...told } = entry;
    const expected = hashOf({ id: _id, ...told }, previous.seq + 1, previous.hash);
    if (entry.seq !== previous.seq + 1 || entry.previousHash !== previous.hash || entry.hash !== expected) {
      return { entries, brokenAt: entry.seq };
    }
    previous = entry;
    entries += 1;
  }
  if (previous.seq < head.seq) return { entries, brokenAt: previous.seq + 1 };
  return { entries, brokenAt: previous.hash === head.hash ? null : head.seq };
}

/** A second entry is written only behind a head, so entries without one mean that it was taken away. */
async function headIsLost(): Promise<boolean> {
  return (await AuditEntryModel.exists({ seq: { $gt: 1 } })) !== null && (await readHead()).seq === 0;
}
