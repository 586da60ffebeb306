import type { Connection } from 'mongoose';
import { change, close, collectionOf, type Collection, type Doc, failure, isEmbedded, openDatabase } from './server.js'; // prettier-ignore

const embedded = await isEmbedded();
let db: Connection;
let c: Collection;
beforeAll(async () => {
  db = await openDatabase();
});
beforeEach(async () => {
  c = await collectionOf(db, [
    { _id: 1, n: 3, g: 'a' },
    { _id: 2, n: 1, g: 'a' },
    { _id: 3, n: 2, g: 'a' },
  ]);
});
afterAll(() => close(db));

const command = (spec: Doc) => db.getClient().db(db.name).command(spec);

/** The code of a command's error, or of its first statement's. */
async function codeOf(spec: Doc): Promise<number | undefined> {
  const [first] = (await command(spec).then(
    ({ writeErrors }) => (writeErrors ?? []) as { code: number }[],
    (error: { code: number }) => [error],
  )) as { code: number }[];
  return first?.code;
}

describe('what an _id may be (manual: "The _id Field", "Field Names with Periods and Dollar Signs")', () => {
  test('no document with a dollar field, at any depth, whichever write brings it', async () => {
    for (const _id of [{ $a: 1 }, { a: 1, $b: 1 }, { a: { $b: 1 } }, { a: [{ $b: 1 }] }])
      expect(await failure(c.insertOne({ _id }))).toMatchObject({ code: 52 });
    const replacement = { _id: { $a: 1 } };
    const update = { q: { g: 'new' }, u: replacement, upsert: true };
    expect(await codeOf({ update: c.collectionName, updates: [update] })).toBe(52);
    expect(await codeOf({ findAndModify: c.collectionName, query: { g: 'new' }, update: replacement, upsert: true })).toBe(52); // prettier-ignore
    expect(await failure(c.updateOne({ g: 'new' }, change({ $set: { '_id.$a': 1 } }), { upsert: true }))).toMatchObject({ code: 52 }); // prettier-ignore
    await c.insertOne({ _id: { a: { b: 1 } } });
    expect(await c.countDocuments()).toBe(4);
  });

  test('no array and no regular expression', async () => {
    for (const _id of [[], [1], /a/]) {
      expect(await failure(c.insertOne({ _id }))).toMatchObject({ code: 53 });
      expect(await codeOf({ update: c.collectionName, updates: [{ q: { g: 'new' }, u: { _id }, upsert: true }] })).toBe(53); // prettier-ignore
    }
    await c.insertOne({ _id: { list: [1] } });
  });

  test('a transaction is told the same', async () => {
    const session = await db.startSession();
    session.startTransaction();
    expect(await failure(c.insertOne({ _id: { $a: 1 } }, { session }))).toMatchObject({ code: 52 });
    await session.abortTransaction();
    await session.endSession();
  });
});

describe('which document an update takes (MongoDB 8, manual: "update", updates.sort)', () => {
  test('the first in the order asked for', async () => {
    const updates = [{ q: { g: 'a' }, u: { $set: { g: 'b' } }, sort: { n: 1 } }];
    expect(await command({ update: c.collectionName, updates })).toMatchObject({ n: 1 });
    expect(await c.find({ g: 'b' }).toArray()).toMatchObject([{ _id: 2 }]);
    await c.replaceOne({ g: 'a' }, { g: 'c' }, { sort: { n: -1 } });
    expect(await c.find({ g: 'c' }).toArray()).toEqual([{ _id: 1, g: 'c' }]);
  });

  test('nothing that matched is still an upsert', async () => {
    const updates = [{ q: { g: 'z' }, u: { $set: { n: 0 } }, sort: { n: 1 }, upsert: true }];
    expect(await command({ update: c.collectionName, updates })).toMatchObject({ n: 1, upserted: [{}] });
  });

  test('an order for all of them is refused', async () => {
    const updates = [{ q: {}, u: { $set: { g: 'b' } }, sort: { n: 1 }, multi: true }];
    expect(await codeOf({ update: c.collectionName, updates })).toBe(9);
    expect(await c.countDocuments({ g: 'b' })).toBe(0);
  });
});

test('$sort needs a field to sort by, wherever it stands; the sort of find does not', async () => {
  const pipelines: Doc[][] = [
    [{ $sort: {} }],
    [{ $match: {} }, { $sort: {} }],
    [{ $skip: 1 }, { $sort: {} }],
  ];
  for (const pipeline of pipelines)
    expect(await failure(c.aggregate(pipeline).toArray())).toMatchObject({ code: 15976 });
  expect(await c.find().sort({}).toArray()).toHaveLength(3);
});

test('two arrays side by side are no order, fields of one array are taken from one element', async () => {
  const pairs = await collectionOf(db, [
    { _id: 1, a: [1], b: 1, l: [{ a: 1, b: 9 }, { a: 2, b: 0 }] },
    { _id: 2, a: 1, b: [0], l: [{ a: 1, b: 5 }] },
  ]); // prettier-ignore
  const order = async (sort: Record<string, 1 | -1>) =>
    (await pairs.find().sort(sort).toArray()).map(({ _id }) => _id as number);
  expect(await order({ a: 1, b: 1 })).toEqual([2, 1]);
  expect(await order({ 'l.a': 1, 'l.b': 1 })).toEqual([2, 1]);
  expect(await order({ 'l.a': -1, 'l.b': -1 })).toEqual([1, 2]);
  await pairs.updateOne({ _id: 1 }, { $set: { b: [1] } });
  expect(await failure(order({ a: 1, b: 1 }))).toMatchObject({ code: 2 });
  expect(await failure(pairs.aggregate([{ $sort: { a: 1, b: 1 } }]).toArray())).toMatchObject({ code: 2 });
});

