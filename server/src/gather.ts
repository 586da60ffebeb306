import DataLoader from 'dataloader';
import mongoose, { type mongo } from 'mongoose';

/** At most so much goes into one command. */
const MOST = 200;

/**
 * Gathers what is asked one by one in one turn of the event loop, by whichever requests and effects, and does it with one command.
 * Nothing is remembered: what is asked a moment later is asked anew.
 * @param work answers in the order it was asked; an error among the answers is thrown to whoever asked for that one
 * @param waitMs where those of one turn are few, since somebody else's answers bring them one by one: those of so long together
 */
export function gather<A, B>(
  work: (asked: readonly A[]) => Promise<readonly (B | Error)[]>,
  waitMs?: number,
): (asked: A) => Promise<B> {
  const loader = new DataLoader<A, B>(work, {
    cache: false,
    maxBatchSize: MOST,
    batchScheduleFn: (start) => (waitMs === undefined ? setImmediate(start) : setTimeout(start, waitMs)),
  });
  return (asked) => loader.load(asked);
}

type Records = Pick<mongoose.Collection, 'find' | 'insertOne' | 'insertMany' | 'bulkWrite' | 'deleteMany'>;
interface Stored {
  collection: mongoose.Collection;
}
const recordsOf = ({ collection }: Stored): Records => collection;

/** Finds all records with a value in one field, as they are stored, without what a model would add; gathered. */
export function gatherLists<T extends object>(
  model: Stored,
  field: keyof T & string,
): (value: string) => Promise<T[]> {
  return gather<string, T[]>(async (values) => {
    const lists = new Map(values.map((value) => [value, [] as T[]]));
    const asked = { [field]: { $in: [...lists.keys()] } };
    const found = (await recordsOf(model).find(asked).toArray()) as unknown as T[];
    for (const record of found) lists.get(record[field] as string)?.push(record);
    return values.map((value) => lists.get(value) ?? []);
  });
}

/** `gatherLists` for a field whose values name one record each. */
export function gatherFinds<T extends object>(
  model: Stored,
  field: keyof T & string = '_id' as keyof T & string,
): (value: string) => Promise<T | undefined> {
  const listOf = gatherLists<T>(model, field);
  return async (value) => (await listOf(value))[0];
}

/** Changes records that are found by filters; gathered, in no order. Says nothing of whether one was found. */
export function gatherUpdates<T extends object>(model: Stored) {
  type Update = mongo.AnyBulkWriteOperation<T & mongo.Document>;
  return gather<Update, void>(async (updates) => {
    await recordsOf(model).bulkWrite([...updates] as unknown as mongo.AnyBulkWriteOperation[], {
      ordered: false,
      ignoreUndefined: true,
    });
    return updates.map(() => undefined);
  });
}

/** Removes records by their ids; gathered. */
export function gatherDeletes(model: Stored): (id: string) => Promise<void> {
  return gather<string, void>(async (ids) => {
    await recordsOf(model).deleteMany({ _id: { $in: ids as never[] } });
    return ids.map(() => undefined);
  });
}

/**
 * The errors that a command gave single writes of it, by their places.
 * @throws what the whole command was refused for, or not answered: that is nobody's own
 */
export function ownErrors(error: unknown): Map<number, Error> {
  const own = error instanceof mongoose.mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [];
  if (own.length === 0) throw error;
  const { MongoServerError } = mongoose.mongo;
  return new Map(
    own.map(({ index, code, errmsg }) => [index, new MongoServerError({ message: errmsg, code })]),
  );
}

/**
 * Stores records; gathered. One that is refused, by a unique key, is refused to whoever gave it with the error that it has alone, and
 * the others are stored.
 */
export function gatherInserts<T extends { _id: string }>(model: Stored): (record: T) => Promise<void> {
  const records = recordsOf(model);
  const alone = (document: mongo.OptionalId<mongo.Document>) =>
    records.insertOne(document, { ignoreUndefined: true }).then(() => undefined);
  return gather<T, void>(async (given) => {
    const documents = given as unknown as mongo.OptionalId<mongo.Document>[];
    const [first, ...others] = documents;
    if (first && others.length === 0) return [await alone(first)];
    try {
      await records.insertMany(documents, { ignoreUndefined: true, ordered: false });
      return given.map(() => undefined);
    } catch (error) {
      const refused = ownErrors(error);
      return Promise.all(
        documents.map((document, index) =>
          refused.has(index) ? alone(document).catch((own: Error) => own) : Promise.resolve(undefined),
        ),
      );
    }
  });
}
