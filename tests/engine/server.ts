import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type Connection, type mongo } from 'mongoose';
import { PROGRAMS, type Program, startProgram } from '../../server/launch/lib/programs.mjs';

export interface Doc {
  _id?: string | number | object;
  [field: string]: unknown;
}
export type Collection = mongo.Collection<Doc>;

/** The server under judgement: the one of MONGODB_URI (the test run's own engine, or any MongoDB). */
export const uri = process.env.MONGODB_URI ?? '';

/** An update as the driver's types want it: they cannot know which of our free fields are numbers. */
export const change = (update: object): mongo.UpdateFilter<Doc> => update;

/** A connection to a database of its own, dropped by `close`. */
export async function openDatabase(to: string = uri): Promise<Connection> {
  if (to === '') throw new Error('MONGODB_URI is not set, and the run has started no engine');
  const dbName = `engine_${randomBytes(6).toString('hex')}`;
  return mongoose.createConnection(to, { dbName, serverSelectionTimeoutMS: 5_000 }).asPromise();
}

export async function close(connection: Connection): Promise<void> {
  await connection.dropDatabase();
  await connection.close();
}

/** A collection holding exactly these documents. */
export async function collectionOf(connection: Connection, docs: Doc[] = []): Promise<Collection> {
  const collection = connection
    .getClient()
    .db(connection.name)
    .collection<Doc>(`c${randomBytes(6).toString('hex')}`);
  if (docs.length > 0) await collection.insertMany(docs.map((doc) => ({ ...doc })));
  return collection;
}

/** The `_id`s that a filter finds, in the order of the ids. */
export async function idsOf(collection: Collection, filter: Doc): Promise<unknown[]> {
  const docs = await collection.find(filter).sort({ _id: 1 }).project<Doc>({ _id: 1 }).toArray();
  return docs.map(({ _id }) => _id);
}

/** What a failed request says; fails when it succeeds. */
export async function failure(request: Promise<unknown>): Promise<{ code?: number; message: string }> {
  try {
    await request;
  } catch (error) {
    return error as { message: string };
  }
  throw new Error('the request succeeded, and should not have');
}

/** Whether the server under judgement is this repository's engine. */
export async function isEmbedded(): Promise<boolean> {
  const connection = await openDatabase();
  const info = await connection.db?.admin().command({ buildInfo: 1 });
  await connection.close();
  return Array.isArray(info?.modules) && info.modules.includes('haochaping-embedded');
}

/** A fresh folder for an engine's data. */
export async function dataFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'engine-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts an engine of this test's own. */
export function startEngine(folder: string, port = 0): Promise<Program> {
  return startProgram({
    name: 'engine',
    file: PROGRAMS.engine,
    args: ['--port', String(port), '--data', folder],
    env: { PATH: process.env.PATH },
  });
}
