import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAMS } from '../../server/launch/lib/programs.mjs';
import type { System } from '../support/system.js';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

type Place = Pick<System, 'mongoUri' | 'keyStoreUri' | 'dataDir'>;

/** The environment a command finds the system by, as an operator would set it. */
export const placeOf = ({ mongoUri, keyStoreUri, dataDir }: Place): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  MONGODB_URI: mongoUri,
  KEYSTORE_URI: keyStoreUri,
  DATA_DIR: join(dataDir, 'data'),
  KEYS_FILE: join(dataDir, 'keys.json'),
});

/** Runs a command of the built server to its end; `watch` may kill it when it has said something. */
export function command(
  env: Record<string, string>,
  args: string[],
  watch?: (output: string, kill: () => void) => void,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAMS.server, ...args], { env });
    let output = '';
    const take = (bytes: Buffer) => {
      output += bytes.toString();
      watch?.(output, () => child.kill('SIGKILL'));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, output }));
  });
}
