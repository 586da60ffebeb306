import mongoose, { type Connection, type mongo } from 'mongoose';
import { change, type Doc, dataFolder, isEmbedded, startEngine } from '../engine/server.js';
import { report, sized } from '../support/soak.js';

const embedded = await isEmbedded();
const KILLS = sized(6, 24);
const CLIENTS = 6;

/** What the clients know: acknowledged writes must be there; writes without an answer may or may not be. */
interface Ledger {
  singles: Set<string>;
  /** Transfers between two accounts, each with an entry in a journal: all three or none. */
  transfers: Set<string>;
  /** Acknowledged increments of each counter. */
  counters: Map<number, number>;
  /** Increments whose answer never came. */
  unanswered: Map<number, number>;
}

const connect = (port: number): Promise<Connection> =>
  mongoose
    .createConnection(`mongodb://127.0.0.1:${port}/crash`, {
      serverSelectionTimeoutMS: 500,
      retryWrites: false,
    })
    .asPromise();

const collection = (db: Connection, name: string): mongo.Collection<Doc> =>
  db.getClient().db('crash').collection<Doc>(name);

async function single(db: Connection, id: string, ledger: Ledger): Promise<void> {
  await collection(db, 'singles').insertOne({ _id: id, text: 'x'.repeat(500) });
  ledger.singles.add(id);
}

async function count(db: Connection, counter: number, ledger: Ledger): Promise<void> {
  ledger.unanswered.set(counter, (ledger.unanswered.get(counter) ?? 0) + 1);
  await collection(db, 'counters').updateOne({ _id: counter }, change({ $inc: { n: 1 } }), { upsert: true });
  ledger.unanswered.set(counter, (ledger.unanswered.get(counter) ?? 0) - 1);
  ledger.counters.set(counter, (ledger.counters.get(counter) ?? 0) + 1);
}

async function transfer(db: Connection, id: string, ledger: Ledger): Promise<void> {
  const [from, to] = [Math.floor(Math.random() * 20), 20 + Math.floor(Math.random() * 20)];
  await db.transaction(async (session) => {
    const accounts = collection(db, 'accounts');
    await accounts.updateOne({ _id: from }, change({ $inc: { balance: -1, moves: 1 } }), { session });
    await collection(db, 'journal').insertOne({ _id: id, from, to }, { session });
    await accounts.updateOne({ _id: to }, change({ $inc: { balance: 1, moves: 1 } }), { session });
  });
  ledger.transfers.add(id);
}

/** One client: a mix of writes until the engine is gone. */
async function client(db: Connection, name: string, ledger: Ledger, goes: () => boolean): Promise<void> {
  for (let i = 0; goes(); i += 1) {
    try {
      if (i % 3 === 0) await single(db, `${name}-${i}`, ledger);
      else if (i % 3 === 1) await count(db, i % 4, ledger);
      else await transfer(db, `${name}-${i}`, ledger);
    } catch (error) {
      if (
        goes() &&
        !/Network|PoolCleared|ServerSelection|Topology|Transaction/.test(
          (error as Error).name + (error as Error).message,
        )
      )
        throw error;
    }
  }
}

interface Verdict {
  lost: string[];
  half: string[];
}

/** Compares what is stored with what was acknowledged. */
async function judge(db: Connection, ledger: Ledger): Promise<Verdict> {
  const verdict: Verdict = { lost: [], half: [] };
  const ids = async (name: string) =>
    new Set(
      (await collection(db, name).find().project<Doc>({ _id: 1 }).toArray()).map(({ _id }) =>
        JSON.stringify(_id),
      ),
    );
  const [singles, journal] = [await ids('singles'), await ids('journal')];
  verdict.lost.push(
    ...[...ledger.singles].filter((id) => !singles.has(JSON.stringify(id))),
    ...[...ledger.transfers].filter((id) => !journal.has(JSON.stringify(id))),
  );
  for (const [_id, acknowledged] of ledger.counters) {
    const n = Number((await collection(db, 'counters').findOne({ _id }))?.n ?? 0);
    if (n < acknowledged || n > acknowledged + (ledger.unanswered.get(_id) ?? 0))
      verdict.lost.push(`counter ${_id}: ${n} of ${acknowledged}`);
  }
  const entries = await collection(db, 'journal').find().toArray();
  for (const { _id, balance, moves } of await collection(db, 'accounts').find().toArray()) {
    const [out, into] = [
      entries.filter(({ from }) => from === _id).length,
      entries.filter(({ to }) => to === _id).length,
    ];
    if (Number(balance) !== 1000 + into - out || Number(moves) !== into + out)
      verdict.half.push(`account ${JSON.stringify(_id)}`);
  }
  return verdict;
}

(embedded ? test : test.skip)(
  `the engine killed ${KILLS} times under concurrent writes loses no acknowledged write and keeps no half transaction — skipped for a real MongoDB: it is not ours to kill`,
  async () => {
    const folder = await dataFolder();
    const ledger: Ledger = {
      singles: new Set(),
      transfers: new Set(),
      counters: new Map(),
      unanswered: new Map(),
    };
    for (let round = 0; round <= KILLS; round += 1) {
      const engine = await startEngine(folder.path);
      const db = await connect(engine.port);
      if (round === 0)
        await collection(db, 'accounts').insertMany(
          Array.from({ length: 40 }, (_, _id) => ({ _id, balance: 1000, moves: 0 })),
        );
      expect({ round, ...(await judge(db, ledger)) }).toEqual({ round, lost: [], half: [] });
      if (round === KILLS) {
        await db.close();
        await engine.stop();
        break;
      }
      let going = true;
      const clients = Array.from({ length: CLIENTS }, (_, i) =>
        client(db, `${round}-${i}`, ledger, () => going),
      );
      await new Promise((next) => setTimeout(next, 150 + Math.random() * 350));
      going = false;
      await engine.kill('SIGKILL');
      await Promise.all(clients);
      await db.close(true);
    }
    const counted = [...ledger.counters.values()].reduce((sum, n) => sum + n, 0);
    report('The engine, killed under concurrent writes', {
      kills: KILLS,
      'inserts acknowledged': ledger.singles.size,
      'increments acknowledged': counted,
      'transactions acknowledged': ledger.transfers.size,
      lost: 0,
      'half transactions': 0,
    });
    expect(ledger.singles.size).toBeGreaterThan(KILLS);
    expect(ledger.transfers.size).toBeGreaterThan(KILLS);
    await folder.remove();
  },
  240_000,
);
