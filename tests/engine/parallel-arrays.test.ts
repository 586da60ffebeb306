import type { Connection } from 'mongoose';
import { change, close, collectionOf, type Collection, failure, idsOf, openDatabase } from './server.js';

let db: Connection;
let c: Collection;
beforeAll(async () => {
  db = await openDatabase();
});
beforeEach(async () => {
  c = await collectionOf(db);
});
afterAll(() => close(db));

const parallel = { code: 171 };

describe('two arrays side by side in one compound index (manual: "Compound Multikey Indexes")', () => {
  test('inserting, updating, replacing and upserting such a document is refused, and nothing of it stays', async () => {
    await c.createIndex({ a: 1, b: 1 });
    await c.insertMany([
      { _id: 1, a: [1, 2], b: 1 },
      { _id: 2, a: 1, b: [1, 2] },
    ]);
    expect(await failure(c.insertOne({ _id: 3, a: [1], b: [2] }))).toMatchObject(parallel);
    expect(await failure(c.updateOne({ _id: 1 }, { $set: { b: [3] } }))).toMatchObject(parallel);
    expect(await failure(c.replaceOne({ _id: 2 }, { a: [], b: [] }))).toMatchObject(parallel);
    expect(await failure(c.updateOne({ _id: 4 }, { $set: { a: [1], b: [] } }, { upsert: true }))).toMatchObject(parallel); // prettier-ignore
    expect(await c.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, a: [1, 2], b: 1 },
      { _id: 2, a: 1, b: [1, 2] },
    ]);
    expect(await idsOf(c, { a: 1, b: 1 })).toEqual([1, 2]);
  });

  test('an index over a document that has them is not made', async () => {
    await c.insertOne({ _id: 1, a: [1], b: [2] });
    expect(await failure(c.createIndex({ a: 1, b: -1 }))).toMatchObject(parallel);
    expect((await c.indexes()).map(({ name }) => name)).toEqual(['_id_']);
    await c.createIndex({ a: 1 });
  });

  test('a transaction is told at the write, not at the commit', async () => {
    await c.createIndex({ a: 1, b: 1 });
    const session = await db.startSession();
    session.startTransaction();
    expect(await failure(c.insertOne({ a: [1], b: [2] }, { session }))).toMatchObject(parallel);
    await session.abortTransaction();
    await session.endSession();
  });

  test('documents a partial index leaves out may have them', async () => {
    await c.createIndex({ a: 1, b: 1 }, { partialFilterExpression: { open: true } });
    await c.insertOne({ _id: 1, a: [1], b: [2] });
    expect(await failure(c.updateOne({ _id: 1 }, { $set: { open: true } }))).toMatchObject(parallel);
  });
});

describe('two fields of one array are no such pair', () => {
  test('they are taken element by element, so a unique pair is a pair of one element', async () => {
    await c.createIndex({ 'l.a': 1, 'l.b': 1 }, { unique: true, sparse: true });
    await c.insertMany([
      { _id: 1, l: [{ a: 1, b: 1 }, { a: 2, b: 2 }] },
      { _id: 2, l: [{ a: 1, b: 2 }] },
      { _id: 3, l: [{ a: 5 }, {}] },
      { _id: 4, l: [{ b: 6 }, {}] },
    ]); // prettier-ignore
    expect(await failure(c.insertOne({ l: [{ a: 9 }, { a: 2, b: 2 }] }))).toMatchObject({ code: 11000 });
    expect(await idsOf(c, { 'l.a': 1, 'l.b': 2 })).toEqual([1, 2]);
    expect(await idsOf(c, { l: { $elemMatch: { a: 1, b: 2 } } })).toEqual([2]);
  });

  test('two arrays inside one element are', async () => {
    await c.createIndex({ 'l.a': 1, 'l.b': 1 });
    await c.insertOne({ _id: 1, l: [{ a: [1] }, { b: [2] }] });
    expect(await failure(c.insertOne({ l: [{ a: [1], b: [2] }] }))).toMatchObject(parallel);
    expect(await failure(c.updateOne({ _id: 1 }, change({ $set: { 'l.0.b': [] } })))).toMatchObject(parallel);
  });

  test('an empty array is no null: both may stand in a unique index', async () => {
    await c.createIndex({ k: 1 }, { unique: true });
    await c.insertMany([{ _id: 1, k: [] }, { _id: 2, k: null }]); // prettier-ignore
    expect(await failure(c.insertOne({ k: [] }))).toMatchObject({ code: 11000 });
    expect(await failure(c.insertOne({}))).toMatchObject({ code: 11000 });
    expect(await idsOf(c, { k: null })).toEqual([2]);
    expect(await idsOf(c, { k: [] })).toEqual([1]);
  });

  test('a number in the path is a place in the array', async () => {
    await c.createIndex({ 'l.1': 1 }, { unique: true, sparse: true });
    await c.insertMany([{ _id: 1, l: [1, 2] }, { _id: 2, l: [2, 1] }, { _id: 3, l: [7] }, { _id: 4, l: [7] }]); // prettier-ignore
    expect(await failure(c.insertOne({ l: [3, 2] }))).toMatchObject({ code: 11000 });
    expect(await idsOf(c, { 'l.1': 2 })).toEqual([1]);
  });
});
