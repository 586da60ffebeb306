import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import mongoose from 'mongoose';
import { PROGRAMS, type Program, startProgram } from '../../server/launch/lib/programs.mjs';

const SIZES = [10_000, 100_000];
const SECONDS = 3;
const CLIENTS = 8;

type Collection = ReturnType<mongoose.Connection['collection']>;

/** A document about as large as a rating with its pending effects: 0.7 KB. */
function rating(n: number): Record<string, unknown> {
  return {
    number: n,
    level: 1 + (n % 5),
    window: `W${n % 200}`,
    day: new Date(Date.UTC(2026, 0, 1) + (n % 365) * 86_400_000),
    text: '办事效率高，态度好。'.repeat(8),
    options: ['态度', '效率', '环境'].slice(0, 1 + (n % 3)),
    pending: n % 20 === 0 ? [{ kind: 'forward', notBefore: new Date(Date.UTC(2026, 0, 1) + n) }] : [],
    attribution: { region: `3504${n % 11}`, institution: `I${n % 50}`, item: `1135${n % 700}` },
  };
}

function start(folder: string): Promise<Program> {
  return startProgram({
    name: 'engine',
    file: PROGRAMS.engine,
    args: ['--port', '0', '--data', folder],
    env: { PATH: process.env.PATH },
  });
}

/** Runs one kind of request from several clients at once for some seconds; gives requests a second. */
async function rate(request: () => Promise<unknown>, clients = CLIENTS): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  let done = 0;
  const client = async () => {
    while (performance.now() < end) {
      await request();
      done += 1;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return (done / (performance.now() - started)) * 1000;
}

const memory = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const line = (label: string, value: number, unit: string): void =>
  console.log(`  ${label.padEnd(52)}${value.toFixed(value < 10 ? 1 : 0).padStart(8)} ${unit}`);

async function fill(collection: Collection, size: number): Promise<void> {
  const started = performance.now();
  for (let from = 0; from < size; from += 1000)
    await collection.insertMany(Array.from({ length: 1000 }, (_, i) => rating(from + i)));
  line(`inserted in batches of 1 000`, (size / (performance.now() - started)) * 1000, 'documents/s');
}

async function requests(collection: Collection, size: number): Promise<void> {
  const any = (): number => Math.floor(Math.random() * size);
  let next = size;
  const queries: Record<string, () => Promise<unknown>> = {
    'insert one, durable': () => collection.insertOne(rating(next++)),
    'find one by a unique number': () => collection.findOne({ number: any() }),
    'find 20 newest of one window (index, sorted)': () =>
      collection
        .find({ window: `W${any() % 200}` })
        .sort({ day: -1 })
        .limit(20)
        .toArray(),
    'update one by a unique number, durable': () =>
      collection.updateOne({ number: any() }, { $inc: { level: 1 } }),
    'lease one pending effect (multikey, partial), durable': () =>
      collection.findOneAndUpdate(
        { pending: { $elemMatch: { kind: 'forward', notBefore: { $lte: new Date(Date.UTC(2026, 0, 2)) } } } },
        { $set: { 'pending.$.notBefore': new Date(Date.UTC(2026, 0, 3)) } },
      ),
  };
  for (const [label, request] of Object.entries(queries)) line(label, await rate(request), 'a second');
}

/** Writers that wait together share one wait for the disk: many beside one, by turns. */
async function together(collection: Collection, size: number): Promise<void> {
  let next = 2 * size;
  const insert = () => collection.insertOne(rating(next++));
  const rates: Record<number, number[]> = { 1: [], 50: [] };
  for (let round = 0; round < 3; round += 1)
    for (const clients of [1, 50]) rates[clients]?.push(await rate(insert, clients));
  const [one = 0, many = 0] = [1, 50].map((clients) => rates[clients]?.sort((a, b) => a - b)[1]);
  line('insert one, durable, 1 at a time', one, 'a second');
  line('insert one, durable, 50 at a time', many, 'a second');
  line('50 writers / one', many / one, '');
}

async function single(collection: Collection): Promise<void> {
  const queries: Record<string, () => Promise<unknown>> = {
    'count by level over everything ($group)': () =>
      collection.aggregate([{ $group: { _id: '$level', n: { $sum: 1 } } }]).toArray(),
    'find without an index, over everything': () => collection.findOne({ text: 'not there' }),
  };
  for (const [label, request] of Object.entries(queries)) {
    const started = performance.now();
    await request();
    line(label, performance.now() - started, 'ms');
  }
}

async function measure(size: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-bench-'));
  const engine = await start(folder);
  const connection = mongoose.createConnection(`mongodb://127.0.0.1:${engine.port}/bench`);
  console.log(`\n${size.toLocaleString('en')} documents, ${CLIENTS} requests at a time`);
  try {
    const collection = connection.collection('ratings');
    await connection.asPromise();
    await collection.createIndexes([
      { key: { number: 1 }, name: 'number', unique: true },
      { key: { window: 1, day: -1 }, name: 'window_day' },
      {
        key: { 'pending.notBefore': 1 },
        name: 'pending',
        partialFilterExpression: { 'pending.notBefore': { $exists: true } },
      },
    ]);
    await fill(collection, size);
    await requests(collection, size);
    await together(collection, size);
    await single(collection);
    line('memory of the engine', memory(engine.pid), 'MB');
  } finally {
    await connection.close();
    await engine.stop();
  }
  const started = performance.now();
  const again = await start(folder);
  line('start until ready', performance.now() - started, 'ms');
  line('memory right after the start', memory(again.pid), 'MB');
  await again.stop();
  line('size of the file', (await stat(join(folder, 'engine.sqlite'))).size / 1024 / 1024, 'MB');
  await rm(folder, { recursive: true, force: true });
}

/** Prints durable inserts, finds and updates a second, start time, memory and file size, at 10 000 and 100 000 documents. */
export async function bench(): Promise<void> {
  if (!existsSync(PROGRAMS.engine)) throw new Error('build the programs first: npm run build');
  for (const size of SIZES) await measure(size);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await bench();
