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

/** So many small documents that reading them takes seconds. */
const MANY = 400_000;

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

/**
 * Changes an engine's file behind its back, by a script that knows `db`, `bytes` (a document as stored) and `add`. In a
 * process of its own, since libsql lets go of a closed file only when its object is collected.
 */
function inFile(path: string, script: string): void {
  const around = `
    const db = new (require('libsql'))(${JSON.stringify(join(path, 'engine.sqlite'))});
    const bytes = (doc) => Buffer.from(require('bson').serialize(doc));
    const put = db.prepare('insert into documents values (?, 1, ?)');
    const add = (seq, doc) => put.run(seq, bytes(doc));
    db.exec('begin'); ${script}; db.exec('commit');`;
  execFileSync(process.execPath, ['-e', around], { cwd: join(ROOT, 'server/embedded-db') });
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
  'the engine as a program — skipped for a real MongoDB: it concerns our process only',
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

    test('a start with much to read says how far it has come, in words for a person and numbers for a program', async () => {
      const path = await folder();
      await (await start(path)).stop();
      inFile(
        path,
        `db.exec("insert into collections values (1, 'db.many')");
         for (let n = 1; n <= ${MANY}; n += 1) add(n, { _id: n, k: 'k' + n, l: [n, { n }] });`,
      );
      const engine = await start(path);
      const events = engine.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(events.at(-1)).toMatchObject({ event: 'listening', documents: MANY });
      const told = events.slice(0, -1);
      expect(told.length).toBeGreaterThan(0);
      for (const { event, step, done, of, msg } of told) {
        const all = step === 'indexes' ? 1 : MANY;
        expect({ event, of }).toEqual({ event: 'progress', of: all });
        expect(msg).toBe(`${step === 'indexes' ? '正在整理索引' : '正在读入数据'}：${String(done)}／${all}`);
      }
      expect(new Set(told.map(({ step, done }) => `${String(step)} ${String(done)}`)).size).toBe(told.length);
    });

    test('a folder with a document that no index may take names the collection and the index', async () => {
      const path = await folder();
      await (await start(path)).stop();
      inFile(
        path,
        `db.exec("insert into collections values (1, 'db.old')");
         db.prepare('insert into indexes values (1, ?, ?)').run('both', bytes({ v: 2, key: { a: 1, b: 1 }, name: 'both' }));
         add(1, { _id: 1, a: [1], b: [2] });`,
      );
      expect(refusal(path)).toMatch(/集合 db\.old .*索引 both（CannotIndexParallelArrays/);
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
      inFile(path, "db.pragma('user_version = 99')");
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
