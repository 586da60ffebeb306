import { Schema, type Model, type Types } from 'mongoose';

/**
 * Pending effects: what still has to happen because of a document, kept inside that document, so that the fact and its
 * consequences are one durable write. A worker takes effects for a limited time (a lease, by moving `notBefore`
 * ahead), performs them, and takes their marks off. A crash anywhere lets the lease run out, and the effect is performed
 * again: every performer must therefore be idempotent.
 */
export interface PendingEffect {
  kind: string;
  /** Not to be taken before this instant: a wait, a back-off, or another worker's lease. */
  notBefore: Date;
  attempts: number;
  /** Names one taking, of this effect and others; whoever no longer owns it may not take the mark off. */
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

/**
 * What a performer answers: done; done, and it has taken its mark off itself; or to be tried later at a named instant without counting
 * as a failure.
 */
export type EffectOutcome = 'done' | 'settled' | { later: Date };

/**
 * Performs one kind of effect for one document. Throwing means: failed, back off and try again. Many run side by side; what they ask
 * of the database one by one is sent together where it is gathered (gather.ts).
 */
export type Performer<T> = (document: T, now: Date) => Promise<EffectOutcome>;

/** One that writes to its document in the end anyway, and takes the mark off in the same write; `owner` names the taking. */
export type SettlingPerformer<T> = (document: T, now: Date, owner: string) => Promise<EffectOutcome>;

type Key = string | Types.ObjectId;
export type EffectDocument = WithEffects & { _id: Key };

export interface EffectSource {
  /** The name operators see, such as `ratings`. */
  name: string;
  model: Model<EffectDocument>;
  performers: Record<string, SettlingPerformer<EffectDocument>>;
  /** Kinds that ask little of the database alone, gathered: taken many at a time, in a lane of their own. */
  together?: readonly string[];
  /** What each kind does, in Chinese, for the console. */
  kindNames: Record<string, string>;
}

/** Declares a source with its own document type. */
export function effectSource<T extends WithEffects & { _id: Key }>(source: {
  name: string;
  /** The compiled model of T; only its name is typed here, since mongoose's model types differ by virtuals alone. */
  model: Pick<Model<T>, 'modelName'>;
  performers: Record<string, SettlingPerformer<T>>;
  together?: readonly string[];
  kindNames: Record<string, string>;
}): EffectSource {
  return source as unknown as EffectSource;
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
