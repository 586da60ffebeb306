import './lib/check-node.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { refuseSecondStart, usableDataDir } from './lib/preflight.mjs';
import { PROGRAMS } from './lib/programs.mjs';
import { fail, say, wordsOf } from './lib/say.mjs';
import { Supervisor } from './lib/supervisor.mjs';

/**
 * `npm run seed -- city --ratings N`: fills the data folder of a demo with a large invented city; the next `npm start` there shows it.
 * No worker may run meanwhile: it would handle today what is said to have happened weeks ago.
 */
async function main() {
  const dataDir = await usableDataDir();
  await refuseSecondStart(dataDir);
  const supervisor = new Supervisor({
    logDir: join(dataDir, 'logs'),
    onDeath: (how) => fail(`${how}。`),
  });
  try {
    const base = { ...process.env, NODE_ENV: 'development', HOST: '127.0.0.1', DATA_DIR: dataDir };
    const engine = await supervisor.start({
      name: 'engine',
      file: PROGRAMS.engine,
      env: { ...base, PORT: '0', DATA_DIR: join(dataDir, 'db') },
    });
    const mongoUri = `mongodb://127.0.0.1:${engine.port}/haochaping`;
    const env = { ...base, DEMO: '1', DEMO_DAYS: '0', MONGODB_URI: mongoUri };
    say('正在载入三明市示范目录和演示账号…');
    await supervisor.run({ name: 'seed', file: PROGRAMS.server, args: ['seed'], env });
    const args = [PROGRAMS.server, 'seed', ...process.argv.slice(3)];
    const [code] = await once(spawn(process.execPath, args, { env, stdio: 'inherit' }), 'exit');
    process.exitCode = code ?? 1;
  } finally {
    await supervisor.stop();
  }
}

await main().catch((error) => fail(wordsOf(error)));
