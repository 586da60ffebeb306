import type { Connection } from 'mongoose';
import { change, close, collectionOf, type Collection, type Doc, failure, openDatabase } from './server.js';

let db: Connection;
let c: Collection;
beforeAll(async () => {
  db = await openDatabase();
});
beforeEach(async () => {
  c = await collectionOf(db, [
    { _id: 1, n: 3, rare: 1 },
    { _id: 2, n: 1 },
    { _id: 3, n: 2, rare: 2 },
  ]);
  await c.createIndex({ n: 1 });
  await c.createIndex({ rare: -1 }, { sparse: true, name: 'rare' });
});
afterAll(() => close(db));

const command = (spec: Doc) => db.getClient().db(db.name).command(spec);
const ids = async (found: Promise<Doc[]>): Promise<unknown[]> => (await found).map(({ _id }) => _id);

/** What every command answers to a way through an index. */
const commands = (hint: unknown): Record<string, () => Promise<Doc>> => {
  const name = c.collectionName;
  return {
    find: () => command({ find: name, hint }),
    count: () => command({ count: name, hint }),
    aggregate: () => command({ aggregate: name, pipeline: [], cursor: {}, hint }),
    update: () => command({ update: name, updates: [{ q: {}, u: { $set: { seen: 1 } }, hint }] }).then(orThrow),
    delete: () => command({ delete: name, deletes: [{ q: { n: 99 }, limit: 0, hint }] }).then(orThrow),
    findAndModify: () => command({ findAndModify: name, query: {}, update: { $set: { seen: 1 } }, hint }),
  }; // prettier-ignore
};

/** A reply, unless one of its statements failed. */
function orThrow(reply: Doc): Doc {
  const [first] = (reply.writeErrors ?? []) as { code: number; errmsg: string }[];
  if (first) throw Object.assign(new Error(first.errmsg), { code: first.code });
  return reply;
}

test('an index that is not there is refused by every command, by name and by key (manual: "cursor.hint()")', async () => {
  for (const hint of ['nobody', { nobody: 1 }, { n: -1 }])
    for (const [name, run] of Object.entries(commands(hint)))
      expect({ name, hint, ...(await failure(run())) }).toMatchObject({ name, code: 2 });
  expect(await c.countDocuments({ seen: 1 })).toBe(0);
});

test('one that is there is taken by every command, by name and by key', async () => {
  for (const hint of ['n_1', { n: 1 }, { $natural: 1 }])
    for (const run of Object.values(commands(hint))) expect(await run()).toMatchObject({ ok: 1 });
});

test('what is neither a name nor a key is refused', async () => {
  for (const hint of [5, ['n_1'], { $natural: 2 }])
    expect(await failure(command({ find: c.collectionName, hint }))).toHaveProperty('code');
});

test('where there is no collection there is nothing to find, and nothing to refuse', async () => {
  expect(await command({ find: 'not_there', hint: 'nobody' })).toMatchObject({ cursor: { firstBatch: [] } });
});

describe('the index is really the one that is read', () => {
  test('its order is the order of the result', async () => {
    expect(await ids(c.find().hint({ n: 1 }).toArray())).toEqual([2, 3, 1]);
    expect(await ids(c.find().hint({ $natural: -1 }).toArray())).toEqual([3, 2, 1]);
    expect(
      await ids(
        c
          .find({ n: { $gt: 1 } })
          .hint('rare')
          .sort({ n: 1 })
          .toArray(),
      ),
    ).toEqual([3, 1]);
  });

  test('what does not stand in a sparse index is not found through it (manual: "Sparse Indexes", incomplete results)', async () => {
    expect(await ids(c.find().hint('rare').toArray())).toEqual([3, 1]);
    expect(await ids(c.aggregate<Doc>([{ $match: {} }], { hint: 'rare' }).toArray())).toEqual([3, 1]);
    expect(await command({ count: c.collectionName, hint: 'rare' })).toMatchObject({ n: 2 });
    expect(await c.updateMany({}, change({ $inc: { n: 10 } }), { hint: 'rare' })).toMatchObject({
      matchedCount: 2,
    });
    expect(await c.deleteMany({}, { hint: 'rare' })).toMatchObject({ deletedCount: 2 });
    expect(await c.find().toArray()).toEqual([{ _id: 2, n: 1 }]);
  });

  test('nor inside a transaction, whose own writes it shows', async () => {
    const session = await db.startSession();
    session.startTransaction();
    await c.insertMany([{ _id: 4, rare: 9 }, { _id: 5 }], { session });
    await c.updateOne({ _id: 1 }, { $unset: { rare: 1 } }, { session });
    expect((await ids(c.find({}, { session, hint: 'rare' }).toArray())).sort()).toEqual([3, 4]);
    await session.abortTransaction();
    await session.endSession();
  });
});
