import mongoose, { type mongo } from 'mongoose';
import { isDuplicateKey } from './database.js';

/** One of several writes. What it stores is stored as it is, past the model; nothing in it may be undefined. */
export type Write = mongo.ClientInsertOneModel<mongo.Document> | mongo.ClientUpdateOneModel<mongo.Document>;

interface Model {
  collection: mongoose.Collection;
}

const namespaceOf = ({ collection }: Model) => `${collection.conn.name}.${collection.name}`;

/** Stores a record that was built whole. */
export const inserting = (model: Model, record: { _id: string }): Write => ({
  name: 'insertOne',
  namespace: namespaceOf(model),
  document: record as object,
});

/** Changes what the filter finds, or stores it where it finds nothing. */
export const upserting = (model: Model, filter: object, update: object): Write => ({
  name: 'updateOne',
  namespace: namespaceOf(model),
  filter,
  update,
  upsert: true,
});

/** False once the server turned out to be older than MongoDB 8, which does not know the one command for several writes. */
let knowsBulkWrite = true;

/**
 * Makes writes to several collections of the main database in their order, in one command where the server knows it. The first
 * that fails ends it: those before it stay, those behind it are not made. So does a crash: this is no transaction.
 * @returns which of them found its unique key taken; null when all were made
 */
export async function writeInOrder(writes: readonly Write[]): Promise<number | null> {
  if (knowsBulkWrite) {
    const outcome = await atOnce(writes);
    if (outcome !== 'unknown') return outcome;
    knowsBulkWrite = false;
  }
  return oneByOne(writes);
}

async function atOnce(writes: readonly Write[]): Promise<number | null | 'unknown'> {
  try {
    await mongoose.connection.getClient().bulkWrite(writes);
    return null;
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoClientBulkWriteError)) throw error;
    const [refused] = error.writeErrors;
    if (refused?.[1].code === 11_000) return refused[0];
    const { cause } = error;
    if (cause instanceof mongoose.mongo.MongoServerError && cause.codeName === 'CommandNotFound')
      return 'unknown';
    throw error;
  }
}

async function oneByOne(writes: readonly Write[]): Promise<number | null> {
  for (const [place, write] of writes.entries()) {
    try {
      await send(write);
    } catch (error) {
      if (isDuplicateKey(error)) return place;
      throw error;
    }
  }
  return null;
}

async function send(write: Write): Promise<void> {
  const [database = '', ...name] = write.namespace.split('.');
  const collection = mongoose.connection.getClient().db(database).collection(name.join('.'));
  if (write.name === 'insertOne') await collection.insertOne(write.document);
  else await collection.updateOne(write.filter, write.update, { upsert: true });
}
