import mongoose, { type Connection, type mongo, Schema, Types } from 'mongoose';
import { change, close, collectionOf, type Doc, failure, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

describe('duplicate keys', () => {
  test('a taken _id and a taken unique key answer 11000 with keyPattern and keyValue (manual: "Unique Indexes")', async () => {
    const c = await collectionOf(db, [{ _id: 1, mail: 'a' }]);
    await c.createIndex({ mail: 1 }, { unique: true });
    expect(await failure(c.insertOne({ _id: 1 }))).toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 1 },
    });
    expect(await failure(c.insertOne({ mail: 'a' }))).toMatchObject({
      code: 11000,
      keyPattern: { mail: 1 },
      keyValue: { mail: 'a' },
    });
    expect(await failure(c.updateOne({ _id: 1 }, [{ $set: { _id: 2 } }]))).toMatchObject({ code: 66 });
    await c.insertOne({ mail: 'b' });
    expect(await failure(c.updateOne({ mail: 'b' }, { $set: { mail: 'a' } }))).toMatchObject({
      code: 11000,
      keyValue: { mail: 'a' },
    });
  });

  test('ordered bulk inserts stop at the first duplicate, unordered ones go on (manual: "db.collection.insertMany()")', async () => {
    const c = await collectionOf(db, [{ _id: 1 }]);
    const docs = [{ _id: 2 }, { _id: 1 }, { _id: 3 }];
    expect(await failure(c.insertMany(docs))).toMatchObject({ code: 11000, insertedCount: 1 });
    const rest = [{ _id: 1 }, { _id: 4 }, { _id: 2 }, { _id: 5 }];
    expect(await failure(c.insertMany(rest, { ordered: false }))).toMatchObject({ insertedCount: 2 });
    expect((await c.find().sort({ _id: 1 }).toArray()).map((d) => d._id as unknown)).toEqual([1, 2, 4, 5]);
  });

  test('of fifty equal inserts at once exactly one succeeds', async () => {
    const c = await collectionOf(db);
    await c.createIndex({ token: 1 }, { unique: true });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => c.insertOne({ token: 'x' })));
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    expect(await c.countDocuments({ token: 'x' })).toBe(1);
  });

  test('1 and the 64-bit 1 are the same key; 1 and "1" are not', async () => {
    const c = await collectionOf(db, [{ _id: 1 }]);
    expect(await failure(c.insertOne({ _id: mongoose.mongo.Long.fromNumber(1) }))).toMatchObject({
      code: 11000,
    });
    await c.insertOne({ _id: '1' });
    expect(await c.countDocuments()).toBe(2);
  });
});

describe('upserts', () => {
  test('the query gives the equalities, $setOnInsert applies only when inserting (manual: "$setOnInsert", "Upsert Behavior")', async () => {
    const c = await collectionOf(db);
    const update = change({ $inc: { n: 1 }, $setOnInsert: { born: 'now' } });
    const filter: mongo.Filter<Doc> = { key: 'k', 'in.side': 5, size: { $gt: 3 }, only: { $in: ['one'] } };
    const first = await c.updateOne(filter, update, { upsert: true });
    expect(first).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1 });
    expect(await c.findOne({ _id: first.upsertedId ?? 'none' })).toEqual({
      _id: first.upsertedId,
      key: 'k',
      in: { side: 5 },
      only: 'one',
      n: 1,
      born: 'now',
    });
    await c.updateOne({ key: 'k' }, { ...update, $setOnInsert: { born: 'later' } }, { upsert: true });
    expect(await c.findOne({ key: 'k' })).toMatchObject({ n: 2, born: 'now' });
    expect(await c.countDocuments()).toBe(1);
  });

  test('an upsert by replacement takes only the _id from the query', async () => {
    const c = await collectionOf(db);
    await c.replaceOne({ _id: 'r', colour: 'red' }, { size: 1 }, { upsert: true });
    expect(await c.findOne({ _id: 'r' })).toEqual({ _id: 'r', size: 1 });
  });

  test('findOneAndUpdate answers the state before or after, null when nothing was there (manual: "findAndModify")', async () => {
    const c = await collectionOf(db);
    const more = change({ $inc: { n: 1 } });
    expect(await c.findOneAndUpdate({ k: 1 }, more, { upsert: true, returnDocument: 'before' })).toBeNull();
    expect(await c.findOneAndUpdate({ k: 1 }, more, { upsert: true, returnDocument: 'after' })).toMatchObject(
      { n: 2 },
    );
    expect(await c.findOneAndUpdate({ k: 1 }, more)).toMatchObject({ n: 2 });
    expect(await c.findOneAndUpdate({ k: 2 }, more)).toBeNull();
    expect(await c.findOneAndDelete({ k: 1 })).toMatchObject({ n: 3 });
    expect(await c.findOneAndDelete({ k: 1 })).toBeNull();
  });

  test('findOneAndUpdate takes the first in the order asked for, and projects', async () => {
    const c = await collectionOf(db, [{ n: 3 }, { n: 1 }, { n: 2 }]);
    const options = {
      sort: { n: -1 as const },
      projection: { _id: 0, n: 1 },
      returnDocument: 'after' as const,
    };
    expect(await c.findOneAndUpdate({}, { $set: { seen: true } }, options)).toEqual({ n: 3 });
    expect(await c.find({ seen: true }).toArray()).toMatchObject([{ n: 3 }]);
  });
});

