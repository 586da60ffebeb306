import mongoose, { type Connection, type mongo } from 'mongoose';
import {
  change,
  close,
  collectionOf,
  type Collection,
  type Doc,
  failure,
  isEmbedded,
  openDatabase,
  uri,
} from './server.js';
import { sendCommand } from './raw.js';

// Writes to several collections in one command (manual: "bulkWrite", "MongoClient.bulkWrite()"; MongoDB 8).

let db: Connection;
let known: boolean;
beforeAll(async () => {
  db = await openDatabase();
  const { version } = await db.getClient().db().admin().buildInfo();
  known = (await isEmbedded()) || Number.parseInt(String(version), 10) >= 8;
});
afterAll(() => close(db));

/** Where MongoDB is older than 8 it does not have this command, and there is nothing to judge. */
const given = (name: string, work: () => Promise<void>) =>
  test(name, async () => {
    if (!known) {
      console.info('skipped: this server is older than MongoDB 8');
      return;
    }
    await work();
  });

type Model = mongo.AnyClientBulkWriteModel<Doc>;
const insert = ({ namespace }: Collection, document: Doc): Model => ({
  name: 'insertOne',
  namespace,
  document,
});
const upsert = ({ namespace }: Collection, filter: Doc, update: object): Model => ({
  name: 'updateOne',
  namespace,
  filter,
  update: change(update),
  upsert: true,
});
const send = (models: Model[], options: mongo.ClientBulkWriteOptions = {}) =>
  db.getClient().bulkWrite(models as never, options);

given('inserts, updates and deletes in two collections, and tells what each came to', async () => {
  const [one, other] = [await collectionOf(db, [{ _id: 1, n: 1 }]), await collectionOf(db, [{ _id: 9 }])];
  const { namespace } = one;
  const result = await send(
    [
      insert(other, { _id: 1 }),
      { name: 'updateOne', namespace, filter: { _id: 1 }, update: change({ $inc: { n: 1 } }) },
      upsert(
        one,
        { _id: 2, of: 'x', list: { $ne: 3 } },
        { $push: { list: 3 }, $setOnInsert: { made: true } },
      ),
      { name: 'deleteOne', namespace: other.namespace, filter: { _id: 9 } },
    ],
    { verboseResults: true },
  );
  expect(result).toMatchObject({
    insertedCount: 1,
    matchedCount: 1,
    modifiedCount: 1,
    upsertedCount: 1,
    deletedCount: 1,
  });
  expect(result.updateResults?.get(2)).toMatchObject({ didUpsert: true, upsertedId: 2 });
  expect(await one.find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: 1, n: 2 },
    { _id: 2, of: 'x', list: [3], made: true },
  ]);
  expect(await other.find().toArray()).toEqual([{ _id: 1 }]);
});

given(
  'in order, the first that fails ends it: those before it stay, those behind it are not begun',
  async () => {
    const [one, other] = [await collectionOf(db, [{ _id: 1, of: 'x' }]), await collectionOf(db)];
    const error = (await failure(
      send([
        insert(other, { _id: 1 }),
        upsert(one, { _id: 1, of: 'y' }, { $set: { n: 1 } }),
        insert(other, { _id: 2 }),
      ]),
    )) as unknown as mongo.MongoClientBulkWriteError;
    expect([...error.writeErrors.entries()]).toEqual([[1, expect.objectContaining({ code: 11000 })]]);
    expect(error.partialResult).toMatchObject({ insertedCount: 1, upsertedCount: 0 });
    expect(await other.find().toArray()).toEqual([{ _id: 1 }]);
    expect(await one.find().toArray()).toEqual([{ _id: 1, of: 'x' }]);
  },
);

given('without an order the others are made, and every failure is told', async () => {
  const one = await collectionOf(db, [{ _id: 1 }]);
  const models = [1, 2, 1, 3].map((_id) => insert(one, { _id }));
  const error = (await failure(
    send(models, { ordered: false }),
  )) as unknown as mongo.MongoClientBulkWriteError;
  expect([...error.writeErrors.keys()]).toEqual([0, 2]);
  expect(await one.countDocuments()).toBe(3);
});

given(
  'only the database admin takes it, a write names a namespace of the list, and is of a kind there is',
  async () => {
    const { namespace } = await collectionOf(db);
    const command = { bulkWrite: 1, ops: [{ insert: 0, document: { _id: 1 } }], nsInfo: [{ ns: namespace }] };
    expect(await failure(db.getClient().db('other').command(command))).toMatchObject({ code: 13 });
    const astray = { ...command, ops: [{ insert: 1, document: { _id: 1 } }] };
    expect(await failure(db.getClient().db('admin').command(astray))).toMatchObject({ code: 2 });
    const unheard = { ...command, ops: [{ constructor: 0, document: { _id: 1 } }] };
    expect([2, 9, 40415]).toContain((await failure(db.getClient().db('admin').command(unheard))).code);
  },
);

given('asked again after a broken connection, it is answered and not done again', async () => {
  const one = await collectionOf(db);
  const command = {
    bulkWrite: 1,
    ops: [{ update: 0, filter: { _id: 1 }, updateMods: { $inc: { n: 1 } }, upsert: true }],
    nsInfo: [{ ns: one.namespace }],
    lsid: { id: new mongoose.mongo.UUID() },
    txnNumber: mongoose.mongo.Long.fromNumber(1),
    $db: 'admin',
  };
  for (let times = 0; times < 2; times += 1)
    expect(await sendCommand(Number(new URL(uri).port), command)).toMatchObject({ nUpserted: 1 });
  expect(await one.findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 });
});
