import { randomUUID } from 'node:crypto';
import { Schema, type Model, type Types } from 'mongoose';

/**
 * Pending effects: what still has to happen because of a document, kept inside that document, so that the fact and its
 * consequences are one durable write. A worker takes an effect for a limited time (a lease, by moving `notBefore`
 * ahead), performs it, and takes its mark off. A crash anywhere lets the lease run out, and the effect is performed
 * again: every performer must therefore be idempotent.
 */
export interface PendingEffect {
  kind: string;
  /** Not to be taken before this instant: a wait, a back-off, or another worker's lease. */
  notBefore: Date;
  attempts: number;
  /** Names one taking; whoever no longer owns it may not take the mark off. */
  owner?: string | null;
  lastError?: string | null;
}

/** An effect that failed too often and waits for a person. */
export interface DeadMark {
  kind: string;
  attempts: number;
  lastError: string;
  since: Date;
}

export interface WithEffects {
  pending: PendingEffect[];
  dead: DeadMark[];
}

/** Fields to spread into a schema whose documents carry effects; declare the index with `indexEffects`. */
export const effectFields = {
  pending: {
    type: [
      new Schema<PendingEffect>(
        {
          kind: { type: String, required: true },
          notBefore: { type: Date, required: true },
          attempts: { type: Number, default: 0 },
          owner: String,
          lastError: String,
        },
        { _id: false },
      ),
    ],
    default: [],
  },
  dead: {
    type: [
      new Schema<DeadMark>(
        { kind: { type: String, required: true }, attempts: Number, lastError: String, since: Date },
        { _id: false },
      ),
    ],
    default: [],
  },
};

/** The two indexes the worker and the dead-letter list live on. */
export function indexEffects<T>(schema: Schema<T>): void {
  schema.index({ 'pending.notBefore': 1 });
  schema.index({ 'dead.since': 1 }, { sparse: true });
}

/** A new mark, to be written together with the fact that causes it. */
export function effect(kind: string, notBefore: Date): PendingEffect {
  return { kind, notBefore, attempts: 0 };
}

/** What a performer answers: done, or to be tried later at a named instant without counting as a failure. */
export type EffectOutcome = 'done' | { later: Date };

/** Performs one kind of effect for one document. Throwing means: failed, back off and try again. */
export type Performer<T> = (document: T, now: Date) => Promise<EffectOutcome>;

type Key = string | Types.ObjectId;
export type EffectDocument = WithEffects & { _id: Key };

export interface EffectSource {
  /** The name operators see, such as `ratings`. */
  name: string;
  model: Model<EffectDocument>;
  performers: Record<string, Performer<EffectDocument>>;
  /** What each kind does, in Chinese, for the console. */
  kindNames: Record<string, string>;
}

/** Declares a source with its own document type. */
export function effectSource<T extends WithEffects & { _id: Key }>(source: {
  name: string;
  /** The compiled model of T; only its name is typed here, since mongoose's model types differ by virtuals alone. */
  model: Pick<Model<T>, 'modelName'>;
  performers: Record<string, Performer<T>>;
  kindNames: Record<string, string>;
}): EffectSource {
  return source as unknown as EffectSource;
}

export interface Taken {
  source: EffectSource;
  document: EffectDocument;
  effect: PendingEffect;
  owner: string;
}

/** Takes one due effect under a lease, or nothing when none is due. Two workers never hold the same effect at once. */
export async function takeEffect(
  source: EffectSource,
  now: Date,
  leaseSeconds: number,
): Promise<Taken | undefined> {
  const owner = randomUUID();
  const document = await source.model
    .findOneAndUpdate(
      {
        pending: { $elemMatch: { kind: { $in: Object.keys(source.performers) }, notBefore: { $lte: now } } },
      },
      {
        $set: {
          'pending.$.owner': owner,
          'pending.$.notBefore': new Date(now.getTime() + leaseSeconds * 1000),
        },
        $inc: { 'pending.$.attempts': 1 },
      },
      { returnDocument: 'after' },
    )
    .lean<EffectDocument>();
  const taken = document?.pending.find((mark) => mark.owner === owner);
  return document && taken ? { source, document, effect: taken, owner } : undefined;
}

/** Takes the mark off. False when the lease was lost meanwhile; the effect then belongs to somebody else. */
export async function finishEffect(taken: Taken): Promise<boolean> {
  const result = await taken.source.model.updateOne(
    { _id: taken.document._id, 'pending.owner': taken.owner },
    { $pull: { pending: { owner: taken.owner } } },
  );
  return result.modifiedCount === 1;
}

/** Puts the effect back to a later instant; `error` is kept for people to read. Waiting without an error does not count as an attempt. */
export async function postponeEffect(taken: Taken, until: Date, error?: string): Promise<void> {
  await taken.source.model.updateOne(
    { _id: taken.document._id, pending: { $elemMatch: { owner: taken.owner } } },
    {
      $set: { 'pending.$.notBefore': until, ...(error ? { 'pending.$.lastError': error } : {}) },
      $unset: { 'pending.$.owner': 1 },
      ...(error ? {} : { $inc: { 'pending.$.attempts': -1 } }),
    },
  );
}

/** Moves the effect to the dead letters, in one write. */
export async function buryEffect(taken: Taken, error: string, now: Date): Promise<void> {
  const mark: DeadMark = {
    kind: taken.effect.kind,
    attempts: taken.effect.attempts,
    lastError: error,
    since: now,
  };
  await taken.source.model.updateOne(
    { _id: taken.document._id, 'pending.owner': taken.owner },
    { $pull: { pending: { owner: taken.owner } }, $push: { dead: mark } },
  );
}

/** A person tries a dead effect again. False when there is none of that kind. */
export async function reviveEffect(
  source: EffectSource,
  id: string,
  kind: string,
  now: Date,
): Promise<boolean> {
  const result = await source.model.updateOne(
    { _id: id, 'dead.kind': kind },
    { $pull: { dead: { kind } }, $push: { pending: effect(kind, now) } },
  );
  return result.modifiedCount === 1;
}
