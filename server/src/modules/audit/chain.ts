import { createHmac } from 'node:crypto';
import { canonicalJson, type Canonical } from '@haochaping/shared/domain';
import type { AuditEntry, AuditEvent, AuditHead } from './model.js';

/** What the first entry names as the hash before it. */
export const GENESIS_HASH = '0'.repeat(64);

function keyed(key: string, purpose: string, text: string): string {
  return createHmac('sm3', Buffer.from(key, 'hex')).update(`${purpose}\0${text}`).digest('hex');
}

function canonical(value: unknown): Canonical {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Canonical;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    throw new TypeError('an audit entry holds plain values alone');
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, canonical(one)]));
}

/**
 * The hash of an entry: HMAC-SM3 over every field it has but the hash itself, whatever the field's name, so that nothing
 * can be added to it unseen either. The number and the hash before it are among them: this is what makes the chain.
 */
export function entryHash(key: string, entry: Record<string, unknown>): string {
  const told = Object.entries(entry).filter(([name]) => name !== 'hash');
  return keyed(key, 'entry', canonicalJson(canonical(Object.fromEntries(told))));
}

/** An event as the entry with this number, behind the entry with this hash. */
export function entryOf(key: string, event: AuditEvent, seq: number, previousHash: string): AuditEntry {
  const { id, at, action, actor, subject, detail } = event;
  const entry = {
    _id: id,
    seq,
    at,
    action,
    actor: { kind: actor.kind, id: actor.id },
    subject: { kind: subject.kind, id: subject.id },
    ...(detail && Object.keys(detail).length > 0 ? { detail: { ...detail } } : {}),
    previousHash,
  };
  return { ...entry, hash: entryHash(key, entry) };
}

/** The proof a head carries, so that nobody without the key can set it back to an entry of their choice. */
export function headProof(key: string, head: Pick<AuditHead, 'seq' | 'hash'>): string {
  return keyed(key, 'head', `${head.seq}:${head.hash}`);
}

/** The text an anchor signs; the SM2 public key alone is needed to check it. */
export function anchorText(anchor: { seq: number; hash: string; at: Date }): string {
  return canonicalJson({ seq: anchor.seq, hash: anchor.hash, at: anchor.at.toISOString() });
}

/** The text a beginning signs; it can stand for no anchor's, so that nobody makes a chain begin at one. */
export function beginningText(beginning: { seq: number; hash: string; at: Date }): string {
  const { seq, hash, at } = beginning;
  return canonicalJson({ beginsAfter: seq, hash, at: at.toISOString() });
}
