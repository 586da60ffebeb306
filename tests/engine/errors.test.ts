import { type Connection, mongo } from 'mongoose';
import {
  change,
  close,
  collectionOf,
  type Collection,
  type Doc,
  failure,
  isEmbedded,
  openDatabase,
} from './server.js';

const embedded = await isEmbedded();
let db: Connection;
let c: Collection;
beforeAll(async () => {
  db = await openDatabase();
  c = await collectionOf(db, [{ _id: 1, a: 1, l: [1] }]);
});
afterAll(() => close(db));

const command = (spec: Doc) => db.getClient().db(db.name).command(spec);
const find = (filter: Doc): Promise<unknown> => c.find(filter).toArray();
const aggregate = (...pipeline: Doc[]): Promise<unknown> => c.aggregate(pipeline).toArray();

async function expectCodes(cases: [request: () => Promise<unknown>, code: number][]): Promise<void> {
  for (const [request, code] of cases) expect(await failure(request())).toMatchObject({ code });
}

// Codes: MongoDB's src/mongo/base/error_codes.yml, and what a server of version 7 answers.
test('unknown commands and fields', () =>
  expectCodes([
    [() => command({ frobnicate: 1 }), 59],
    [() => command({ find: c.collectionName, filter: {}, nonsense: 1 }), 40415],
    [() => command({ find: c.collectionName, filter: 5 }), 14],
    [() => command({ aggregate: c.collectionName, pipeline: 'x', cursor: {} }), 14],
    [() => command({ find: '', filter: {} }), 73],
    [() => command({ dropIndexes: 'not_there', index: 'x' }), 26],
    [() => command({ create: c.collectionName }), 48],
  ])); // prettier-ignore

test('unknown operators in queries', () =>
  expectCodes([
    [() => find({ a: { $foo: 1 } }), 2],
    [() => find({ $foo: 1 }), 2],
    [() => find({ nobody: { $in: 5 } }), 2],
    [() => find({ $or: [] }), 2],
    [() => find({ $and: {} }), 2],
    [() => find({ a: { $type: 'nothing' } }), 2],
    [() => find({ a: { $mod: [0, 1] } }), 2],
    [() => find({ a: { $size: -1 } }), 2],
    [() => find({ a: { $not: 5 } }), 2],
    [() => find({ $expr: { $foo: 1 } }), 168],
    [() => find({ a: { $in: [{ $gt: 1 }] } }), 2],
  ])); // prettier-ignore

test('unknown stages, operators and accumulators in pipelines', () =>
  expectCodes([
    [() => aggregate({ $foo: 1 }), 40324],
    [() => aggregate({ $match: {}, $limit: 1 }), 40323],
    [() => aggregate({ $project: { x: { $foo: 1 } } }), 31325],
    [() => aggregate({ $addFields: { x: { $foo: 1 } } }), 168],
    [() => aggregate({ $group: { _id: 1, x: { $foo: 1 } } }), 15952],
    [() => aggregate({ $group: { x: { $sum: 1 } } }), 15955],
    [() => aggregate({ $limit: 0 }), 15958],
    [() => aggregate({ $unwind: 'a' }), 28818],
    [() => aggregate({ $count: '' }), 40156],
    [() => aggregate({ $addFields: { x: '$$nobody' } }), 17276],
  ])); // prettier-ignore

test('documents that cannot be stored', async () => {
  await expectCodes([
    [() => c.insertOne({ $bad: 1 }), 52],
    [() => c.insertOne({ _id: [1] }), 53],
    [() => c.replaceOne({ _id: 1 }, { _id: 2 }), 66],
    [() => c.updateOne({ _id: 1 }, change({ $push: { a: 1 } })), 2],
  ]);
  let deep: Doc = {};
  for (let i = 0; i < 250; i += 1) deep = { d: deep };
  expect(await failure(c.insertOne({ deep }))).toHaveProperty('code');
  expect(await c.countDocuments()).toBe(1);
});

test('a document above 16 MB is refused and leaves nothing behind', async () => {
  const half = 'x'.repeat(9 * 1024 * 1024);
  const big = await collectionOf(db, [{ _id: 1, half }]);
  expect(await failure(big.updateOne({ _id: 1 }, { $set: { other: half } }))).toHaveProperty('code');
  expect(await failure(big.updateOne({ _id: 1 }, [{ $set: { other: '$half' } }]))).toHaveProperty('code');
  expect(Object.keys((await big.findOne()) ?? {})).toEqual(['_id', 'half']);
});

test('in transactions only what may run there runs (manual: "Transactions", restricted operations)', async () => {
  const session = await db.startSession();
  session.startTransaction();
  expect(
    await failure(db.getClient().db(db.name).command({ listCollections: 1 }, { session })),
  ).toMatchObject({ code: 263 });
  await session.abortTransaction();
  await session.endSession();
});

(embedded ? describe : describe.skip)(
  'refused by name, because only a real MongoDB does it — skipped there',
  () => {
    test('scripts, geometry, text search, schemas, collations, change streams', async () => {
      const refusals: [() => Promise<unknown>, string][] = [
        [() => find({ $where: 'true' }), '$where'],
        [() => find({ a: { $near: [0, 0] } }), '$near'],
        [() => find({ a: { $geoWithin: {} } }), '$geoWithin'],
        [() => find({ $text: { $search: 'x' } }), '$text'],
        [() => find({ $jsonSchema: {} }), '$jsonSchema'],
        [() => find({ $expr: { $function: { body: 'function() {}', args: [], lang: 'js' } } }), '$function'],
        [() => aggregate({ $group: { _id: 1, x: { $accumulator: {} } } }), '$accumulator'],
        [() => aggregate({ $out: 'x' }), '$out'],
        [() => aggregate({ $merge: 'x' }), '$merge'],
        [() => aggregate({ $graphLookup: {} }), '$graphLookup'],
        [() => aggregate({ $setWindowFields: {} }), '$setWindowFields'],
        [() => c.watch().next(), '$changeStream'],
        [() => c.find().collation({ locale: 'zh' }).toArray(), 'collation'],
        [() => c.updateOne({}, { $set: { a: 1 } }, { collation: { locale: 'zh' } }), 'collation'],
        [() => c.createIndex({ a: 'text' }), 'text'],
        [() => c.createIndex({ a: '2dsphere' }), '2dsphere'],
        [() => c.createIndex({ b: 1 }, { collation: { locale: 'zh' } }), 'collation'],
        [() => find({ a: { $regex: 'x', $options: 'x' } }), 'options'],
        [() => command({ explain: { count: c.collectionName } }), 'explains find only'],
        [() => command({ createUser: 'x' }), 'createUser'],
        [() => command({ mapReduce: c.collectionName }), 'mapReduce'],
      ];
      for (const [request, name] of refusals) expect((await failure(request())).message).toContain(name);
    });

    test('the simple collation is what there is, and may be named', async () => {
      expect(await c.find().collation({ locale: 'simple' }).toArray()).toHaveLength(1);
    });

    test('decimals beyond 34 digits are refused', async () => {
      const d = await collectionOf(db, [
        { d: mongo.Decimal128.fromString('1.000000000000000000000000000000001') },
      ]);
      expect(await failure(d.updateOne({}, [{ $set: { d: { $multiply: ['$d', '$d'] } } }]))).toMatchObject({
        code: 238,
      });
    });
  },
);
