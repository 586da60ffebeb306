import { type Connection, mongo } from 'mongoose';
import { close, collectionOf, type Doc, failure, idsOf, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

/** The `_id`s that each filter finds among the documents. */
async function expectIds(docs: Doc[], cases: [filter: Doc, ids: unknown[]][]): Promise<void> {
  const c = await collectionOf(db, docs);
  for (const [filter, ids] of cases) expect({ filter, ids: await idsOf(c, filter) }).toEqual({ filter, ids });
}

describe('null, missing and existence', () => {
  test('null matches null and missing; $exists tells them apart (manual: "Query for Null or Missing Fields")', () =>
    expectIds([{ _id: 1, item: null }, { _id: 2 }, { _id: 3, item: 'x' }, { _id: 4, item: [null] }], [
      [{ item: null }, [1, 2, 4]],
      [{ item: { $exists: true } }, [1, 3, 4]],
      [{ item: { $exists: false } }, [2]],
      [{ item: { $type: 10 } }, [1, 4]],
      [{ item: { $ne: null } }, [3]],
      [{ item: { $in: [null] } }, [1, 2, 4]],
      [{ item: { $gte: null } }, [1, 2, 4]],
      [{ item: { $not: { $exists: true } } }, [2]],
    ])); // prettier-ignore

  test('a path through an array: each document in it counts, scalars and an empty array do not', () =>
    expectIds([{ _id: 1, a: [{ b: 1 }, { c: 1 }] }, { _id: 2, a: [] }, { _id: 3, a: [1, 2] }, { _id: 4, a: 5 }, { _id: 5, a: [{ b: null }] }, { _id: 6, a: [{ b: 2 }] }], [
      [{ 'a.b': null }, [1, 4, 5]],
      [{ 'a.b': { $exists: true } }, [1, 5, 6]],
      [{ 'a.b': { $exists: false } }, [2, 3, 4]],
      [{ 'a.0.b': 1 }, [1]],
      [{ 'a.1': 2 }, [3]],
    ])); // prettier-ignore
});

describe('comparison', () => {
  test('ranges compare within one type only (manual: "Comparison Query Operators", type bracketing)', () =>
    expectIds([{ _id: 1, v: 5 }, { _id: 2, v: '5' }, { _id: 3, v: null }, { _id: 4, v: new Date(5) }, { _id: 5, v: 2.5 }, { _id: 6, v: [1, 9] }, { _id: 7, v: true }], [
      [{ v: { $gt: 2 } }, [1, 5, 6]],
      [{ v: { $lt: '6' } }, [2]],
      [{ v: { $gte: new Date(0) } }, [4]],
      [{ v: { $gt: 3, $lt: 8 } }, [1, 6]],
      [{ v: { $elemMatch: { $gt: 3, $lt: 8 } } }, []],
      [{ v: { $lte: true } }, [7]],
      [{ v: { $ne: 5 } }, [2, 3, 4, 5, 6, 7]],
      [{ v: { $nin: [5, '5', null] } }, [4, 5, 6, 7]],
      [{ v: { $not: { $gt: 3 } } }, [2, 3, 4, 5, 7]],
    ])); // prettier-ignore

  test('numbers of different kinds are equal by value; arrays match whole or by an element (manual: "Query an Array")', () =>
    expectIds([{ _id: 1, v: mongo.Long.fromNumber(7) }, { _id: 2, v: 7 }, { _id: 3, v: mongo.Decimal128.fromString('7.0') }, { _id: 4, v: [7, 8] }, { _id: 5, v: [[7, 8]] }, { _id: 6, v: [8, 7] }], [
      [{ v: 7 }, [1, 2, 3, 4, 6]],
      [{ v: [7, 8] }, [4, 5]],
      [{ v: { $all: [7, 8] } }, [4, 6]],
      [{ v: { $size: 2 } }, [4, 6]],
      [{ v: { $in: [[8, 7], 99] } }, [6]],
    ])); // prettier-ignore

  test('documents are equal only field by field in order (manual: "Query on Embedded/Nested Documents")', () =>
    expectIds([{ _id: 1, s: { h: 14, w: 21 } }, { _id: 2, s: { w: 21, h: 14 } }, { _id: 3, s: { h: 14, w: 21, u: 'cm' } }], [
      [{ s: { h: 14, w: 21 } }, [1]],
      [{ 's.h': 14 }, [1, 2, 3]],
    ])); // prettier-ignore

  test('dates, ObjectIds and binaries compare by value', async () => {
    const id = new mongo.ObjectId('65f000000000000000000001');
    await expectIds([{ _id: 1, d: new Date('2026-01-01'), o: id, b: new mongo.Binary(Buffer.from('ab')) }, { _id: 2, d: new Date('2027-01-01'), o: new mongo.ObjectId('65f000000000000000000002'), b: new mongo.Binary(Buffer.from('ab'), 4) }], [
      [{ d: { $lt: new Date('2026-06-01') } }, [1]],
      [{ o: id }, [1]],
      [{ o: { $gt: id } }, [2]],
      [{ b: new mongo.Binary(Buffer.from('ab')) }, [1]],
      [{ o: { $type: 'objectId' } }, [1, 2]],
      [{ d: { $type: ['date', 'string'] } }, [1, 2]],
      [{ b: { $type: 'binData' } }, [1, 2]],
    ]); // prettier-ignore
  });

  test('$type knows numbers by kind and all of them as "number" (manual: "$type")', () =>
    expectIds([{ _id: 1, v: 1 }, { _id: 2, v: 1.5 }, { _id: 3, v: mongo.Long.fromNumber(1) }, { _id: 4, v: 'x' }, { _id: 5, v: ['x', 1] }, { _id: 6 }], [
      [{ v: { $type: 'int' } }, [1, 5]],
      [{ v: { $type: 'double' } }, [2]],
      [{ v: { $type: 'long' } }, [3]],
      [{ v: { $type: 'number' } }, [1, 2, 3, 5]],
      [{ v: { $type: 'array' } }, [5]],
      [{ v: { $type: 2 } }, [4, 5]],
    ])); // prettier-ignore

  test('NaN equals itself and stands in no range (manual: "Comparison/Sort Order")', () =>
    expectIds([{ _id: 1, v: NaN }, { _id: 2, v: 0 }, { _id: 3, v: Infinity }], [
      [{ v: NaN }, [1]],
      [{ v: { $lt: 1 } }, [2]],
      [{ v: { $gte: 0 } }, [2, 3]],
    ])); // prettier-ignore
});

describe('arrays and logic', () => {
  test('conditions on an array of documents, together or each for itself (manual: "Query an Array of Embedded Documents")', () =>
    expectIds([{ _id: 1, i: [{ w: 'A', q: 5 }, { w: 'C', q: 15 }] }, { _id: 2, i: [{ w: 'C', q: 5 }] }, { _id: 3, i: [{ w: 'A', q: 60 }, { w: 'B', q: 15 }] }], [
      [{ i: { w: 'C', q: 5 } }, [2]],
      [{ 'i.w': 'A', 'i.q': 15 }, [1, 3]],
      [{ i: { $elemMatch: { w: 'A', q: 60 } } }, [3]],
      [{ i: { $elemMatch: { q: { $gt: 10, $lte: 20 } } } }, [1, 3]],
      [{ i: { $not: { $elemMatch: { w: 'A' } } } }, [2]],
      [{ i: { $all: [{ $elemMatch: { w: 'A' } }, { $elemMatch: { w: 'B' } }] } }, [3]],
    ])); // prettier-ignore

  test('$and, $or, $nor, $not, $mod (their manual pages)', () =>
    expectIds([{ _id: 1, a: 1, b: 1 }, { _id: 2, a: 2 }, { _id: 3, a: 3, b: 3 }, { _id: 4, b: 12 }], [
      [{ $or: [{ a: 1 }, { b: 3 }] }, [1, 3]],
      [{ $and: [{ a: { $gt: 1 } }, { a: { $lt: 3 } }] }, [2]],
      [{ $nor: [{ a: 1 }, { b: 3 }] }, [2, 4]],
      [{ b: { $mod: [4, 0] } }, [4]],
      [{ $or: [{ a: 2 }, { $and: [{ b: 12 }, { a: { $exists: false } }] }] }, [2, 4]],
    ])); // prettier-ignore

  test('regular expressions on strings, with options, in $in and $not (manual: "$regex")', () =>
    expectIds([{ _id: 1, s: 'abc' }, { _id: 2, s: 'ABd' }, { _id: 3, s: '三明市\n永安市' }, { _id: 4, s: ['x', 'abz'] }, { _id: 5, s: 7 }], [
      [{ s: /^ab/ }, [1, 4]],
      [{ s: { $regex: '^ab', $options: 'i' } }, [1, 2, 4]],
      [{ s: { $in: [/c$/, /永安/] } }, [1, 3]],
      [{ s: { $not: /^ab/i } }, [3, 5]],
      [{ s: /^永/m }, [3]],
      [{ s: /明.$/ }, []],
    ])); // prettier-ignore

  test('$expr compares fields of one document (manual: "$expr")', () =>
    expectIds([{ _id: 1, spent: 450, budget: 400 }, { _id: 2, spent: 100, budget: 450 }, { _id: 3, spent: 5, budget: 5 }], [
      [{ $expr: { $gt: ['$spent', '$budget'] } }, [1]],
      [{ $expr: { $eq: ['$spent', '$budget'] }, spent: 5 }, [3]],
      [{ $expr: { $lt: [{ $multiply: ['$spent', 2] }, '$budget'] } }, [2]],
    ])); // prettier-ignore

  test('bitwise queries (manual: "Bitwise Query Operators")', () =>
    expectIds([{ _id: 1, a: 54 }, { _id: 2, a: 20 }], [
      [{ a: { $bitsAllSet: [1, 5] } }, [1]],
      [{ a: { $bitsAnySet: 2 } }, [1]],
      [{ a: { $bitsAllClear: [1, 5] } }, [2]],
      [{ a: { $bitsAnyClear: 2 } }, [2]],
    ])); // prettier-ignore
});

describe('order', () => {
  test('types sort as MongoDB orders them (manual: "Comparison/Sort Order")', async () => {
    const { MinKey, MaxKey, Binary, ObjectId, Timestamp, BSONRegExp, Long } = mongo;
    const values = [
      new MinKey(), null, NaN, -Infinity, -1.5, 0, Long.fromNumber(3), 10, 'A', 'a', '三', { a: 1 }, { a: 2 }, { b: 0 },
      new Binary(Buffer.from('z')), new Binary(Buffer.from('ab')), new ObjectId('000000000000000000000001'), false, true,
      new Date(-1), new Date(1), new Timestamp({ t: 1, i: 1 }), new BSONRegExp('a'), new MaxKey(),
    ]; // prettier-ignore
    const c = await collectionOf(db, values.map((v, _id) => ({ _id, v })).reverse());
    const up = (await c.find().sort({ v: 1, _id: 1 }).toArray()).map((d) => d._id);
    expect(up).toEqual(values.map((_, i) => i));
    const down = (await c.find().sort({ v: -1, _id: -1 }).toArray()).map((d) => d._id);
    expect(down).toEqual([...up].reverse());
    await c.createIndex({ v: 1, _id: 1 });
    expect((await c.find().sort({ v: 1, _id: 1 }).toArray()).map((d) => d._id)).toEqual(up);
  });

  test('strings sort by their UTF-8 bytes', async () => {
    const c = await collectionOf(
      db,
      ['\u{20000}', '\uff01', '中', 'z', '', 'za'].map((v) => ({ v })),
    );
    expect((await c.find().sort({ v: 1 }).toArray()).map((d) => d.v)).toEqual([
      '',
      'z',
      'za',
      '中',
      '\uff01',
      '\u{20000}',
    ]);
  });

  test('an array sorts by its least element upwards, its greatest downwards; an empty one before null', async () => {
    const c = await collectionOf(db, [
      { _id: 1, v: [3, 10] },
      { _id: 2, v: 5 },
      { _id: 3, v: [] },
      { _id: 4, v: null },
      { _id: 5, v: [1, 7] },
    ]);
    expect((await c.find().sort({ v: 1 }).toArray()).map((d) => d._id)).toEqual([3, 4, 5, 1, 2]);
    expect((await c.find().sort({ v: -1 }).toArray()).map((d) => d._id)).toEqual([1, 5, 2, 4, 3]);
  });

  test('several fields, skip and limit', async () => {
    const c = await collectionOf(
      db,
      Array.from({ length: 50 }, (_, i) => ({ n: i, s: i % 5 })),
    );
    const page = await c
      .find({ n: { $gte: 10 } })
      .sort({ s: 1, n: -1 })
      .skip(2)
      .limit(3)
      .toArray();
    expect(page.map((d) => d.n)).toEqual([35, 30, 25]);
    expect(await c.find().sort({ n: 1 }).limit(0).toArray()).toHaveLength(50);
    expect(await c.countDocuments({ s: 2 }, { skip: 1, limit: 5 })).toBe(5);
  });

  test('distinct takes array elements one by one (manual: "distinct")', async () => {
    const c = await collectionOf(db, [{ t: ['b', 'a'] }, { t: 'a' }, { t: 1 }, {}]);
    expect(await c.distinct('t')).toEqual([1, 'a', 'b']);
    expect(await c.distinct('t', { t: 1 })).toEqual([1]);
  });
});

describe('cursors', () => {
  test('results of more than a thousand documents come in batches, complete and as they were at the start', async () => {
    const c = await collectionOf(
      db,
      Array.from({ length: 2500 }, (_, n) => ({ n })),
    );
    const cursor = c.find().sort({ n: 1 }).batchSize(400);
    const seen: unknown[] = [(await cursor.next())?.n];
    await c.deleteMany({ n: { $lt: 100 } });
    for await (const doc of cursor) seen.push(doc.n);
    expect(seen).toEqual(Array.from({ length: 2500 }, (_, n) => n));
  });

  test('large documents are split over batches of at most 16 MB', async () => {
    const c = await collectionOf(
      db,
      Array.from({ length: 12 }, (_, n) => ({ n, pad: 'x'.repeat(4_000_000) })),
    );
    const sizes = (await c.find({}, { batchSize: 1000 }).toArray()).map((doc) => (doc.pad as string).length);
    expect(sizes).toEqual(Array.from({ length: 12 }, () => 4_000_000));
  });

  test('a cursor that is gone answers CursorNotFound (43)', async () => {
    const c = await collectionOf(db, [{}]);
    const command = { getMore: mongo.Long.fromNumber(987654321), collection: c.collectionName };
    expect(await failure(db.getClient().db(db.name).command(command))).toMatchObject({ code: 43 });
  });
});
