import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { circles } from './circles.js';

test('no file is reached again from what it imports', () => {
  expect(circles(ROOT)).toEqual([]);
});

test('a circle is found, with every file in it and no other', async () => {
  const root = await mkdtemp(join(tmpdir(), 'haochaping-circles-'));
  try {
    const folder = join(root, 'shared/src');
    await mkdir(join(folder, 'room'), { recursive: true });
    await writeFile(join(folder, 'one.ts'), `import { two } from './room/index.js';`);
    await writeFile(join(folder, 'room/index.ts'), `export { three as two } from '../three.js';`);
    await writeFile(join(folder, 'three.ts'), `import type { one } from './one.js'; import './leaf.js';`);
    await writeFile(join(folder, 'leaf.ts'), `export const leaf = 1;`);
    await writeFile(join(folder, 'entry.ts'), `import { one } from './one.js';`);
    expect(circles(root)).toEqual([['shared/src/one', 'shared/src/room/index', 'shared/src/three']]);
  } finally {
    await rm(root, { recursive: true });
  }
});
