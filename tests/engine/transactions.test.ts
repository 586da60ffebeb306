import mongoose, { type ClientSession, type Connection } from 'mongoose';
import { change, close, collectionOf, failure, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

/** Two sessions, ended whatever happens. */
async function withSessions(work: (a: ClientSession, b: ClientSession) => Promise<void>): Promise<void> {
  const [a, b] = [await db.startSession(), await db.startSession()];
  try {
    await work(a, b);
  } finally {
    await a.endSession();
    await b.endSession();
  }
}

const labels = (error: unknown): string[] => [...((error as mongoose.mongo.MongoError).errorLabels ?? [])];

test('nothing is seen outside before the commit, everything after it (manual: "Transactions")', async () => {
  const c = await collectionOf(db, [{ _id: 1, n: 1 }]);
  await withSessions(async (session) => {
    session.startTransaction();
    await c.insertOne({ _id: 2, n: 2 }, { session });
    await c.updateOne({ _id: 1 }, { $set: { n: 9 } }, { session });
    expect(await c.find({}, { session }).sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 9 },
      { _id: 2, n: 2 },
    ]);
    expect(await c.find().toArray()).toEqual([{ _id: 1, n: 1 }]);
    await session.commitTransaction();
  });
  expect(await c.find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: 1, n: 9 },
    { _id: 2, n: 2 },
  ]);
});

test('an abort takes everything back, over several collections', async () => {
  const [c, d] = [await collectionOf(db, [{ _id: 1 }]), await collectionOf(db, [{ _id: 1, k: 'a' }])];
  await d.createIndex({ k: 1 }, { unique: true });
  await withSessions(async (session) => {
    session.startTransaction();
    await c.deleteOne({ _id: 1 }, { session });
    await d.updateOne({ _id: 1 }, { $set: { k: 'b' } }, { session });
    await session.abortTransaction();
  });
  expect(await c.countDocuments()).toBe(1);
  expect(await d.findOne({ k: 'a' })).toEqual({ _id: 1, k: 'a' });
  await d.insertOne({ k: 'b' });
});

test('an error thrown in withTransaction rolls back and comes out', async () => {
  const c = await collectionOf(db, [{ _id: 1 }]);
  const attempt = db.transaction(async (session) => {
    await c.insertOne({ _id: 2 }, { session });
    throw new Error('enough');
  });
  expect(await failure(attempt)).toMatchObject({ message: 'enough' });
  expect(await c.countDocuments()).toBe(1);
});

test('a transaction reads one state, whatever others write meanwhile (manual: "Read Concern snapshot")', async () => {
  const c = await collectionOf(db, [
    { _id: 1, n: 1 },
    { _id: 2, n: 1 },
  ]);
  await withSessions(async (session) => {
    session.startTransaction({ readConcern: { level: 'snapshot' } });
    await c.findOne({ _id: 1 }, { session });
    await c.updateMany({}, { $set: { n: 5 } });
    await c.insertOne({ _id: 3, n: 1 });
    await c.deleteOne({ _id: 2 });
    expect(await c.find({ n: 1 }, { session }).sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 1 },
      { _id: 2, n: 1 },
    ]);
    await session.commitTransaction();
  });
});

test('writing what another has changed since is a WriteConflict that may be tried again (manual: "Transactions and Write Conflicts")', async () => {
  const c = await collectionOf(db, [{ _id: 1, n: 0 }]);
  await withSessions(async (session) => {
    session.startTransaction();
    await c.findOne({ _id: 1 }, { session });
    await c.updateOne({ _id: 1 }, change({ $inc: { n: 1 } }));
    const error = await failure(c.updateOne({ _id: 1 }, change({ $inc: { n: 1 } }), { session }));
    expect(error).toMatchObject({ code: 112 });
    expect(labels(error)).toContain('TransientTransactionError');
    expect(labels(await failure(c.findOne({}, { session })))).toContain('TransientTransactionError');
    await session.abortTransaction();
  });
});

test('two transactions on one document: the second is told to try again, not left waiting', async () => {
  const c = await collectionOf(db, [{ _id: 1, n: 0 }]);
  await withSessions(async (a, b) => {
    a.startTransaction();
    b.startTransaction();
    await c.updateOne({ _id: 1 }, change({ $inc: { n: 1 } }), { session: a });
    const error = await failure(c.updateOne({ _id: 1 }, change({ $inc: { n: 1 } }), { session: b }));
    expect(labels(error)).toContain('TransientTransactionError');
    await a.commitTransaction();
    await b.abortTransaction();
  });
  expect(await c.findOne()).toEqual({ _id: 1, n: 1 });
});

test('twenty transactions that count in two documents all come through, and agree', async () => {
  const c = await collectionOf(db, [
    { _id: 'a', n: 0 },
    { _id: 'b', n: 0 },
  ]);
  const one = () =>
    db.transaction(async (session) => {
      const doc = await c.findOne({ _id: 'a' }, { session });
      await c.updateOne({ _id: 'a' }, { $set: { n: (doc?.n as number) + 1 } }, { session });
      await c.updateOne({ _id: 'b' }, change({ $inc: { n: 1 } }), { session });
    });
  await Promise.all(Array.from({ length: 20 }, one));
  expect(await c.find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: 'a', n: 20 },
    { _id: 'b', n: 20 },
  ]);
});

