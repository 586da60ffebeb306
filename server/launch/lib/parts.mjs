import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { ROOT } from './programs.mjs';

const require = createRequire(import.meta.url);
const ENTRIES = {
  engine: 'server/embedded-db/src/main.ts',
  server: 'server/src/main.ts',
  'sandbox-province': 'server/sandbox/province/main.ts',
};

const present = (name) => existsSync(join(ROOT, ENTRIES[name]));

/** Runs a build tool quietly; its output is shown only when it fails. */
function runTool(cwd, script, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd,
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
  });
}

/** Everything from npm stays outside the bundle; only our own workspaces, which are TypeScript, go in. */
const npmStaysOutside = {
  name: 'npm-stays-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@haochaping/') ? undefined : { path, external: true },
    );
  },
};

async function buildServer() {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(
      Object.entries(ENTRIES).filter(([, file]) => existsSync(join(ROOT, file))),
    ),
    outdir: 'server/dist',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'silent',
    plugins: [npmStaysOutside],
  });
}

const buildAdmin = () =>
  runTool(join(ROOT, 'server/admin'), join(ROOT, 'server/admin/node_modules/vite/bin/vite.js'), ['build']);

const buildMiniapp = (type) => () =>
  runTool(join(ROOT, 'miniapp'), require.resolve('@tarojs/cli/bin/taro'), [
    'build',
    '--type',
    type,
    '--no-progress',
    '--no-check',
  ]);

/**
 * What can be built: its name for people, the sources whose change makes it stale, the files that must exist
 * afterwards (Taro ends with exit code 0 when its configuration is wrong), and how.
 */
export const PARTS = {
  server: {
    label: '服务程序',
    sources: ['server/src', 'server/embedded-db/src', 'server/sandbox', 'shared/src'],
    outputs: Object.keys(ENTRIES)
      .filter(present)
      .map((name) => join(ROOT, `server/dist/${name}.js`)),
    build: buildServer,
  },
  admin: {
    label: '工作人员控制台',
    sources: ['server/admin', 'shared/src'],
    outputs: [join(ROOT, 'server/admin/dist/index.html')],
    build: buildAdmin,
  },
  h5: {
    label: '群众评价网页',
    sources: ['miniapp', 'shared/src'],
    outputs: [join(ROOT, 'miniapp/dist/h5/index.html')],
    build: buildMiniapp('h5'),
  },
  weapp: {
    label: '微信小程序',
    sources: ['miniapp', 'shared/src'],
    outputs: [join(ROOT, 'miniapp/dist/weapp/app.json')],
    build: buildMiniapp('weapp'),
  },
};
