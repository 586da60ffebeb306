import { type Connection, mongo } from 'mongoose';
import { change, close, collectionOf, type Doc, failure, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

/** What an update makes of one document (without its `_id`). */
async function updated(
  doc: Doc,
  update: Doc | Doc[],
  options: { arrayFilters?: Doc[] } = {},
  filter: Doc = {},
): Promise<Doc | null> {
  const c = await collectionOf(db, [doc]);
  await c.updateOne(filter, update, options);
  return c.findOne({}, { projection: { _id: 0 } });
}

async function refused(
  doc: Doc,
  update: Doc,
  options: { arrayFilters?: Doc[] } = {},
  filter: Doc = {},
): Promise<unknown> {
  const c = await collectionOf(db, [doc]);
  const { code } = await failure(c.updateOne(filter, update, options));
  expect(await c.findOne({}, { projection: { _id: 0 } })).toEqual(doc);
  return code;
}

describe('fields', () => {
  test('$set makes the documents on the way, and array elements up to an index (manual: "$set")', async () => {
    expect(await updated({}, { $set: { 'a.b.c': 1 } })).toEqual({ a: { b: { c: 1 } } });
    expect(await updated({ a: [1] }, { $set: { 'a.3': 9 } })).toEqual({ a: [1, null, null, 9] });
    expect(await updated({ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } })).toEqual({ a: [{ b: 2 }] });
    expect(await refused({ a: 'text' }, { $set: { 'a.b': 1 } })).toBe(28);
    expect(await refused({ a: null }, { $set: { 'a.b': 1 } })).toBe(28);
    expect(await refused({ a: [1] }, { $set: { 'a.b': 1 } })).toBe(28);
  });

  test('$unset takes a field away; in an array it leaves null (manual: "$unset")', async () => {
    expect(await updated({ a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', 'x.y': '' } })).toEqual({
      b: { d: 2 },
    });
    expect(await updated({ a: [1, 2, 3] }, { $unset: { 'a.1': '' } })).toEqual({ a: [1, null, 3] });
  });

  test('$inc, $mul, $min, $max (their manual pages)', async () => {
    expect(await updated({ n: 2 }, { $inc: { n: 3, fresh: -1 } })).toEqual({ n: 5, fresh: -1 });
    expect(await updated({ n: 2 }, { $mul: { n: 2.5, fresh: 3 } })).toEqual({ n: 5, fresh: 0 });
    expect(await updated({ a: 5, b: 5 }, { $min: { a: 3, b: 7, c: 1 } })).toEqual({ a: 3, b: 5, c: 1 });
    expect(await updated({ a: 5, b: 5 }, { $max: { a: 3, b: 7, c: 1 } })).toEqual({ a: 5, b: 7, c: 1 });
    expect(await refused({ n: 'x' }, { $inc: { n: 1 } })).toBe(14);
    expect(await refused({ n: null }, { $inc: { n: 1 } })).toBe(14);
    expect(await refused({ n: 1 }, { $inc: { n: 'x' } })).toBe(14);
  });

  test('64-bit integers and decimals stay exact under $inc and $mul', async () => {
    const { Long, Decimal128 } = mongo;
    const big = await collectionOf(db, [
      { n: Long.fromString('9007199254740993'), d: Decimal128.fromString('0.10') },
    ]);
    await big.updateOne({}, change({ $inc: { n: Long.fromNumber(2), d: Decimal128.fromString('0.20') } }));
    await big.updateOne({}, change({ $mul: { d: 3 } }));
    const [doc] = await big.find({}, { promoteLongs: false }).toArray();
    expect(String(doc?.n)).toBe('9007199254740995');
    expect(String(doc?.d)).toBe('0.90');
    expect(await failure(big.updateOne({}, change({ $inc: { n: Long.MAX_VALUE } })))).toMatchObject({
      code: 2,
    });
  });

  test('$rename moves a field, overwriting the target (manual: "$rename")', async () => {
    expect(await updated({ a: 1, b: 2 }, { $rename: { a: 'b' } })).toEqual({ b: 1 });
    expect(await updated({ a: { x: 1 } }, { $rename: { 'a.x': 'c.y', none: 'z' } })).toEqual({
      a: {},
      c: { y: 1 },
    });
  });

  test('$currentDate sets a date or a timestamp (manual: "$currentDate")', async () => {
    const doc = await updated({}, { $currentDate: { at: true, stamp: { $type: 'timestamp' } } });
    expect(Math.abs(Date.now() - (doc?.at as Date).getTime())).toBeLessThan(60_000);
    expect(doc?.stamp).toBeInstanceOf(mongo.Timestamp);
  });

  test('fields are added in the order of their names (manual: "Update Operators Behavior")', async () => {
    const doc = await updated({ z: 0 }, { $set: { c: 1, a: 1 }, $inc: { b: 1 } });
    expect(Object.keys(doc ?? {})).toEqual(['z', 'a', 'b', 'c']);
  });
});

describe('arrays', () => {
  test('$push with $each, $position, $sort and $slice (manual: "$push")', async () => {
    expect(await updated({ a: [1] }, { $push: { a: 2, fresh: 'x' } })).toEqual({ a: [1, 2], fresh: ['x'] });
    expect(await updated({ a: [1] }, { $push: { a: [2, 3] } })).toEqual({ a: [1, [2, 3]] });
    expect(await updated({ a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } })).toEqual({
      a: [1, 2, 3, 4],
    });
    expect(await updated({ a: [1, 2, 3] }, { $push: { a: { $each: [9], $position: -1 } } })).toEqual({
      a: [1, 2, 9, 3],
    });
    expect(await updated({ a: [5, 1] }, { $push: { a: { $each: [3], $sort: 1, $slice: 2 } } })).toEqual({
      a: [1, 3],
    });
    expect(await updated({}, { $push: { a: { $each: [1, 2, 3], $slice: -2 } } })).toEqual({ a: [2, 3] });
    expect(await updated({ a: [1] }, { $push: { a: { $each: [], $slice: 0 } } })).toEqual({ a: [] });
    const quizzes = {
      q: [
        { w: 1, s: 10 },
        { w: 2, s: 8 },
      ],
    };
    const push = { $push: { q: { $each: [{ w: 3, s: 9 }], $sort: { s: -1 }, $slice: 2 } } };
    expect(await updated(quizzes, push)).toEqual({
      q: [
        { w: 1, s: 10 },
        { w: 3, s: 9 },
      ],
    });
    expect(await refused({ a: 'no array' }, { $push: { a: 1 } })).toBe(2);
  });

  test('$addToSet adds what is not there; documents are equal only with the same fields in the same order (manual: "$addToSet")', async () => {
    expect(await updated({ a: [1] }, { $addToSet: { a: 1 } })).toEqual({ a: [1] });
    expect(await updated({ a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } })).toEqual({ a: [1, 2] });
    expect(await updated({ a: [{ x: 1, y: 2 }] }, { $addToSet: { a: { y: 2, x: 1 } } })).toEqual({
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    });
  });

  test('$pull by value, by condition, by fields; $pullAll; $pop (their manual pages)', async () => {
    expect(await updated({ a: [1, 2, 1, 3] }, { $pull: { a: 1 } })).toEqual({ a: [2, 3] });
    expect(await updated({ a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } })).toEqual({ a: [1] });
    const items = {
      r: [
        { item: 'A', n: 5 },
        { item: 'B', n: 8 },
        { item: 'B', n: 4 },
      ],
    };
    expect(await updated(items, { $pull: { r: { item: 'B', n: { $gt: 5 } } } })).toEqual({
      r: [
        { item: 'A', n: 5 },
        { item: 'B', n: 4 },
      ],
    });
    expect(
      await updated({ r: [{ t: [{ q: 1 }] }, { t: [] }] }, { $pull: { r: { t: { $elemMatch: { q: 1 } } } } }),
    ).toEqual({ r: [{ t: [] }] });
    expect(await updated({ a: [0, 2, 5, 5, 1] }, { $pullAll: { a: [0, 5] } })).toEqual({ a: [2, 1] });
    expect(await updated({ a: [1, 2, 3] }, { $pop: { a: -1 } })).toEqual({ a: [2, 3] });
    expect(await updated({ a: [1, 2, 3] }, { $pop: { a: 1 } })).toEqual({ a: [1, 2] });
    expect(await refused({ a: 1 }, { $pull: { a: 1 } })).toBe(2);
  });

  test('the positional $ stands for the first element the query matched (manual: "$ (update)")', async () => {
    const grades = {
      g: [
        { m: 80, s: 1 },
        { m: 85, s: 2 },
        { m: 85, s: 3 },
      ],
    };
    expect(await updated(grades, { $set: { 'g.$.s': 9 } }, {}, { 'g.m': 85 })).toEqual({
      g: [
        { m: 80, s: 1 },
        { m: 85, s: 9 },
        { m: 85, s: 3 },
      ],
    });
    expect(await updated({ a: [1, 2, 3] }, { $inc: { 'a.$': 10 } }, {}, { a: { $gte: 2 } })).toEqual({
      a: [1, 12, 3],
    });
    const match = { g: { $elemMatch: { m: { $gte: 85 }, s: { $gt: 2 } } } };
    expect(await updated(grades, { $unset: { 'g.$.m': '' } }, {}, match)).toEqual({
      g: [{ m: 80, s: 1 }, { m: 85, s: 2 }, { s: 3 }],
    });
    expect(await refused({ a: [1] }, { $set: { 'a.$': 2 } })).toBe(2);
  });

  test('$[] stands for all, $[name] for those its filter takes (manual: "$[]", "$[<identifier>]")', async () => {
    expect(await updated({ a: [1, 2] }, { $inc: { 'a.$[]': 10 } })).toEqual({ a: [11, 12] });
    expect(
      await updated(
        { a: [95, 102, 90] },
        { $set: { 'a.$[e]': 100 } },
        { arrayFilters: [{ e: { $gte: 100 } }] },
      ),
    ).toEqual({ a: [95, 100, 90] });
    const nested = {
      a: [
        { k: 'x', q: [1, 5] },
        { k: 'y', q: [5] },
      ],
    };
    const options = { arrayFilters: [{ 'e.k': 'x' }, { n: { $gte: 5 } }] };
    expect(await updated(nested, { $set: { 'a.$[e].q.$[n]': 0 } }, options)).toEqual({
      a: [
        { k: 'x', q: [1, 0] },
        { k: 'y', q: [5] },
      ],
    });
    // A filter sees the element as it was found, whatever the same update changes of it.
    const due = {
      $set: { 'a.$[e].at': 9, 'a.$[e].by': 'me' },
      $inc: { 'a.$[e].n': 1 },
      $unset: { 'a.$[e].k': 1 },
    };
    expect(
      await updated({ a: [{ at: 1, k: 'x', n: 0 }] }, due, {
        arrayFilters: [{ 'e.k': 'x', 'e.at': { $lt: 5 } }],
      }),
    ).toEqual({
      a: [{ at: 9, n: 1, by: 'me' }],
    });
    expect(await refused({ a: [1] }, { $set: { 'a.$[e]': 1 } })).toBe(2);
    expect(await refused({ a: [1] }, { $set: { 'a.$[e]': 1 } }, { arrayFilters: [{ e: 1 }, { f: 1 }] })).toBe(
      9,
    );
    expect(await refused({ a: 1 }, { $set: { 'a.$[]': 1 } })).toBe(2);
  });

  test('$bit (manual: "$bit")', async () => {
    expect(await updated({ n: 13 }, { $bit: { n: { and: 10 } } })).toEqual({ n: 8 });
    expect(await updated({ n: 3 }, { $bit: { n: { or: 5 } } })).toEqual({ n: 7 });
    expect(await updated({ n: 1 }, { $bit: { n: { xor: 5 } } })).toEqual({ n: 4 });
  });
});