test('a write outside waits for the transaction that holds the document', async () => {
  const c = await collectionOf(db, [{ _id: 1, n: 0 }]);
  await withSessions(async (session) => {
    session.startTransaction();
    await c.updateOne({ _id: 1 }, { $set: { n: 10 } }, { session });
    const outside = c.updateOne({ _id: 1 }, change({ $inc: { n: 1 } }));
    await new Promise((next) => setTimeout(next, 100));
    await session.commitTransaction();
    expect(await outside).toMatchObject({ modifiedCount: 1 });
  });
  expect(await c.findOne()).toEqual({ _id: 1, n: 11 });
});

test('unique keys hold inside a transaction and against others', async () => {
  const c = await collectionOf(db, [{ _id: 1, k: 'a' }]);
  await c.createIndex({ k: 1 }, { unique: true });
  await withSessions(async (a, b) => {
    a.startTransaction();
    expect(await failure(c.insertOne({ k: 'a' }, { session: a }))).toMatchObject({ code: 11000 });
    await a.abortTransaction();
    a.startTransaction();
    await c.insertOne({ k: 'x' }, { session: a });
    expect(await failure(c.insertOne({ k: 'x' }, { session: a }))).toMatchObject({ code: 11000 });
    await a.abortTransaction();
    b.startTransaction();
    await c.updateOne({ k: 'a' }, { $set: { k: 'free' } }, { session: b });
    await c.insertOne({ k: 'a' }, { session: b });
    await b.commitTransaction();
  });
  expect((await c.find().sort({ k: 1 }).toArray()).map(({ k }) => k)).toEqual(['a', 'free']);
});

test('of two transactions that insert the same unique key only one comes through', async () => {
  const c = await collectionOf(db);
  await c.createIndex({ k: 1 }, { unique: true });
  const insert = () => db.transaction((session) => c.insertOne({ k: 'same' }, { session }));
  const results = await Promise.allSettled([insert(), insert(), insert()]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 11000 });
  expect(await c.countDocuments()).toBe(1);
});

test('models take part through their session', async () => {
  const Account = db.model('Account', new mongoose.Schema({ name: String, balance: Number }));
  await Account.createCollection();
  await Account.create([
    { name: 'a', balance: 10 },
    { name: 'b', balance: 0 },
  ]);
  await db.transaction(async (session) => {
    const a = await Account.findOne({ name: 'a' }).session(session).orFail();
    a.balance = 4;
    await a.save({ session });
    await Account.findOneAndUpdate({ name: 'b' }, { $inc: { balance: 6 } }, { session });
    const [sum] = await Account.aggregate<{ n: number }>([
      { $group: { _id: null, n: { $sum: '$balance' } } },
    ]).session(session);
    expect(sum?.n).toBe(10);
  });
  expect((await Account.find().sort({ name: 1 })).map(({ balance }) => balance)).toEqual([4, 6]);
});

describe('a collection made inside a transaction (manual: "Create Collections and Indexes in a Transaction")', () => {
  const names = async () =>
    (await db.getClient().db(db.name).listCollections().toArray()).map(({ name }) => name);
  const things = (name: string) => db.getClient().db(db.name).collection<{ _id: number }>(name);

  test('is seen by nobody else, and gone after an abort; by a write, by an upsert, or by its name', async () => {
    await withSessions(async (session) => {
      session.startTransaction();
      await things('made').insertOne({ _id: 1 }, { session });
      await things('upserted').updateOne({ _id: 1 }, { $set: { n: 1 } }, { session, upsert: true });
      await db.getClient().db(db.name).createCollection('named', { session });
      expect(await things('made').find({}, { session }).toArray()).toEqual([{ _id: 1 }]);
      expect((await names()).filter((name) => ['made', 'upserted', 'named'].includes(name))).toEqual([]);
      expect(await things('made').countDocuments()).toBe(0);
      await session.abortTransaction();
    });
    expect((await names()).filter((name) => ['made', 'upserted', 'named'].includes(name))).toEqual([]);
  });

  test('is there after the commit, with its documents', async () => {
    await withSessions(async (session) => {
      session.startTransaction();
      await things('kept').insertOne({ _id: 1 }, { session });
      await session.commitTransaction();
    });
    expect(await names()).toContain('kept');
    expect(await things('kept').find().toArray()).toEqual([{ _id: 1 }]);
  });

  test('that somebody else has made meanwhile is a conflict, to be tried again', async () => {
    await withSessions(async (session) => {
      session.startTransaction();
      await things('both').insertOne({ _id: 1 }, { session });
      await things('both').insertOne({ _id: 2 });
      expect(labels(await failure(session.commitTransaction()))).toContain('TransientTransactionError');
    });
    expect(await things('both').find().toArray()).toEqual([{ _id: 2 }]);
    await db.transaction((session) => things('both').insertOne({ _id: 1 }, { session }));
    expect(await things('both').countDocuments()).toBe(2);
  });

  test('a first document that is refused makes none, in a transaction or out of one', async () => {
    expect(await failure(things('refused').insertOne({ _id: [1] as never }))).toMatchObject({ code: 53 });
    expect(await names()).not.toContain('refused');
  });
});
