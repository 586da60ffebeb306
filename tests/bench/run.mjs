import '../../server/launch/lib/check-node.mjs';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { ensureInstalled } from '../../server/launch/lib/install.mjs';
import { buildParts } from '../../server/launch/lib/build-parts.mjs';
import { fail } from '../../server/launch/lib/say.mjs';

/**
 * `npm run bench -- NAME`: runs the function `bench` that tests/bench/NAME.ts exports, against the built programs, and against
 * what else it names in `builds`.
 */
const folder = join(ROOT, 'tests/bench');
const names = (await readdir(folder)).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
const [name] = process.argv.slice(2);
if (!name || !existsSync(join(folder, `${name}.ts`))) {
  fail(`请说明要测什么：npm run bench -- 名称，可以选：${names.join('、') || '（还没有）'}。`);
}
await ensureInstalled();
const { register: registerTsx } = await import('tsx/esm/api');
registerTsx();
const { bench, builds = [] } = await import(pathToFileURL(join(folder, `${name}.ts`)).href);
await buildParts(['server', ...builds]);
await bench();