describe('counts and conditions', () => {
  test('matched and modified are told apart; unchanged documents are not modified', async () => {
    const c = await collectionOf(db, [{ a: 1 }, { a: 1 }, { a: 2 }]);
    expect(await c.updateMany({ a: 1 }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 0,
    });
    expect(await c.updateMany({}, { $set: { a: 1 } })).toMatchObject({ matchedCount: 3, modifiedCount: 1 });
    expect(await c.deleteOne({ a: 1 })).toMatchObject({ deletedCount: 1 });
    expect(await c.deleteMany({})).toMatchObject({ deletedCount: 2 });
  });

  test('of fifty conditional updates at once exactly one wins (manual: "Atomicity and Transactions")', async () => {
    const c = await collectionOf(db, [{ state: 'open', by: null }]);
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        c.updateOne({ state: 'open' }, { $set: { state: 'taken', by: i } }),
      ),
    );
    expect(results.filter((r) => r.modifiedCount === 1)).toHaveLength(1);
  });

  test('fifty increments at once add up', async () => {
    const c = await collectionOf(db, [{ _id: 1, n: 0 }]);
    await Promise.all(Array.from({ length: 50 }, () => c.updateOne({ _id: 1 }, change({ $inc: { n: 1 } }))));
    expect(await c.findOne()).toMatchObject({ n: 50 });
  });

  test('bulkWrite runs kinds of writes in order and counts them (manual: "Bulk Write Operations")', async () => {
    const c = await collectionOf(db, [{ k: 1 }, { k: 2 }]);
    const result = await c.bulkWrite([
      { insertOne: { document: { k: 3 } } },
      { updateOne: { filter: { k: 1 }, update: { $set: { v: 1 } } } },
      { replaceOne: { filter: { k: 2 }, replacement: { k: 2, w: 1 } } },
      { updateOne: { filter: { k: 9 }, update: { $set: { v: 9 } }, upsert: true } },
      { deleteOne: { filter: { k: 3 } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 2,
      modifiedCount: 2,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await c.find().sort({ k: 1 }).project({ _id: 0 }).toArray()).toEqual([
      { k: 1, v: 1 },
      { k: 2, w: 1 },
      { k: 9, v: 9 },
    ]);
  });
});

describe('through mongoose models', () => {
  test('types come back as they went: dates, ObjectIds, buffers, UUIDs, decimals, 64-bit integers, maps', async () => {
    const Thing = db.model('Thing', new Schema({
      at: Date, ref: Schema.Types.ObjectId, bytes: Buffer, uuid: Schema.Types.UUID, price: Schema.Types.Decimal128,
      big: BigInt, map: { type: Map, of: Number }, any: Schema.Types.Mixed,
    }, { timestamps: true })); // prettier-ignore
    const given = {
      at: new Date('2026-02-28T16:00:00.123Z'), ref: new Types.ObjectId(), bytes: Buffer.from([0, 1, 255]), uuid: '0e3f8ff2-66a4-4f8e-9a3f-0a6d9d1f2c3b',
      price: '12.340', big: 9007199254740993n, map: { a: 1 }, any: { deep: [null, 1.5, true, 'x'] },
    }; // prettier-ignore
    const { _id } = await Thing.create(given);
    const back = await Thing.findById(_id).orFail();
    expect(back.at).toEqual(given.at);
    expect(back.ref).toEqual(given.ref);
    expect(Buffer.from(back.bytes as Buffer)).toEqual(given.bytes);
    expect(String(back.uuid)).toBe(given.uuid);
    expect(String(back.price)).toBe('12.340');
    expect(back.big).toBe(given.big);
    expect(back.map?.get('a')).toBe(1);
    expect(back.any).toEqual(given.any);
    await Thing.updateOne({ _id }, { $inc: { big: 1n } });
    expect((await Thing.findById(_id).orFail()).big).toBe(9007199254740994n);
  });

  test('saving, versions, population and index building', async () => {
    const Hall = db.model('Hall', new Schema({ name: { type: String, unique: true } }));
    const Window = db.model(
      'Window',
      new Schema({ no: Number, hall: { type: Schema.Types.ObjectId, ref: 'Hall' }, tags: [String] }),
    );
    await Hall.createIndexes();
    await Hall.syncIndexes();
    const hall = await Hall.create({ name: '三元区政务服务中心' });
    const window = await Window.create({ no: 3, hall: hall._id, tags: ['a', 'b'] });
    window.tags.push('c');
    window.set(
      'tags',
      window.tags.filter((tag) => tag !== 'a'),
    );
    await window.save();
    const found = await Window.findOne({ tags: 'c' }).populate<{ hall: { name: string } }>('hall').orFail();
    expect(found.hall.name).toBe('三元区政务服务中心');
    expect([...found.tags]).toEqual(['b', 'c']);
    expect(await failure(Hall.create({ name: '三元区政务服务中心' }))).toMatchObject({ code: 11000 });
    expect((await Hall.collection.indexes()).map((index) => index.name)).toEqual(['_id_', 'name_1']);
  });
});
