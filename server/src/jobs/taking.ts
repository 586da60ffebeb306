import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import type { DeadMark, EffectDocument, EffectSource, PendingEffect } from './effects.js';

/** Kinds of one source that are taken together, and how many documents at once. */
export interface EffectGroup {
  source: EffectSource;
  kinds: readonly string[];
  most: number;
}

/** Documents whose due effects of a group are held under one lease. */
export interface Taken {
  group: EffectGroup;
  owner: string;
  documents: EffectDocument[];
}

/** What became of one kind of effect of one document; `attempts` as they stood when it was taken. */
export interface Performed {
  document: EffectDocument;
  kind: string;
  attempts: number;
  outcome: 'done' | 'settled' | { later: Date; error?: string } | { dead: string };
}

/** The effects that are held of a document, by kind: two marks of one kind are one piece of work. */
export const heldOf = ({ pending }: EffectDocument, owner: string): Map<string, PendingEffect> =>
  new Map(pending.filter((mark) => mark.owner === owner).map((mark) => [mark.kind, mark]));

/**
 * Takes due effects under a lease, in three commands however many they are: looks, claims, and reads what was won. Two workers never
 * hold the same effect at once. `looked` tells how many there seemed to be.
 * @param skip so many are left to others
 */
export async function takeEffects(
  group: EffectGroup,
  now: Date,
  leaseSeconds: number,
  skip: number,
): Promise<Taken & { looked: number }> {
  const { source, kinds, most } = group;
  const owner = randomUUID();
  const records = source.model.collection as unknown as mongo.Collection<EffectDocument>;
  const mark = { kind: { $in: [...kinds] }, notBefore: { $lte: now } };
  const due: mongo.Filter<EffectDocument> = { pending: { $elemMatch: mark } };
  const found = await records.find(due, { projection: { _id: 1 }, skip, limit: most }).toArray();
  if (found.length === 0) return { group, owner, documents: [], looked: 0 };
  const ids = found.map(({ _id }) => _id);
  const { modifiedCount } = await records.updateMany(
    { ...due, _id: { $in: ids } },
    {
      $set: {
        'pending.$[due].owner': owner,
        'pending.$[due].notBefore': new Date(now.getTime() + leaseSeconds * 1000),
      },
      $inc: { 'pending.$[due].attempts': 1 },
    },
    { arrayFilters: [{ 'due.kind': mark.kind, 'due.notBefore': mark.notBefore }] },
  );
  // Read after the claim: what was added to a document since it was found has its mark in hand as well.
  const documents =
    modifiedCount === 0 ? [] : await records.find({ _id: { $in: ids }, 'pending.owner': owner }).toArray();
  return { group, owner, documents: documents, looked: found.length };
}

/** Writes down what became of the effects in hand, in one command. What was taken by somebody else meanwhile is left to them. */
export async function settleEffects(
  { group, owner }: Taken,
  all: readonly Performed[],
  now: Date,
): Promise<void> {
  const performed = all.filter(({ outcome }) => outcome !== 'settled');
  if (performed.length === 0) return;
  const open = performed.filter(({ outcome }) => outcome !== 'done');
  const unfinished = new Set(open.map(({ document }) => document._id));
  const [some, whole] = [true, false].map((is) =>
    performed.filter(({ document }) => unfinished.has(document._id) === is),
  ) as [Performed[], Performed[]];
  const operations = some.map((one): object => {
    const filter = { _id: one.document._id, 'pending.owner': owner };
    return { updateOne: { filter, ...changeOf(owner, one, now) } };
  });
  if (whole.length > 0) {
    const filter = { _id: { $in: whole.map(({ document }) => document._id) }, 'pending.owner': owner };
    operations.push({ updateMany: { filter, update: { $pull: { pending: { owner } } } } });
  }
  const records = group.source.model.collection as unknown as mongo.Collection<EffectDocument>;
  await records.bulkWrite(operations as mongo.AnyBulkWriteOperation<EffectDocument>[], { ordered: false });
}

/** Waiting without an error does not count as an attempt; an error is kept for people to read. */
function changeOf(owner: string, { kind, attempts, outcome }: Performed, now: Date) {
  const mine = { owner, kind };
  if (outcome === 'done' || outcome === 'settled') return { update: { $pull: { pending: mine } } };
  if ('dead' in outcome) {
    const dead: DeadMark = { kind, attempts, lastError: outcome.dead, since: now };
    return { update: { $pull: { pending: mine }, $push: { dead } } };
  }
  const { later, error } = outcome;
  return {
    update: {
      $set: { 'pending.$[mine].notBefore': later, ...(error ? { 'pending.$[mine].lastError': error } : {}) },
      $unset: { 'pending.$[mine].owner': 1 },
      ...(error ? {} : { $inc: { 'pending.$[mine].attempts': -1 } }),
    },
    arrayFilters: [{ 'mine.owner': owner, 'mine.kind': kind }],
  };
}
