import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from './programs.mjs';
import { PARTS } from './parts.mjs';
import { withLock } from './lock.mjs';
import { Refusal, say } from './say.mjs';

const CACHE = join(ROOT, '.cache/build');
const NOT_SOURCES = new Set(['node_modules', 'dist', '.cache', '.swc', '.taro-cache']);

async function filesUnder(folder) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (NOT_SOURCES.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesUnder(path)));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

/** A hash over names and contents of the sources, the settings and the build itself: equal means nothing to build. */
async function sourceHash(sources) {
  const hash = createHash('sha256');
  const folders = [...sources, 'server/launch/lib'].map((folder) => join(ROOT, folder)).filter(existsSync);
  const files = [join(ROOT, 'package-lock.json'), join(ROOT, 'tsconfig.json')];
  for (const folder of folders) files.push(...(await filesUnder(folder)));
  for (const file of files)
    hash
      .update(relative(ROOT, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}

async function storedHash(name) {
  const file = join(CACHE, name);
  return existsSync(file) ? readFile(file, 'utf8') : '';
}

async function buildPart(name) {
  const { label, sources, outputs, build } = PARTS[name];
  const hash = await sourceHash(sources);
  if (outputs.every((file) => existsSync(file)) && (await storedHash(name)) === hash) return;
  const started = performance.now();
  say(`正在构建${label}…`);
  await rm(join(CACHE, name), { force: true });
  // What an earlier build left behind must not pass for the result of this one.
  for (const file of outputs) await rm(file, { force: true });
  let said = '';
  try {
    said = (await build()) ?? '';
  } catch (error) {
    throw new Refusal(`${label}（${name}）没有构建成功：\n${error.message}`);
  }
  const missing = outputs.filter((file) => !existsSync(file)).map((file) => relative(ROOT, file));
  if (missing.length > 0) throw new Refusal(`${label}（${name}）构建后缺少 ${missing.join('、')}：\n${said}`);
  await writeFile(join(CACHE, name), hash);
  say(`  ${label}已构建，用时 ${((performance.now() - started) / 1000).toFixed(1)} 秒。`);
}

/**
 * Builds the named parts (keys of PARTS) that are stale, one after the other. Two commands started at the same time
 * wait for each other. Rejects with the tool's own output when a part fails or an expected file is missing.
 */
export async function buildParts(names) {
  await mkdir(CACHE, { recursive: true });
  await withLock(join(CACHE, 'lock'), async () => {
    for (const name of names) await buildPart(name);
  });
}
