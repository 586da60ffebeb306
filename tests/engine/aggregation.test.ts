import { type Connection, mongo } from 'mongoose';
import { close, collectionOf, type Doc, failure, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

async function run(docs: Doc[], ...pipeline: Doc[]): Promise<Doc[]> {
  const c = await collectionOf(db, docs);
  return c.aggregate<Doc>(pipeline).toArray();
}

const sales = [
  { _id: 1, item: 'abc', price: 10, n: 2, at: new Date('2026-03-01T08:00:00Z') },
  { _id: 2, item: 'jkl', price: 20, n: 1, at: new Date('2026-03-01T17:00:00Z') },
  { _id: 3, item: 'xyz', price: 5, n: 10, at: new Date('2026-03-15T09:00:00Z') },
  { _id: 4, item: 'abc', price: 10, n: 10, at: new Date('2026-04-04T11:21:39Z') },
];

describe('$group', () => {
  test('accumulators, each as its manual page says', async () => {
    const [all] = await run(sales, { $sort: { _id: 1 } }, {
      $group: {
        _id: null, total: { $sum: { $multiply: ['$price', '$n'] } }, average: { $avg: '$n' }, least: { $min: '$price' }, most: { $max: '$item' },
        first: { $first: '$item' }, last: { $last: '$n' }, all: { $push: '$item' }, set: { $addToSet: '$item' }, count: { $count: {} },
        nothing: { $sum: '$missing' }, none: { $avg: '$missing' }, pushed: { $push: '$missing' }, deviation: { $stdDevPop: '$price' },
      },
    }); // prettier-ignore
    expect({ ...all, set: [...(all?.set as string[])].sort() }).toEqual({
      _id: null, total: 190, average: 5.75, least: 5, most: 'xyz', first: 'abc', last: 10, all: ['abc', 'jkl', 'xyz', 'abc'], set: ['abc', 'jkl', 'xyz'], count: 4,
      nothing: 0, none: null, pushed: [], deviation: 5.448623679425842,
    }); // prettier-ignore
  });

  test('groups by documents, by null for missing, and by equal numbers of different kinds', async () => {
    const docs = [
      { k: 1 },
      { k: mongo.Long.fromNumber(1) },
      { k: null },
      {},
      { k: { a: 1, b: 2 } },
      { k: { a: 1, b: 2 } },
      { k: { b: 2, a: 1 } },
    ];
    const groups = await run(docs, { $group: { _id: '$k', n: { $sum: 1 } } }, { $sort: { n: -1, _id: 1 } });
    expect(groups).toEqual([
      { _id: null, n: 2 },
      { _id: 1, n: 2 },
      { _id: { a: 1, b: 2 }, n: 2 },
      { _id: { b: 2, a: 1 }, n: 1 },
    ]);
  });

  test('days of Asia/Shanghai', async () => {
    const day = { $dateToString: { format: '%Y-%m-%d', date: '$at', timezone: 'Asia/Shanghai' } };
    const groups = await run(sales, { $group: { _id: day, n: { $sum: 1 } } }, { $sort: { _id: 1 } });
    expect(groups.map((g) => g._id)).toEqual(['2026-03-01', '2026-03-02', '2026-03-15', '2026-04-04']);
  });
});

describe('stages', () => {
  test('$bucket: a boundary belongs to the bucket above, empty buckets are left out (manual: "$bucket")', async () => {
    const docs = [{ v: 0 }, { v: 5 }, { v: 10 }, { v: 19 }, { v: 40 }, { v: -1 }, {}];
    const bucket = {
      groupBy: '$v',
      boundaries: [0, 10, 20, 30],
      default: 'other',
      output: { n: { $sum: 1 } },
    };
    expect(await run(docs, { $bucket: bucket })).toEqual([
      { _id: 0, n: 2 },
      { _id: 10, n: 2 },
      { _id: 'other', n: 3 },
    ]);
    const strict = { groupBy: '$v', boundaries: [0, 10] };
    await expect(run(docs, { $bucket: strict })).rejects.toThrow();
  });

  test('$unwind, with and without keeping empty ones, with the index (manual: "$unwind")', async () => {
    const docs = [
      { _id: 1, s: ['S', 'M'] },
      { _id: 2, s: [] },
      { _id: 3, s: 'L' },
      { _id: 4 },
      { _id: 5, s: null },
    ];
    expect(await run(docs, { $unwind: '$s' })).toEqual([
      { _id: 1, s: 'S' },
      { _id: 1, s: 'M' },
      { _id: 3, s: 'L' },
    ]);
    const keep = { $unwind: { path: '$s', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } };
    expect((await run(docs, keep)).map(({ _id, i }) => [_id, i])).toEqual(
      [
        [1, 0],
        [1, 1],
        [2, null],
        [3, null],
        [4, null],
        [5, null],
      ].map(([id, i]) => [id, i === null ? null : i]),
    );
  });

  test('$lookup by equality: arrays, null and missing match as in queries (manual: "$lookup")', async () => {
    const stock = await collectionOf(db, [
      { _id: 1, sku: 'a' },
      { _id: 2, sku: 'b' },
      { _id: 3 },
      { _id: 4, sku: null },
      { _id: 5, sku: ['a', 'z'] },
    ]);
    const lookup = {
      $lookup: { from: stock.collectionName, localField: 'item', foreignField: 'sku', as: 'in' },
    };
    const docs = [{ _id: 1, item: 'a' }, { _id: 2, item: ['a', 'b'] }, { _id: 3 }, { _id: 4, item: 'none' }];
    const ids = (rows: Doc[]) => rows.map((row) => (row.in as Doc[]).map(({ _id }) => _id).sort());
    expect(ids(await run(docs, lookup, { $sort: { _id: 1 } }))).toEqual([[1, 5], [1, 2, 5], [3, 4], []]);
    await stock.createIndex({ sku: 1 });
    expect(ids(await run(docs, lookup, { $sort: { _id: 1 } }))).toEqual([[1, 5], [1, 2, 5], [3, 4], []]);
  });

  test('$lookup with let and a pipeline', async () => {
    const stock = await collectionOf(db, [
      { item: 'a', left: 3 },
      { item: 'a', left: 9 },
      { item: 'b', left: 9 },
    ]);
    const pipeline = [
      { $match: { $expr: { $and: [{ $eq: ['$item', '$$name'] }, { $gte: ['$left', '$$need'] }] } } },
      { $project: { _id: 0, left: 1 } },
    ];
    const lookup = {
      $lookup: { from: stock.collectionName, let: { name: '$item', need: '$n' }, pipeline, as: 'in' },
    };
    expect((await run([{ item: 'a', n: 5 }], lookup))[0]?.in).toEqual([{ left: 9 }]);
  });

  test('$facet, $sortByCount, $count, $replaceRoot, $addFields, $unset, $unionWith', async () => {
    const [facets] = await run(sales, {
      $facet: {
        items: [{ $sortByCount: '$item' }, { $limit: 1 }],
        count: [{ $match: { n: { $gt: 1 } } }, { $count: 'n' }],
        none: [{ $match: { n: 0 } }, { $count: 'n' }],
      },
    });
    expect(facets).toEqual({ items: [{ _id: 'abc', count: 2 }], count: [{ n: 3 }], none: [] });
    expect(await run([{ a: { b: 1 } }], { $replaceRoot: { newRoot: '$a' } })).toEqual([{ b: 1 }]);
    expect(await failure(run([{ a: 1 }], { $replaceRoot: { newRoot: '$a' } }))).toMatchObject({
      code: 40228,
    });
    expect(
      await run(
        [{ _id: 1, l: [{ p: 1 }, { p: 2 }], o: { x: 1 } }],
        { $addFields: { 'l.q': 0, 'o.y': '$o.x', gone: '$missing' } },
        { $unset: 'o.x' },
      ),
    ).toEqual([
      {
        _id: 1,
        l: [
          { p: 1, q: 0 },
          { p: 2, q: 0 },
        ],
        o: { y: 1 },
      },
    ]);
    const other = await collectionOf(db, [{ _id: 'o' }]);
    expect(await run([{ _id: 'a' }], { $unionWith: other.collectionName })).toEqual([
      { _id: 'a' },
      { _id: 'o' },
    ]);
  });

  test('$project includes, excludes and computes (manual: "$project")', async () => {
    const docs = [{ _id: 1, title: 'abc', author: { last: 'z', first: 'a' }, copies: 5 }];
    expect(
      await run(docs, {
        $project: { 'author.last': 1, double: { $multiply: ['$copies', 2] }, inner: { t: '$title' } },
      }),
    ).toEqual([{ _id: 1, author: { last: 'z' }, double: 10, inner: { t: 'abc' } }]);
    expect(await run(docs, { $project: { author: 0, _id: 0 } })).toEqual([{ title: 'abc', copies: 5 }]);
    expect(
      await run(docs, {
        $project: { _id: 0, kept: { $cond: [{ $gt: ['$copies', 9] }, '$title', '$$REMOVE'] } },
      }),
    ).toEqual([{}]);
  });

  test('stages never change what is stored', async () => {
    const c = await collectionOf(db, [{ _id: 1, a: { b: [{ c: 1 }] } }]);
    await c
      .aggregate([
        { $addFields: { 'a.b.c': 2, 'a.d': 3 } },
        { $unset: 'a.b' },
        { $unwind: { path: '$a.x', preserveNullAndEmptyArrays: true } },
      ])
      .toArray();
    expect(await c.findOne()).toEqual({ _id: 1, a: { b: [{ c: 1 }] } });
  });

  test('the same documents come with and without an index for the leading stages', async () => {
    const docs = Array.from({ length: 300 }, (_, i) => ({ _id: i, g: i % 7, v: (i * 37) % 100 }));
    const c = await collectionOf(db, docs);
    const pipeline = [
      { $match: { g: { $in: [2, 5] }, v: { $gte: 10 } } },
      { $sort: { v: 1, _id: 1 } },
      { $skip: 3 },
      { $limit: 20 },
    ];
    const before = await c.aggregate(pipeline).toArray();
    await c.createIndex({ g: 1, v: 1 });
    await c.createIndex({ v: 1, _id: 1 });
    expect(await c.aggregate(pipeline).toArray()).toEqual(before);
    expect(before).toHaveLength(20);
  });
});
