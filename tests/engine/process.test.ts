import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { type Program, PROGRAMS, ROOT } from '../../server/launch/lib/programs.mjs';
import { sendCommand } from './raw.js';
import {
  change,
  collectionOf,
  dataFolder,
  failure,
  isEmbedded,
  openDatabase,
  startEngine,
} from './server.js';

const embedded = await isEmbedded();
const folders: { remove: () => Promise<void> }[] = [];
const engines: Program[] = [];

async function folder(): Promise<string> {
  const made = await dataFolder();
  folders.push(made);
  return made.path;
}

async function start(path: string, port?: number): Promise<Program> {
  const engine = await startEngine(path, port);
  engines.push(engine);
  return engine;
}

const connect = ({ port }: Program): Promise<Connection> =>
  mongoose.createConnection(`mongodb://127.0.0.1:${port}/db`).asPromise();

afterAll(async () => {
  for (const engine of engines) await engine.stop();
  for (const { remove } of folders) await remove();
});

/** Why an engine would not start: exit code 1 and one sentence on standard error, nothing on standard output. */
function refusal(path: string, port = 0): string {
  const args = [PROGRAMS.engine, '--port', String(port), '--data', path];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
  expect({ status, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
    status: 1,
    stdout: '',
    lines: 1,
  });
  return stderr;
}

(embedded ? describe : describe.skip)(
  'the engine as a program (skipped for a real MongoDB: it concerns our process only)',
  () => {
    test('a restart keeps documents, order, indexes, and what unique indexes forbid', async () => {
      const path = await folder();
      const first = await start(path);
      let db = await connect(first);
      let c = db.collection('things');
      await c.createIndex({ k: 1 }, { unique: true });
      await c.createIndex({ l: 1 }, { sparse: true, name: 'l' });
      await c.insertMany(
        Array.from({ length: 300 }, (_, i) => ({
          k: i,
          l: [i % 3, i % 5],
          at: new Date(i),
          id: new mongoose.Types.ObjectId(),
          deep: { x: [{ y: null }] },
        })),
      );
      await c.deleteMany({ k: { $gte: 250 } });
      await c.updateMany({ k: { $lt: 10 } }, { $set: { changed: true } });
      const before = await c.find().toArray();
      const indexes = await c.indexes();
      await db.close();
      expect(await first.stop()).toMatchObject({ code: 0 });
      const second = await start(path);
      expect(JSON.parse(second.lines.find((line) => line.includes('listening')) ?? '{}')).toMatchObject({
        pid: second.pid,
        documents: 250,
      });
      db = await connect(second);
      c = db.collection('things');
      expect(await c.find().toArray()).toEqual(before);
      expect(await c.indexes()).toEqual(indexes);
      expect(await failure(c.insertOne({ k: 5 }))).toMatchObject({ code: 11000 });
      expect(await c.countDocuments({ l: 2 })).toBe(
        before.filter(({ l }) => (l as number[]).includes(2)).length,
      );
      await db.close();
    });

    test('a transaction that was open when the engine ended is gone, a committed one is there', async () => {
      const path = await folder();
      const first = await start(path);
      let db = await connect(first);
      await db.transaction((session) => db.collection('t').insertOne({ _id: 'done' as never }, { session }));
      const session = await db.startSession();
      session.startTransaction();
      await db.collection('t').insertOne({ _id: 'open' as never }, { session });
      await first.kill('SIGKILL');
      await db.close();
      db = await connect(await start(path));
      expect(await db.collection('t').find().toArray()).toEqual([{ _id: 'done' }]);
      await db.close();
    });

    test('a write asked for again after its answer was lost is done once, also after a restart (manual: "Retryable Writes")', async () => {
      const path = await folder();
      const first = await start(path);
      const command = {
        update: 'r',
        updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
        lsid: { id: new mongoose.mongo.UUID() },
        txnNumber: mongoose.mongo.Long.fromNumber(1),
        $db: 'db',
      };
      let db = await connect(first);
      await db.collection('r').insertOne({ _id: 1 as never, n: 0 });
      expect(await sendCommand(first.port, command)).toMatchObject({ n: 1, nModified: 1 });
      expect(await sendCommand(first.port, command)).toMatchObject({ n: 1, nModified: 1 });
      await db.close();
      await first.kill('SIGKILL');
      const second = await start(path);
      db = await connect(second);
      expect(await sendCommand(second.port, command)).toMatchObject({ n: 1, nModified: 1 });
      expect(await db.collection('r').findOne()).toEqual({ _id: 1, n: 1 });
      await db.close();
    });

    test('what cannot be used is one sentence and exit code 1', async () => {
      const path = await folder();
      const engine = await start(join(path, 'made', 'when missing'));
      expect(refusal(join(path, 'made', 'when missing'))).toMatch(/正被另一个数据库引擎使用/);
      expect(refusal(join(path, 'other'), engine.port)).toMatch(/已被占用/);
      await writeFile(join(path, 'file'), '');
      expect(refusal(join(path, 'file'))).toMatch(/不是文件夹/);
      await mkdir(join(path, 'junk'));
      await writeFile(join(path, 'junk', 'engine.sqlite'), 'this is no database, '.repeat(400));
      expect(refusal(join(path, 'junk'))).toMatch(/不是本引擎的数据文件/);
      expect(refusal('/sys/engine')).toMatch(/不能写入/);
      expect(refusal(path, 99_999)).toMatch(/不是端口/);
    });

    test('a folder written by a newer format is refused', async () => {
      const path = await folder();
      await (await start(path)).stop();
      // In a process of its own, since libsql lets go of a closed file only when its object is collected.
      const script = `new (require('libsql'))(${JSON.stringify(join(path, 'engine.sqlite'))}).pragma('user_version = 99')`;
      execFileSync(process.execPath, ['-e', script], { cwd: ROOT });
      expect(refusal(path)).toMatch(/格式是 99/);
    });

    test('fifty counters from several clients survive SIGTERM in the middle: what was answered is there', async () => {
      const path = await folder();
      const first = await start(path);
      let db = await connect(first);
      await db.collection('n').insertOne({ _id: 1 as never, n: 0 });
      let answered = 0;
      const client = async () => {
        for (;;) {
          await db.collection('n').updateOne({ _id: 1 as never }, change({ $inc: { n: 1 } }));
          answered += 1;
        }
      };
      const clients = Array.from({ length: 8 }, () => failure(client()));
      await new Promise((next) => setTimeout(next, 300));
      expect(await first.stop()).toMatchObject({ code: 0 });
      await db.close(true);
      await Promise.all(clients);
      db = await connect(await start(path));
      const n = Number((await db.collection('n').findOne())?.n);
      expect(n).toBeGreaterThanOrEqual(answered);
      expect(n).toBeLessThanOrEqual(answered + 8);
      await db.close();
    });
  },
);

test('the server under judgement answers', async () => {
  const db = await openDatabase();
  expect(await (await collectionOf(db, [{ _id: 1 }])).countDocuments()).toBe(1);
  await db.dropDatabase();
  await db.close();
});
