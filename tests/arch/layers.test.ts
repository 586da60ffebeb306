import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { readSources } from './imports.js';
import { violations } from './rules.js';

/** Writes one file into a tree of its own and returns what the rules say about it. */
async function violationsWhenPlanted(path: string, code: string): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'haochaping-arch-'));
  try {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), code);
    return violations(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

test('the sources keep every direction of the design', () => {
  expect(readSources(ROOT).length).toBeGreaterThan(20);
  expect(violations(ROOT)).toEqual([]);
});

describe('a wrong arrow is caught', () => {
  const module = 'server/src/modules';
  test.each([
    ['a module uses a later one', `${module}/audit/service.ts`, `import { a } from '../directory/index.js';`],
    [
      'a module uses one of its own row',
      `${module}/ratings/service.ts`,
      `import { a } from '../feedback/index.js';`,
    ],
    [
      'a module reaches past an index',
      `${module}/ratings/service.ts`,
      `import { a } from '../channels/model.js';`,
    ],
    ['main reaches past an index', 'server/src/main.ts', `import { a } from './modules/channels/model.js';`],
    ['a later module as a type', `${module}/evaluators/x.ts`, `import type { A } from '../rights/index.js';`],
    [
      'a later module by import()',
      `${module}/evaluators/x.ts`,
      `export const a = import('../rights/index.js');`,
    ],
    ['a later module by export from', `${module}/evaluators/x.ts`, `export { a } from '../rights/index.js';`],
    ['a module the design does not know', `${module}/extras/x.ts`, `import { a } from '../audit/index.js';`],
    ['http knows a module', 'server/src/http/app.ts', `import { a } from '../modules/audit/index.js';`],
    ['jobs know a module', 'server/src/jobs/worker.ts', `import { a } from '../modules/audit/index.js';`],
    [
      'config knows a module',
      'server/src/config/config.ts',
      `import { a } from '../modules/audit/index.js';`,
    ],
    ['the domain uses mongoose', 'shared/src/domain/x.ts', `import mongoose from 'mongoose';`],
    ['the domain uses koa', 'shared/src/domain/x.ts', `import Koa from 'koa';`],
    ['the domain uses Node', 'shared/src/domain/x.ts', `import { createHash } from 'node:crypto';`],
    ['the domain uses contracts', 'shared/src/domain/x.ts', `import { a } from '../contracts/index.js';`],
    ['the domain reads a clock', 'shared/src/domain/x.ts', `export const a = Date.now();`],
    ['the domain makes the present', 'shared/src/domain/x.ts', `export const a = new Date();`],
    ['the domain throws dice', 'shared/src/domain/x.ts', `export const a = Math.random();`],
    ['contracts use koa', 'shared/src/contracts/x.ts', `import Koa from 'koa';`],
    [
      'the engine uses shared',
      'server/embedded-db/src/x.ts',
      `import { a } from '@haochaping/shared/domain';`,
    ],
    ['the engine uses the server', 'server/embedded-db/src/x.ts', `import { a } from '../../src/logger.js';`],
    ['a sandbox uses the server', 'server/sandbox/province/x.ts', `import { a } from '../../src/logger.js';`],
    ['the server uses a sandbox', 'server/src/x.ts', `import { a } from '../sandbox/province/main.js';`],
    ['the server uses the engine', 'server/src/x.ts', `import { a } from '../embedded-db/src/main.js';`],
    ['the console uses the server', 'server/admin/src/x.ts', `import { a } from '../../src/logger.js';`],
    ['pages take zod along', 'miniapp/src/x.ts', `import { a } from '@haochaping/shared/contracts';`],
    [
      'pages take one value along',
      'miniapp/src/x.ts',
      `import { type A, b } from '@haochaping/shared/contracts';`,
    ],
    ['pages require contracts', 'miniapp/src/x.ts', `const a = require('@haochaping/shared/contracts');`],
    ['pages use the server', 'miniapp/src/x.ts', `import { a } from '../../server/src/logger.js';`],
    ['a module reads the environment', `${module}/audit/x.ts`, `export const a = process.env.HOME;`],
    [
      'a sandbox part reads the environment',
      'server/sandbox/province/x.ts',
      `export const a = process.env['A'];`,
    ],
  ])('%s', async (_what, path, code) => {
    expect(await violationsWhenPlanted(path, code)).toHaveLength(1);
  });
});

describe('a right arrow is let through', () => {
  test.each([
    [
      'server/src/modules/ratings/x.ts',
      `import { a } from '../channels/index.js'; import { b } from './model.js';`,
    ],
    ['server/src/modules/forwarding/x.ts', `import { a } from '../disclosure/index.js';`],
    ['server/src/main.ts', `import { a } from './modules/forwarding/index.js';`],
    [
      'miniapp/src/x.ts',
      `import type { A } from '@haochaping/shared/contracts'; import { b } from '@haochaping/shared/domain';`,
    ],
    ['miniapp/src/x.ts', `import { type A, type B } from '@haochaping/shared/contracts';`],
    ['shared/src/domain/x.ts', `export const a = (text: string) => new Date(text);`],
    ['server/src/config/config.ts', `export const a = process.env.HOME;`],
  ])('%s', async (path, code) => {
    expect(await violationsWhenPlanted(path, code)).toEqual([]);
  });
});
