import mongoose, { type Connection } from 'mongoose';
import { PROGRAMS, type Program, startProgram } from '../../server/launch/lib/programs.mjs';
import { dataFolder, failure, isEmbedded } from './server.js';

const embedded = await isEmbedded();

/** A heap so small that a test can fill it. */
const HEAP_MB = 160;
const BATCH = 100;

/** As a key of an index V8 keeps it as one text of 10 000 bytes; documents alone would never fill the memory. */
const text = (n: number): string => `${n} `.padEnd(10_000, `${n} text `);

interface Thing {
  _id: number | string;
  text?: string;
  seen?: boolean;
}

let engine: Program;
let db: Connection;
let folder: { path: string; remove: () => Promise<void> };

beforeAll(async () => {
  if (!embedded) return;
  folder = await dataFolder();
  await start();
});
afterAll(async () => {
  if (!embedded) return;
  await db.close();
  await engine.stop();
  await folder.remove();
});

async function start(): Promise<void> {
  engine = await startProgram({
    name: 'engine',
    file: PROGRAMS.engine,
    args: ['--port', '0', '--data', folder.path],
    env: { PATH: process.env.PATH, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` },
  });
  db = await mongoose.createConnection(`mongodb://127.0.0.1:${engine.port}/db`).asPromise();
}

const things = () => db.collection<Thing>('things');
const full = { code: 146 };

/** Inserts until that is refused; gives the number of documents that went in and what the refusal says. */
async function fill(): Promise<{ size: number; error: object }> {
  for (let from = 0; ; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, i) => ({ _id: from + i, text: text(from + i) }));
    const error = await things().insertMany(batch).then(() => undefined, (reason: object) => reason); // prettier-ignore
    if (error) return { size: await things().countDocuments(), error };
    if (from > 100_000) throw new Error('the memory never filled');
  }
}

(embedded ? test : test.skip)(
  'near the limit of its memory the engine warns, refuses more data, goes on reading and deleting, and recovers — skipped for MongoDB: it concerns our process only',
  async () => {
    await things().createIndex({ text: 1 });
    const { size, error } = await fill();
    expect(error).toMatchObject(full);
    const said = () => engine.lines.filter((line) => line.includes('MONGODB_URI'));
    expect(said().length).toBeGreaterThanOrEqual(1);
    expect(said().length).toBeLessThanOrEqual(2);
    expect(said().at(-1)).toContain('内存用完了');

    expect(await failure(things().insertOne({ _id: 'more' }))).toMatchObject(full);
    expect(await failure(things().updateOne({ _id: 'more' }, { $set: { seen: true } }, { upsert: true }))).toMatchObject(full); // prettier-ignore
    expect(await failure(things().updateOne({ _id: 1 }, { $set: { seen: true } }))).toMatchObject(full);
    expect(await failure(things().createIndex({ text: -1, seen: 1 }))).toMatchObject(full);
    const session = await db.startSession();
    session.startTransaction();
    expect(await failure(things().insertOne({ _id: 'more' }, { session }))).toMatchObject(full);
    await session.abortTransaction();
    await session.endSession();

    expect((await things().findOne({ _id: 7 }))?.text).toBe(text(7));
    expect(await things().updateOne({ _id: 7 }, { $unset: { text: 1 } })).toMatchObject({ modifiedCount: 1 }); // prettier-ignore
    expect(await things().countDocuments()).toBe(size);
    expect(await things().deleteMany({ _id: { $lt: size / 2 } })).toMatchObject({ deletedCount: Math.ceil(size / 2) }); // prettier-ignore

    // What was found full is believed for about a second.
    for (const until = Date.now() + 20_000; ;) {
      const refused = await things().insertOne({ _id: 'again' }).then(() => false, () => true); // prettier-ignore
      if (!refused) break;
      expect(Date.now()).toBeLessThan(until);
      await new Promise((next) => setTimeout(next, 200));
    }
    expect(await things().findOne({ _id: 'again' })).toEqual({ _id: 'again' });
    expect(said().length).toBeLessThanOrEqual(2);
  },
);
