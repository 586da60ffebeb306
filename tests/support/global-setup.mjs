import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { PROGRAMS, startProgram } from '../../server/launch/lib/programs.mjs';
import { buildParts } from '../../server/launch/lib/build-parts.mjs';

/**
 * Before the first test: the programs are built if their sources changed, and one engine is started for the run. What
 * the files of a jest worker share is started when the first of them asks (shared.ts).
 * With MONGODB_URI set, that server is used instead, so that the same tests judge a real MongoDB.
 */
export default async function globalSetup() {
  await buildParts(['server']);
  if (!process.env.MONGODB_URI) await startEngine();
  const { openShared } = await tsImport('./shared.ts', import.meta.url);
  globalThis.testShared = await openShared();
  process.env.SHARED_URL = globalThis.testShared.url;
}

async function startEngine() {
  const folder = await mkdtemp(join(tmpdir(), 'haochaping-engine-'));
  const engine = await startProgram({
    name: 'engine',
    file: PROGRAMS.engine,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder },
  });
  globalThis.testEngine = { engine, folder };
  process.env.MONGODB_URI = `mongodb://127.0.0.1:${engine.port}`;
}
