import mongoose, { type mongo } from 'mongoose';
import { gatherInserts } from './gather.js';

/**
 * Connects mongoose and builds the indexes the models declare. Indexes are built here, explicitly, so that a start
 * fails loudly when one cannot be built, instead of running without it.
 */
export async function connectDatabase(uri: string): Promise<void> {
  mongoose.set('autoIndex', false);
  mongoose.set('strictQuery', true);
  await mongoose.connect(uri, { serverSelectionTimeoutMS: 10_000, retryWrites: true });
}

/**
 * Builds every declared index, one command a collection and all at once; safe to run again and from several processes.
 * Mongoose's own `createIndexes` sends one command an index, one after the other: a hundred round trips at every start.
 */
export async function buildIndexes(): Promise<void> {
  await Promise.all(
    Object.values(mongoose.models).map(async ({ collection, schema }) => {
      const indexes = schema
        .indexes()
        .map(([key, options]) => ({ ...options, key }) as mongo.IndexDescription);
      if (indexes.length > 0) await collection.createIndexes(indexes);
    }),
  );
}

/** True when the database answers a ping. */
export async function databaseAnswers(): Promise<boolean> {
  if (mongoose.connection.readyState !== mongoose.ConnectionStates.connected) return false;
  try {
    await mongoose.connection.db?.command({ ping: 1 });
    return true;
  } catch {
    return false; // the answer to "is it ready" is no; the reason is in the driver's own events
  }
}

export async function disconnectDatabase(): Promise<void> {
  await mongoose.disconnect();
}

/** Finds what contains these words, letter for letter, whatever the case: signs that mean something in a pattern mean only themselves. */
export function containing(words: string): RegExp {
  return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
}

const inserts = new WeakMap<object, (record: { _id: string }) => Promise<void>>();

/**
 * Stores a record that code built whole, as it is: without the document object whose building and validation cost more than
 * the rest of a request, and, where there is no session, together with others of the same moment. Tests hold what is built against
 * the model's schema instead. What is undefined is left out.
 * @throws the driver's error, see `isDuplicateKey`
 */
export async function insertBuilt<T extends { _id: string }>(
  model: { collection: mongoose.Collection },
  record: T,
  session?: mongoose.ClientSession,
): Promise<void> {
  if (session) {
    const document = record as unknown as mongo.OptionalId<mongo.Document>;
    await model.collection.insertOne(document, { ignoreUndefined: true, session });
    return;
  }
  const insert = inserts.get(model) ?? gatherInserts(model);
  inserts.set(model, insert);
  await insert(record);
}

/** True when a write was refused because a unique key is taken; `index` narrows it to one index by its first field. */
export function isDuplicateKey(error: unknown, field?: string): boolean {
  if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== 11_000) return false;
  if (field === undefined) return true;
  const pattern = (error as { keyPattern?: Record<string, unknown> }).keyPattern ?? {};
  return field in pattern;
}

/**
 * The one helper for multi-document transactions: for the few places where two facts must agree.
 * The work may run more than once; it must touch only the database.
 */
export async function inTransaction<T>(work: (session: mongoose.ClientSession) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  await mongoose.connection.transaction(async (session) => {
    result = { value: await work(session) };
  });
  if (!result) throw new Error('the transaction ended without running its work');
  return result.value;
}