describe('nothing a command carries is passed over', () => {
  test('a statement without its condition changes nothing', async () => {
    expect(await codeOf({ update: c.collectionName, updates: [{ u: { $set: { g: 'b' } }, multi: true }] })).toBe(40414); // prettier-ignore
    expect(await codeOf({ delete: c.collectionName, deletes: [{ limit: 0 }] })).toBe(40414);
    expect(await c.countDocuments({ g: 'a' })).toBe(3);
  });

  test('array filters belong to update operators only', async () => {
    const u = [{ $set: { g: 'b' } }];
    const updates = [{ q: {}, u, arrayFilters: [{ x: 1 }] }];
    expect(await codeOf({ update: c.collectionName, updates })).toBe(9);
    expect(await codeOf({ findAndModify: c.collectionName, remove: true, arrayFilters: [{ x: 1 }] })).toBe(9);
    const text = [{ q: {}, u: { $set: { g: 'b' } }, arrayFilters: 'x' }];
    expect(await codeOf({ update: c.collectionName, updates: text })).toBe(14);
  });

  test('a yes may be a number, and is no yes as a text (manual: "BSON Types", safe booleans)', async () => {
    const updates = [{ q: {}, u: { $set: { g: 'b' } }, multi: 1 }];
    expect(await command({ update: c.collectionName, updates })).toMatchObject({ n: 3 });
    const text = [{ q: {}, u: { $set: { g: 'c' } }, multi: 'yes' }];
    expect(await codeOf({ update: c.collectionName, updates: text })).toBe(14);
  });

  test('an aggregation says how its result is to come', async () => {
    expect(await codeOf({ aggregate: c.collectionName, pipeline: [] })).toBe(9);
  });

  test('names only, when names only are asked for', async () => {
    const { cursor } = await command({ listCollections: 1, nameOnly: true, filter: { name: c.collectionName } }); // prettier-ignore
    expect((cursor as { firstBatch: Doc[] }).firstBatch).toEqual([
      { name: c.collectionName, type: 'collection' },
    ]);
  });

  test('unknown fields of stages are refused', async () => {
    const from = c.collectionName;
    const stages: Doc[] = [
      { $lookup: { from, localField: 'n', foreignField: 'n', as: 'x', nonsense: 1 } },
      { $lookup: { from, localField: 'n', foreignField: 'n', as: 'x', let: { y: 1 } } },
      { $unwind: { path: '$g', nonsense: 1 } },
      { $unwind: { path: '$g', preserveNullAndEmptyArrays: 'yes' } },
      { $unionWith: { coll: from, nonsense: 1 } },
      { $sample: { size: 1, nonsense: 1 } },
      { $bucket: { groupBy: '$n', boundaries: [0, 9], nonsense: 1 } },
      { $bucket: { groupBy: '$n', boundaries: [0, 9], output: 1 } },
      { $replaceRoot: { newRoot: { a: 1 }, nonsense: 1 } },
    ];
    for (const stage of stages)
      expect({ stage, ...(await failure(c.aggregate([stage]).toArray())) }).toMatchObject({
        stage,
        code: expect.any(Number) as number,
      });
  });

  test('unknown arguments of expressions are refused', async () => {
    for (const v of [
      { $dateToString: { date: new Date(0), nonsense: 1 } },
      { $cond: { if: true, then: 1, else: 2, nonsense: 1 } },
      { $filter: { input: [1], cond: true, nonsense: 1 } },
      { $map: { input: [1], in: 1, nonsense: 1 } },
      { $reduce: { input: [1], initialValue: 0, in: 1, nonsense: 1 } },
      { $switch: { branches: [{ case: true, then: 1 }], nonsense: 1 } },
      { $let: { vars: {}, in: 1, nonsense: 1 } },
      { $trim: { input: 'x', nonsense: 1 } },
      { $convert: { input: '1', to: 'int', nonsense: 1 } },
    ])
      expect({ v, ...(await failure(c.aggregate([{ $project: { v } }]).toArray())) }).toMatchObject({
        v,
        code: expect.any(Number) as number,
      });
  });

  (embedded ? test : test.skip)(
    'refused by name: hidden indexes, a strict API, an order by $natural, members other than the one — skipped for MongoDB, which knows them',
    async () => {
      expect((await failure(c.createIndex({ n: 1 }, { hidden: true }))).message).toContain('hidden');
      expect(await codeOf({ count: c.collectionName, apiVersion: '1', apiStrict: true })).toBe(238);
      expect(await codeOf({ count: c.collectionName, apiVersion: '2' })).toBe(322);
      expect(await failure(c.createIndex({ n: 1 }, { commitQuorum: 3 }))).toMatchObject({ code: 278 });
      expect((await failure(c.find().sort({ $natural: -1 }).toArray())).message).toContain('$natural');
    },
  );

  test('unique given as 1 is unique', async () => {
    const indexes = [{ key: { g: 1 }, name: 'g', unique: 1 }];
    expect(await codeOf({ createIndexes: c.collectionName, indexes })).toBe(11000);
  });
});
