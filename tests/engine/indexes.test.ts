import type { Connection, mongo } from 'mongoose';
import { change, close, collectionOf, type Doc, failure, idsOf, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

const taken = { code: 11000 };

describe('what unique indexes allow (manual: "Unique Indexes")', () => {
  test('missing counts as null, once', async () => {
    const c = await collectionOf(db, [{ _id: 1 }]);
    await c.createIndex({ k: 1 }, { unique: true });
    expect(await failure(c.insertOne({ k: null }))).toMatchObject(taken);
    await c.insertOne({ k: 1 });
  });

  test('compound: only the whole combination must be unique', async () => {
    const c = await collectionOf(db, [{ a: 1, b: 1 }]);
    await c.createIndex({ a: 1, b: -1 }, { unique: true });
    await c.insertMany([
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ]);
    expect(await failure(c.insertOne({ b: 1, a: 1 }))).toMatchObject({
      ...taken,
      keyPattern: { a: 1, b: -1 },
      keyValue: { a: 1, b: 1 },
    });
  });

  test('multikey: elements of different documents must differ, one document may repeat its own', async () => {
    const c = await collectionOf(db);
    await c.createIndex({ 't.k': 1 }, { unique: true });
    await c.insertOne({ t: [{ k: 1 }, { k: 1 }, { k: 2 }] });
    expect(await failure(c.insertOne({ t: [{ k: 3 }, { k: 2 }] }))).toMatchObject(taken);
    await c.insertOne({ t: [{ k: 3 }] });
  });

  test('sparse leaves out what is missing, not what is null (manual: "Sparse Indexes")', async () => {
    const c = await collectionOf(db);
    await c.createIndex({ k: 1 }, { unique: true, sparse: true });
    await c.insertMany([{}, {}, { k: null }]);
    expect(await failure(c.insertOne({ k: null }))).toMatchObject(taken);
    expect(await c.countDocuments({ k: null })).toBe(3);
  });

  test('partial: only what the filter takes must be unique (manual: "Partial Indexes")', async () => {
    const c = await collectionOf(db);
    await c.createIndex({ user: 1 }, { unique: true, partialFilterExpression: { age: { $gte: 21 } } });
    await c.insertMany([
      { user: 'd', age: 20 },
      { user: 'd', age: 20 },
      { user: 'd' },
      { user: 'd', age: 30 },
    ]);
    expect(await failure(c.insertOne({ user: 'd', age: 40 }))).toMatchObject(taken);
    expect(await failure(c.updateOne({ age: 20 }, { $set: { age: 22 } }))).toMatchObject(taken);
    expect(await c.countDocuments({ user: 'd' })).toBe(4);
  });

  test('two documents cannot swap a unique value one by one, and a failed change leaves everything as it was', async () => {
    const c = await collectionOf(db, [
      { _id: 1, k: 'a', l: 1 },
      { _id: 2, k: 'b', l: 1 },
    ]);
    await c.createIndex({ l: 1 });
    await c.createIndex({ k: 1 }, { unique: true });
    expect(await failure(c.updateOne({ _id: 1 }, { $set: { k: 'b', l: 2 } }))).toMatchObject(taken);
    expect(await idsOf(c, { l: 1 })).toEqual([1, 2]);
    expect(await idsOf(c, { k: 'a' })).toEqual([1]);
  });
});

describe('creating and dropping', () => {
  test('an index over duplicates is refused and does not stay', async () => {
    const c = await collectionOf(db, [{ k: 1 }, { k: 1 }]);
    expect(await failure(c.createIndex({ k: 1 }, { unique: true }))).toMatchObject(taken);
    expect((await c.indexes()).map(({ name }) => name)).toEqual(['_id_']);
  });

  test('the same index twice is one; another under its name, or it under another name, is refused', async () => {
    const c = await collectionOf(db, [{ k: 1 }]);
    await c.createIndex({ k: 1 });
    await c.createIndex({ k: 1 });
    expect(await failure(c.createIndex({ other: 1 }, { name: 'k_1' }))).toMatchObject({ code: 86 });
    expect(await failure(c.createIndex({ k: 1 }, { name: 'other' }))).toMatchObject({ code: 85 });
    expect(await c.indexes()).toMatchObject([
      { key: { _id: 1 }, name: '_id_' },
      { key: { k: 1 }, name: 'k_1' },
    ]);
    await c.dropIndex('k_1');
    expect(await failure(c.dropIndex('k_1'))).toMatchObject({ code: 27 });
    expect(await failure(c.dropIndex('_id_'))).toMatchObject({ code: 72 });
  });
});

describe('expiry', () => {
  // MongoDB's background task runs once a minute, so a real server may take that long (manual: "TTL Indexes").
  test('documents go when their date has passed; others, and those without a date, stay', async () => {
    const c = await collectionOf(db);
    await c.createIndex({ at: 1 }, { expireAfterSeconds: 1 });
    const past = new Date(Date.now() - 60_000);
    await c.insertMany([
      { _id: 1, at: past },
      { _id: 2, at: new Date(Date.now() + 3_600_000) },
      { _id: 3 },
      { _id: 4, at: 'text' },
      { _id: 5, at: [past, new Date(4e12)] },
    ]);
    for (const until = Date.now() + 130_000; Date.now() < until && (await c.countDocuments()) > 3;)
      await new Promise((next) => setTimeout(next, 200));
    expect(await idsOf(c, {})).toEqual([2, 3, 4]);
  }, 140_000);
});

describe('an index never changes what is found', () => {
  const at = (n: number): Date => new Date(Date.UTC(2026, 0, 1) + n * 1000);
  let seed = 7;
  const random = (n: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const value = (): unknown =>
    [random(6), null, `s${random(4)}`, [random(6), random(6)], [], at(random(4)), { x: 1 }, undefined][
      random(8)
    ];
  const docs: Doc[] = Array.from({ length: 400 }, (_, _id) => {
    const doc: Doc = {
      _id,
      at: at(random(20)),
      a: value(),
      // No document has two arrays side by side: MongoDB takes them in no index over both.
      b: value(),
      pending: Array.from({ length: random(3) }, () => ({ kind: `k${random(3)}`, notBefore: at(random(9)) })),
    };
    if (Array.isArray(doc.a) && Array.isArray(doc.b)) doc.b = doc.b.length;
    return Object.fromEntries(Object.entries(doc).filter(([, v]) => v !== undefined));
  });
  const filters: Doc[] = [
    { a: 3 }, { a: null }, { a: { $in: [1, 's2', null] } }, { a: { $gt: 2 } }, { a: { $gt: 1, $lt: 4 } }, { a: { $gte: 's1', $lte: 's2' } }, { a: [1, 2] }, { a: [] },
    { a: /^s1/ }, { a: /^s/, b: 2 }, { a: { $ne: 3 } }, { a: { $elemMatch: { $gt: 1, $lt: 4 } } }, { a: 3, b: { $gt: 1, $lt: 5 } }, { b: 2, a: { $in: [1, 2, 3] } },
    { $or: [{ a: 1 }, { b: { $lt: at(2) } }] }, { $and: [{ a: { $gt: 1 } }, { a: { $lt: 3 } }] }, { a: { $exists: true }, b: { $exists: false } }, { a: { x: 1 } },
    { 'pending.notBefore': { $lte: at(2) } }, { pending: { $elemMatch: { kind: 'k1', notBefore: { $lte: at(3) } } } },
    { pending: { $elemMatch: { notBefore: { $gt: at(2), $lt: at(4) } } } }, { 'pending.notBefore': { $gt: at(2), $lt: at(4) } },
    { $and: [{ pending: { $elemMatch: { notBefore: { $lt: at(2) } } } }, { pending: { $elemMatch: { notBefore: { $gt: at(6) } } } }] }, { _id: { $gte: 10, $lt: 20 } }, { _id: { $in: [1, 5, 9] }, a: { $type: 'number' } },
    { 'pending.kind': 'k1', 'pending.notBefore': at(1) }, { pending: { $elemMatch: { kind: { $in: ['k0', 'k1'] }, notBefore: at(1) } }, at: { $lt: at(9) } }, { 'pending.kind': 'k1', at: at(3) },
    { pending: { $elemMatch: { kind: 'k1' } }, 'pending.notBefore': at(2) }, { $or: [{ 'pending.kind': 'k1', at: { $lt: at(4) } }, { 'pending.kind': 'k2', at: at(7) }] },
  ]; // prettier-ignore
  const indexes: [Doc, mongo.CreateIndexesOptions][] = [
    [{ a: 1 }, {}], [{ a: 1, b: 1 }, {}], [{ b: -1, a: 1 }, {}], [{ a: 1 }, { sparse: true }], [{ a: 1 }, { partialFilterExpression: { a: { $gt: 1 } } }],
    [{ a: 1, b: 1 }, { partialFilterExpression: { b: { $exists: true } } }], [{ 'pending.notBefore': 1 }, { partialFilterExpression: { 'pending.notBefore': { $exists: true } } }],
    [{ 'pending.kind': 1, 'pending.notBefore': 1 }, {}], [{ 'pending.notBefore': 1 }, { partialFilterExpression: { 'pending.0': { $exists: true } } }],
  ]; // prettier-ignore

  indexes.push(
    [{ at: -1, _id: 1 }, {}],
    [{ 'pending.kind': 1, at: -1, _id: 1 }, {}],
    [{ 'pending.kind': 1, 'pending.notBefore': 1, at: -1, _id: 1 }, {}],
    [{ a: -1, b: 1 }, {}],
    [{ 'pending.notBefore': -1 }, {}],
  );
  test.each(indexes)('%j %j', async (key, options) => {
    const c = await collectionOf(db, docs);
    const before = await Promise.all(filters.map((filter) => idsOf(c, filter)));
    const sorts = [
      { at: -1, _id: 1 },
      { a: 1, _id: 1 },
      { b: -1, a: -1, _id: -1 },
      { b: -1, a: 1, _id: 1 },
    ] as const;
    const ofKind = (kind: string, n: number) => ({ pending: { $elemMatch: { kind, notBefore: at(n) } } });
    const scopes: Doc[] = [
      { b: { $gt: 0 } },
      { 'pending.kind': 'k1' },
      {},
      ofKind('k1', 2),
      { $or: [ofKind('k0', 1), { ...ofKind('k2', 3), b: { $gt: 0 } }] },
    ];
    const page = async (filter: Doc, sort: (typeof sorts)[number]) => {
      const found = await c.find(filter).sort(sort).skip(2).limit(30).toArray();
      return { filter, sort, ids: found.map(({ _id }) => _id) };
    };
    const orders = () => Promise.all(scopes.flatMap((filter) => sorts.map((sort) => page(filter, sort))));
    const ordersBefore = await orders();
    await c.createIndex(key as Record<string, 1>, options);
    const after = await Promise.all(filters.map((filter) => idsOf(c, filter)));
    expect(after.map((ids, i) => ({ filter: filters[i], ids }))).toEqual(
      before.map((ids, i) => ({ filter: filters[i], ids })),
    );
    expect(await orders()).toEqual(ordersBefore);
    expect(before.filter((ids) => ids.length > 0).length).toBeGreaterThan(15);
    await c.updateMany(
      { _id: { $mod: [3, 0] } },
      change({ $unset: { a: '' }, $push: { pending: { kind: 'k1', notBefore: at(1) } } }),
    );
    await c.deleteMany({ _id: { $mod: [5, 0] } });
    const changed = await Promise.all(filters.map((filter) => idsOf(c, filter)));
    await c.dropIndexes();
    expect(await Promise.all(filters.map((filter) => idsOf(c, filter)))).toEqual(changed);
  });
});
