import type { Connection } from 'mongoose';
import { change, close, collectionOf, type Collection, type Doc, failure, isEmbedded, openDatabase } from './server.js'; // prettier-ignore

const embedded = await isEmbedded();
let db: Connection;
let c: Collection;
beforeAll(async () => {
  db = await openDatabase();
});
beforeEach(async () => {
  c = await collectionOf(db, [{ _id: 1, n: 1 }]);
});
afterAll(() => close(db));

const command = (spec: Doc) => db.getClient().db(db.name).command(spec);

/** More members than any replica set of a test has; 50 is the most that may be asked for. */
const everybody = { writeConcern: { w: 50 } };
const unmet = { code: 100 };

describe('a write that more members should acknowledge than there are (manual: "Write Concern", w)', () => {
  test('every kind of write says so with code 100, and stands', async () => {
    expect(await failure(c.insertOne({ _id: 2 }, everybody))).toMatchObject(unmet);
    expect(await failure(c.updateOne({ _id: 2 }, { $set: { n: 2 } }, everybody))).toMatchObject(unmet);
    expect(await failure(c.findOneAndUpdate({ _id: 2 }, change({ $inc: { n: 1 } }), everybody))).toMatchObject(unmet); // prettier-ignore
    expect(await failure(c.deleteOne({ _id: 1 }, everybody))).toMatchObject(unmet);
    expect(await c.find().toArray()).toEqual([{ _id: 2, n: 3 }]);
  });

  test('so do commands about collections and indexes', async () => {
    const name = c.collectionName;
    for (const spec of [
      { create: `${name}_more` },
      { createIndexes: name, indexes: [{ key: { n: 1 }, name: 'n' }] },
      { dropIndexes: name, index: 'n' },
      { drop: name },
    ])
      expect(await failure(command({ ...spec, ...everybody }))).toMatchObject(unmet);
    expect(await c.countDocuments()).toBe(0);
  });

  test('a commit says so, and is a commit', async () => {
    const session = await db.startSession();
    session.startTransaction(everybody);
    await c.insertOne({ _id: 3 }, { session });
    expect(await failure(session.commitTransaction())).toMatchObject(unmet);
    await session.endSession();
    expect(await c.countDocuments({ _id: 3 })).toBe(1);
  });

  test('one member, the majority, the journal and none at all are what there is', async () => {
    for (const writeConcern of [{ w: 1 }, { w: 'majority' as const, journal: true, wtimeoutMS: 5 }, { w: 0 }])
      await c.insertOne({ n: 9 }, { writeConcern });
    expect(await c.countDocuments({ n: 9 })).toBe(3);
  });

  test('a name nobody has defined, a number that is none, a field nobody knows', async () => {
    const insert = (writeConcern: Doc) =>
      command({ insert: c.collectionName, documents: [{ n: 1 }], writeConcern });
    expect(await failure(insert({ w: 'nobody' }))).toMatchObject({ code: 79 });
    expect(await failure(insert({ w: -1 }))).toMatchObject({ code: 9 });
    expect(await failure(insert({ w: true }))).toMatchObject({ code: 9 });
    expect(await failure(command({ find: c.collectionName, writeConcern: { w: 1 } }))).toMatchObject({
      code: 72,
    });
  });

  test('inside a transaction only its end may carry one (manual: "Transactions and Write Concern")', async () => {
    const session = await db.startSession();
    session.startTransaction();
    const insert = { insert: c.collectionName, documents: [{ n: 1 }], writeConcern: { w: 1 } };
    const request = db.getClient().db(db.name).command(insert, { session });
    expect(await failure(request)).toHaveProperty('message');
    await session.abortTransaction();
    await session.endSession();
    expect(await c.countDocuments()).toBe(1);
  });
});

describe('what a read demands of what it sees (manual: "Read Concern")', () => {
  const reads = (): Doc[] => [
    { find: c.collectionName },
    { aggregate: c.collectionName, pipeline: [], cursor: {} },
    { distinct: c.collectionName, key: 'n' },
    { count: c.collectionName },
  ];

  test('every level but a snapshot is the same on one member', async () => {
    for (const level of ['local', 'available', 'majority', 'linearizable'])
      for (const read of reads())
        expect(await command({ ...read, readConcern: { level } })).toMatchObject({ ok: 1 });
  });

  test('a level nobody knows is refused by every read', async () => {
    for (const read of reads())
      expect([2, 9]).toContain((await failure(command({ ...read, readConcern: { level: 'firm' } }))).code);
  });

  test('a count cannot be a snapshot, a write reads with no level but the local one', async () => {
    const snapshot = { readConcern: { level: 'snapshot' } };
    expect(await failure(command({ count: c.collectionName, ...snapshot }))).toMatchObject({ code: 72 });
    const insert = { insert: c.collectionName, documents: [{ n: 1 }] };
    expect(await failure(command({ ...insert, readConcern: { level: 'majority' } }))).toMatchObject({
      code: 72,
    });
    expect(await command({ ...insert, readConcern: { level: 'local' } })).toMatchObject({ n: 1 });
  });

  test('in a transaction its first command may ask for a snapshot, and none for less than local', async () => {
    const session = await db.startSession();
    session.startTransaction({ readConcern: { level: 'linearizable' } });
    expect(await failure(c.findOne({}, { session }))).toMatchObject({ code: 72 });
    await session.abortTransaction();
    session.startTransaction({ readConcern: { level: 'snapshot' } });
    expect(await c.findOne({}, { session })).toMatchObject({ _id: 1 });
    await session.commitTransaction();
    await session.endSession();
  });

  (embedded ? test : test.skip)(
    'refused by name: a snapshot over several commands without a transaction, a point in time — skipped for MongoDB, which can',
    async () => {
      for (const read of reads().slice(0, 3))
        expect(await failure(command({ ...read, readConcern: { level: 'snapshot' } }))).toMatchObject({
          code: 238,
        });
      const session = db.getClient().startSession({ snapshot: true });
      expect((await failure(c.findOne({}, { session }))).message).toContain('snapshot');
      await session.endSession();
    },
  );
});

test('what takes longer than it was given is ended and undone (manual: "maxTimeMS")', async () => {
  const slow = { $size: { $filter: { input: { $range: [0, 300_000] }, cond: { $eq: ['$$this', -1] } } } };
  expect(
    await failure(
      c
        .find({ $expr: { $eq: [slow, 0] } })
        .maxTimeMS(10)
        .toArray(),
    ),
  ).toMatchObject({
    code: 50,
  });
  const update = {
    update: c.collectionName,
    updates: [{ q: {}, u: [{ $set: { n: slow } }] }],
    maxTimeMS: 10,
  };
  expect(await failure(command(update))).toMatchObject({ code: 50 });
  expect(await c.findOne()).toEqual({ _id: 1, n: 1 });
});
