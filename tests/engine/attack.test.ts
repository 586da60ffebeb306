import { connect as open } from 'node:net';
import mongoose, { type Connection } from 'mongoose';
import type { Program } from '../../server/launch/lib/programs.mjs';
import { flags, frame, message, sendBytes, sendCommand } from './raw.js';
import { change, dataFolder, failure, isEmbedded, startEngine } from './server.js';

const { BSON } = mongoose.mongo;
const embedded = await isEmbedded();
let engine: Program;
let data: { path: string; remove: () => Promise<void> };
let db: Connection;

beforeAll(async () => {
  data = await dataFolder();
  engine = await startEngine(data.path);
  db = await mongoose.createConnection(`mongodb://127.0.0.1:${engine.port}/db`).asPromise();
});
afterAll(async () => {
  await db.close();
  await engine.stop();
  await data.remove();
});

const ping = BSON.serialize({ ping: 1, $db: 'admin' });

(embedded ? describe : describe.skip)(
  'against hostile or broken clients — skipped for a real MongoDB: it concerns our process only',
  () => {
    afterEach(async () => {
      // Whatever was sent, the engine goes on serving the others.
      expect(await db.collection('alive').countDocuments()).toBe(0);
    });

    test.each([
      ['a length below the header', frame(2013, Buffer.alloc(0), 3)],
      ['a negative length', frame(2013, Buffer.alloc(8), -5)],
      ['a length beyond the limit', frame(2013, Buffer.alloc(8), 48_000_001)],
      ['an unknown opcode', frame(2999, Buffer.alloc(20))],
      ['no sections', frame(2013, flags(0))],
      ['a header only', frame(2013, Buffer.alloc(0))],
      ['an unknown section', frame(2013, Buffer.concat([flags(0), Buffer.from([9, 0, 0, 0, 0])]))],
      ['an unknown required flag', message(ping, 4)],
      [
        'a document longer than its message',
        frame(2013, Buffer.concat([flags(0), Buffer.from([0]), Buffer.from([255, 0, 0, 0, 0])])),
      ],
      [
        'a document of negative length',
        frame(2013, Buffer.concat([flags(0), Buffer.from([0, 255, 255, 255, 255, 0])])),
      ],
      [
        'a sequence that overruns',
        frame(2013, Buffer.concat([flags(0), Buffer.from([1, 200, 0, 0, 0, 97, 0])])),
      ],
      [
        'a sequence of negative length',
        frame(2013, Buffer.concat([flags(0), Buffer.from([1, 156, 255, 255, 255, 97, 0])])),
      ],
      ['an old query with no end', frame(2004, Buffer.alloc(30, 97))],
      ['text', Buffer.from('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')],
    ])('%s ends the connection', async (_, bytes) => {
      expect(await sendBytes(engine.port, bytes)).toEqual({ closed: true });
    });

    test('broken BSON inside a sound frame is answered with an error', async () => {
      const broken = Buffer.from(BSON.serialize({ find: 'x', $db: 'db' }));
      broken[4] = 0x7a;
      expect((await sendBytes(engine.port, message(broken))).reply).toMatchObject({ ok: 0, code: 22 });
    });

    test('nesting of two thousand levels is refused', async () => {
      let bytes = Buffer.from(BSON.serialize({}));
      for (let i = 0; i < 2_000; i += 1) {
        const wrapped = Buffer.alloc(bytes.length + 8); // length, type 3, the name "a", what was there, the closing zero
        wrapped.writeInt32LE(wrapped.length, 0);
        wrapped.set([3, 97, 0], 4);
        wrapped.set(bytes, 7);
        bytes = wrapped;
      }
      const sequence = Buffer.concat([Buffer.from('documents\0'), bytes]);
      const head = Buffer.alloc(5);
      head[0] = 1;
      head.writeInt32LE(4 + sequence.length, 1);
      const body = Buffer.concat([
        flags(0),
        Buffer.from([0]),
        BSON.serialize({ insert: 'deep', $db: 'db' }),
        head,
        sequence,
      ]);
      expect((await sendBytes(engine.port, frame(2013, body))).reply).toMatchObject({ ok: 0, code: 15 });
    });

    test('a frame that comes byte by byte is understood', async () => {
      const socket = open(engine.port, '127.0.0.1');
      socket.setNoDelay(true);
      const answered = new Promise<Buffer>((resolve) => socket.once('data', resolve));
      for (const byte of message(ping)) {
        socket.write(Buffer.from([byte]));
        await new Promise((next) => setTimeout(next, 1));
      }
      expect(BSON.deserialize((await answered).subarray(21))).toMatchObject({ ok: 1 });
      socket.destroy();
    });

    test('a client that disappears in the middle of a transaction leaves no lock behind', async () => {
      await db.collection('held').insertOne({ _id: 1 as never, n: 0 });
      const other = await mongoose.createConnection(`mongodb://127.0.0.1:${engine.port}/db`).asPromise();
      const session = await other.startSession();
      session.startTransaction();
      await other.collection('held').updateOne({ _id: 1 as never }, { $set: { n: 99 } }, { session });
      const started = Date.now();
      const waiting = db.collection('held').updateOne({ _id: 1 as never }, change({ $inc: { n: 1 } }));
      await other.getClient().close(true);
      expect(await waiting).toMatchObject({ modifiedCount: 1 });
      expect(Date.now() - started).toBeLessThan(4_000);
      expect(await db.collection('held').findOne()).toEqual({ _id: 1, n: 1 });
    });

    test('an idle transaction does not hold a document for ever: a waiting write gets LockTimeout', async () => {
      await db.collection('idle').insertOne({ _id: 1 as never, n: 0 });
      const session = await db.startSession();
      session.startTransaction();
      await db.collection('idle').updateOne({ _id: 1 as never }, { $set: { n: 1 } }, { session });
      expect(
        await failure(db.collection('idle').updateOne({ _id: 1 as never }, { $set: { n: 2 } })),
      ).toMatchObject({ code: 24 });
      await session.abortTransaction();
      await session.endSession();
    });

    test('commit and abort of a transaction that is not there are told', async () => {
      const base = {
        lsid: { id: new mongoose.mongo.UUID() },
        txnNumber: mongoose.mongo.Long.fromNumber(7),
        autocommit: false,
        $db: 'admin',
      };
      for (const name of ['commitTransaction', 'abortTransaction'])
        expect(await sendCommand(engine.port, { [name]: 1, ...base })).toMatchObject({
          code: 251,
          errorLabels: ['TransientTransactionError'],
        });
      expect(await sendCommand(engine.port, { commitTransaction: 1, $db: 'admin' })).toMatchObject({
        code: 251,
      });
      expect(await sendCommand(engine.port, { find: 'x', ...base, $db: 'db' })).toMatchObject({ code: 251 });
    });

    test('field names of JavaScript objects are only names; __proto__ is refused by name', async () => {
      const c = db.collection('names');
      await c.insertOne({ _id: 1 as never, constructor: 1, toString: 'x', hasOwnProperty: null });
      expect(await c.countDocuments({ valueOf: { $exists: true } })).toBe(0);
      expect(await c.countDocuments({ 'constructor.name': { $exists: true } })).toBe(0);
      expect(await c.findOne({ toString: 'x' })).toMatchObject({ constructor: 1 });
      expect(await failure(c.updateOne({}, { $set: { '__proto__.polluted': 1 } }))).toMatchObject({
        code: 238,
      });
      expect(await failure(c.insertOne(JSON.parse('{"__proto__": {"a": 1}}') as object))).toMatchObject({
        code: 238,
      });
      expect(
        await c.aggregate([{ $project: { x: '$constructor.name', y: '$nothing.toString' } }]).toArray(),
      ).toEqual([{ _id: 1 }]);
    });

    test('a result larger than a document may be is an error, not the end', async () => {
      const pad = 'x'.repeat(7_000_000);
      await db.collection('large').insertMany([{ pad }, { pad }, { pad }]);
      const grouped = db.collection('large').aggregate([{ $group: { _id: null, all: { $push: '$pad' } } }]);
      expect(await failure(grouped.toArray())).toMatchObject({ code: 10334 });
      expect(
        await failure(db.collection('large').updateOne({}, [{ $set: { a: '$pad', b: '$pad' } }])),
      ).toMatchObject({ code: 10334 });
      await db.collection('large').drop();
    });

    test('a thousand requests at once on one connection are all answered', async () => {
      const narrow = await mongoose
        .createConnection(`mongodb://127.0.0.1:${engine.port}/db`, { maxPoolSize: 1 })
        .asPromise();
      const results = await Promise.all(
        Array.from({ length: 1000 }, (_, i) => narrow.collection('many').insertOne({ _id: i as never })),
      );
      expect(results).toHaveLength(1000);
      expect(await narrow.collection('many').countDocuments()).toBe(1000);
      await narrow.close();
    });
  },
);
