import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { ROOT } from '../../../server/launch/lib/programs.mjs';

const MINIAPP = join(ROOT, 'miniapp');
const DIST = join(MINIAPP, 'dist/h5-gallery');
const SOURCES = ['miniapp/src', 'miniapp/config', 'miniapp/plugins', 'shared/src'];

function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Math.max(...files.map((one) => statSync(join(one.parentPath, one.name)).mtimeMs));
}

function isFresh(): boolean {
  const index = join(DIST, 'index.html');
  if (!existsSync(index)) return false;
  const built = statSync(index).mtimeMs;
  return SOURCES.every((folder) => newest(join(ROOT, folder)) < built);
}

/** Builds the pages with the design kit's gallery, as whoever works on the kit does; rejects with what Taro said. */
async function build(): Promise<void> {
  rmSync(DIST, { recursive: true, force: true });
  const taro = createRequire(join(MINIAPP, 'package.json')).resolve('@tarojs/cli/package.json');
  const args = [join(dirname(taro), 'bin/taro'), 'build', '--type', 'h5', '--no-progress', '--no-check'];
  const env = { ...process.env, NODE_ENV: 'production', TARO_APP_GALLERY: '1', NODE_OPTIONS: '' };
  const builder = spawn(process.execPath, args, { cwd: MINIAPP, env });
  let said = '';
  builder.stdout.on('data', (part: Buffer) => (said += part.toString()));
  builder.stderr.on('data', (part: Buffer) => (said += part.toString()));
  await new Promise((resolve) => builder.on('close', resolve));
  if (!existsSync(join(DIST, 'index.html')))
    throw new Error(`the gallery was not built: ${said.slice(-3000)}`);
}

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', html: 'text/html' };

/** Serves the gallery at `url`, built anew when its sources have changed. */
export async function openGallery(): Promise<{ url: string; close: () => Promise<void> }> {
  if (!isFresh()) await build();
  const server = createServer((ask, reply) => {
    const path = new URL(ask.url ?? '/', 'http://gallery').pathname;
    const name = /^\/(js|css)\/[\w.-]+$/.test(path) ? path : '/index.html';
    const type = TYPES[name.split('.').pop() ?? ''] ?? 'text/plain';
    reply.writeHead(200, { 'content-type': type }).end(readFileSync(join(DIST, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/gallery/index`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
