import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ROOT, startProgram, type Program } from '../../../server/launch/lib/programs.mjs';
import { freshMongoUri } from '../../support/system.js';
import { load, type Shown } from './load.js';

/** The bare bound, running beside the product on the same engine. */
export interface Bare {
  round(connections: number, requests: number): Promise<Shown>;
  stop(): Promise<unknown>;
}

/** The engine of this run, which both write to. */
export const enginePid = (): number =>
  (globalThis as unknown as { testEngine: { engine: Program } }).testEngine.engine.pid;

/** @param stored size of the document, @param answered size of the answer, both in bytes */
export async function startBare(stored: number, answered: number): Promise<Bare> {
  const program = await startProgram({
    name: 'bare',
    file: join(ROOT, 'tests/bench/lib/bare.mjs'),
    args: [freshMongoUri(), String(stored), String(answered)],
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  });
  return {
    round(connections, requests) {
      const shots = Array.from({ length: requests }, () => {
        return { path: '/', body: JSON.stringify({ intakeId: randomUUID(), level: 5 }) };
      });
      const pids = { bare: program.pid, engine: enginePid() };
      return load(`http://127.0.0.1:${program.port}`, connections, shots, pids);
    },
    stop: () => program.stop(),
  };
}
