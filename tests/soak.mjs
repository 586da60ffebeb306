import '../server/launch/lib/check-node.mjs';
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../server/launch/lib/programs.mjs';
import { ensureInstalled } from '../server/launch/lib/install.mjs';
import { say } from '../server/launch/lib/say.mjs';

/** `npm run soak`: runs the storms, simulations and kills in their full size and prints their figures as a table; with names, those alone. */
const FILES = {
  storm: 'attack/storm',
  cases: 'cases/simulation',
  lives: 'cases/stored-lives',
  engine: 'crash/engine',
  kiosk: 'devices/outage',
};
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(FILES);
const unknown = names.filter((name) => !Object.hasOwn(FILES, name));
if (unknown.length > 0) {
  say(`没有 ${unknown.join('、')}；可以写 ${Object.keys(FILES).join('、')}，不写就全跑。`);
  process.exit(1);
}
const files = names.map((name) => `tests/${FILES[name]}.test.ts`);
const FIGURES = join(ROOT, '.cache/soak.jsonl');

await ensureInstalled();
const { buildParts } = await import('../server/launch/lib/build-parts.mjs');
await buildParts(['server', 'admin', 'h5']);
await mkdir(join(ROOT, '.cache'), { recursive: true });
await rm(FIGURES, { force: true });
const args = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js')];
args.push('-c', 'tests/jest.config.js', '--runInBand', '--runTestsByPath', ...files);
const env = { ...process.env, SOAK_FIGURES: FIGURES };
const jest = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
const code = await new Promise((resolve, reject) => {
  jest.once('error', reject);
  jest.once('close', resolve);
});
const lines = (await readFile(FIGURES, 'utf8').catch(() => '')).split('\n').filter(Boolean);
for (const line of lines) {
  const { name, ...figures } = JSON.parse(line);
  say(`\n${name}`);
  console.table(figures);
}
process.exit(code ?? 1);
