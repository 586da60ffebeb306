import { Schema, model } from 'mongoose';
import type { EraseRecords } from '../../module.js';
import { recordAudit } from '../audit/index.js';
import { erasureJournal } from './erasure-journal.js';
import { destroyDataKey, erasedOwners, ownersWithKey } from './key-store.js';

export interface Erasure {
  /**
   * Erases an owner for ever: what was sealed for it never opens again, in no copy of the main database either, and its
   * records are removed. Once this has begun it is carried to its end, at the latest by the next start. Again does nothing more.
   * @returns how many records of which kind were removed
   */
  eraseOwner(ownerId: string, now: Date): Promise<Record<string, number>>;
  /**
   * Erases again whoever was brought back by a restore, and finishes what a crash cut off.
   * @returns how many owners that were
   * @throws ConfigError when the journal cannot be read
   */
  replay(now: Date): Promise<number>;
}

/** Says, inside the main database itself, whose records were removed from it: an older copy of it does not. */
interface AppliedRecord {
  _id: string;
  at: Date;
}
const AppliedModel = model(
  'ErasureApplied',
  new Schema<AppliedRecord>(
    { _id: { type: String, required: true }, at: { type: Date, required: true } },
    { versionKey: false, collection: 'erasures_applied' },
  ),
);

/**
 * @param file the journal of erasures
 * @param erasers of all modules that hold something of an owner, asked for when they are needed: later modules have some
 * Source: PIPL article 47; the order in `adr/012-vault-and-erasure.md`.
 */
export function createErasure(file: string, erasers: () => readonly EraseRecords[]): Erasure {
  const journal = erasureJournal(file);

  async function carryOut(ownerId: string, now: Date): Promise<Record<string, number>> {
    await destroyDataKey(ownerId, now);
    const removed: Record<string, number> = {};
    for (const erase of erasers()) Object.assign(removed, await erase(ownerId, now));
    await recordAudit({
      at: now,
      action: 'owner.erased',
      actor: { kind: 'system', id: 'erasure' },
      subject: { kind: 'owner', id: ownerId },
      detail: removed,
    });
    await AppliedModel.updateOne({ _id: ownerId }, { $set: { at: now } }, { upsert: true });
    return removed;
  }

  return {
    async eraseOwner(ownerId, now) {
      journal.append(ownerId, now); // first: from here on every start carries it out
      return carryOut(ownerId, now);
    },
    async replay(now) {
      const [journalled, tombstones] = [journal.read(), await erasedOwners()];
      // Another machine's journal, or a lost one: the tombstones make it whole again.
      for (const [ownerId, at] of tombstones) if (!journalled.has(ownerId)) journal.append(ownerId, at);
      const owners = [...new Set([...journalled.keys(), ...tombstones.keys()])];
      const [applied, alive] = [await appliedOwners(), await ownersWithKey(owners)];
      const back = owners.filter((ownerId) => alive.has(ownerId) || !applied.has(ownerId));
      for (const ownerId of back) await carryOut(ownerId, now);
      return back.length;
    },
  };
}

async function appliedOwners(): Promise<Set<string>> {
  const applied = await AppliedModel.find({}, { _id: 1 }).lean<{ _id: string }[]>();
  return new Set(applied.map(({ _id }) => _id));
}
