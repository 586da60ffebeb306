import type { Connection } from 'mongoose';
import { close, collectionOf, type Collection, type Doc, failure, openDatabase } from './server.js';

let db: Connection;
let c: Collection;
const docs = (): Doc[] => [
  { _id: 1, n: 5 },
  { _id: 2, n: 7 },
];
beforeAll(async () => {
  db = await openDatabase();
});
beforeEach(async () => {
  c = await collectionOf(db, docs());
});
afterAll(() => close(db));

const command = (spec: Doc) => db.getClient().db(db.name).command(spec);

/** Finds `n: 7` only when the value of `let` has been worked out; the second variable stands on the first. */
const variables: Doc = { base: { $add: [1, 2] }, x: { $add: ['$$base', 4] } };
const isX: Doc = { $expr: { $eq: ['$n', '$$x'] } };

describe('a value of `let` is an expression, worked out before any document is read (manual: "find", let)', () => {
  test('find, in its filter and in its projection', async () => {
    expect(await c.find(isX, { let: variables }).project({ _id: 1, x: '$$x' }).toArray()).toEqual([
      { _id: 2, x: 7 },
    ]);
  });

  test('aggregate, also inside $lookup', async () => {
    const pipeline = [
      { $match: isX },
      { $lookup: { from: c.collectionName, pipeline: [{ $match: isX }], as: 'same' } },
    ];
    expect(await c.aggregate(pipeline, { let: variables }).toArray()).toEqual([
      { _id: 2, n: 7, same: [{ _id: 2, n: 7 }] },
    ]);
  });

  test('update, delete, findAndModify', async () => {
    const set = [{ $set: { seen: '$$x' } }];
    await command({ update: c.collectionName, updates: [{ q: isX, u: set }], let: variables });
    expect(await c.find({ seen: { $exists: true } }).toArray()).toEqual([{ _id: 2, n: 7, seen: 7 }]);
    expect(
      await command({ findAndModify: c.collectionName, query: isX, remove: true, let: variables }),
    ).toMatchObject({ value: { _id: 2 } });
    const five: Doc = { x: { $subtract: [6, 1] } };
    expect(await c.deleteMany(isX, { let: five })).toMatchObject({ deletedCount: 1 });
    expect(await c.countDocuments()).toBe(0);
  });
});

test('a $literal stays what it is, and what a variable holds is not worked out again', async () => {
  const found = c.aggregate([{ $limit: 1 }, { $project: { _id: 0, v: '$$x' } }], { let: { x: { $literal: '$n' } } }); // prettier-ignore
  expect(await found.toArray()).toEqual([{ v: '$n' }]);
});

test('$$NOW may be named, fields may not, and names follow their rules (manual: "Variables in Aggregation Expressions")', async () => {
  const now = await c.aggregate<Doc>([{ $limit: 1 }, { $project: { v: '$$x' } }], { let: { x: '$$NOW' } }).toArray(); // prettier-ignore
  expect(now[0]?.v).toBeInstanceOf(Date);
  const find = (given: Doc) => failure(c.find({}, { let: given }).toArray());
  for (const value of ['$n', '$$ROOT', { $add: ['$$CURRENT.n', 1] }])
    expect(await find({ x: value })).toMatchObject({ code: 4890500 });
  expect(await find({ NOW: 1 })).toMatchObject({ code: 16867 });
  expect(await find({ 'a-b': 1 })).toMatchObject({ code: 16868 });
  expect(await find({ x: '$$nobody' })).toMatchObject({ code: 17276 });
});

test('the constants of one pipeline update are its own (manual: "update", updates.c)', async () => {
  const u = [{ $set: { n: '$$k' } }];
  await command({ update: c.collectionName, updates: [{ q: { _id: 1 }, u, c: { k: '$n' } }] });
  expect(await c.findOne({ _id: 1 })).toEqual({ _id: 1, n: '$n' });
  const updates = [{ q: {}, u: { $set: { n: 1 } }, c: { k: 1 } }];
  expect(await failure(command({ update: c.collectionName, updates }).then(thrown))).toMatchObject({
    code: 51198,
  });
});

/** A reply's first statement error, thrown. */
function thrown({ writeErrors }: Doc): void {
  const [first] = writeErrors as { code: number; errmsg: string }[];
  throw Object.assign(new Error(first?.errmsg), { code: first?.code });
}