describe('whole updates', () => {
  test('a replacement keeps the _id and nothing else (manual: "db.collection.replaceOne()")', async () => {
    const c = await collectionOf(db, [{ _id: 7, a: 1, b: 2 }]);
    await c.replaceOne({ _id: 7 }, { c: 3 });
    expect(await c.findOne()).toEqual({ _id: 7, c: 3 });
    expect(await failure(c.replaceOne({ _id: 7 }, { _id: 8 }))).toMatchObject({ code: 66 });
  });

  test('a pipeline computes from the document itself (manual: "Updates with Aggregation Pipeline")', async () => {
    const pipeline = [
      { $set: { total: { $add: ['$a', '$b'] } } },
      { $unset: ['a'] },
      { $set: { seen: '$total' } },
    ];
    expect(await updated({ a: 1, b: 2 }, pipeline)).toEqual({ b: 2, total: 3, seen: 3 });
    const c = await collectionOf(db, [{ a: 1 }]);
    expect(await failure(c.updateOne({}, [{ $group: { _id: 1 } }]))).toMatchObject({ code: 72 });
  });

  test('two changes of one path are refused, so are _id changes, unknown modifiers, and $-fields', async () => {
    expect(await refused({ a: 1 }, { $set: { a: 2 }, $inc: { a: 1 } })).toBe(40);
    expect(await refused({ a: { b: 1 } }, { $set: { a: 1, 'a.b': 2 } })).toBe(40);
    expect(await refused({ a: 1 }, { $set: { _id: 5 } })).toBe(66);
    expect(await refused({ a: 1 }, { $foo: { a: 1 } })).toBe(9);
    expect(await refused({ a: 1 }, { $set: { $bad: 1 } })).toBe(52);
    expect(await refused({ a: 1 }, { $set: { 'a.': 1 } })).toBe(56);
  });

  test('what stood there before stays whole for whoever was given it, and is found again when the update is undone', async () => {
    const doc = { _id: 1, name: 'one', list: [{ tags: ['a'] }, { tags: ['b'] }], part: { deep: { n: 1 } } };
    const c = await collectionOf(db, [doc, { _id: 2, name: 'two' }]);
    await c.createIndexes([{ key: { name: 1 }, unique: true }, { key: { 'list.tags': 1 } }]);
    const update = change({
      $push: { 'list.0.tags': 'c' },
      $addToSet: { 'list.1.tags': 'd' },
      $inc: { 'part.deep.n': 1 },
    });
    expect(await c.findOneAndUpdate({ _id: 1 }, update, { returnDocument: 'before' })).toEqual(doc);
    expect(await c.findOne({ 'list.tags': 'c' })).toMatchObject({ part: { deep: { n: 2 } } });
    const taken = change({ $set: { name: 'two' }, $pull: { 'list.0.tags': 'c' } });
    expect(await failure(c.updateOne({ _id: 1 }, taken))).toMatchObject({ code: 11_000 });
    expect(await c.findOne({ 'list.tags': 'c' })).toMatchObject({ name: 'one' });
    expect(await c.updateOne({ _id: 1 }, { $set: { 'part.deep': { n: 2 } } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
  });
});
