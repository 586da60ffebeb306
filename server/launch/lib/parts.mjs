import { join } from 'node:path';
import { createRequire } from 'node:module';
import { PROGRAMS, ROOT } from './programs.mjs';
import { runTool } from './tools.mjs';

/** The path of a file in a package as that workspace sees it, wherever npm has put the package. */
const packageFile = (workspace, name, file) =>
  join(createRequire(join(ROOT, workspace, 'package.json')).resolve(`${name}/package.json`), '..', file);

const ENTRIES = {
  engine: 'server/embedded-db/src/main.ts',
  server: 'server/src/main.ts',
  'sandbox-province': 'server/sandbox/province/main.ts',
  'sandbox-wechat': 'server/sandbox/wechat/main.ts',
  'sandbox-sms': 'server/sandbox/sms/main.ts',
  'sandbox-realname': 'server/sandbox/realname/main.ts',
  'sandbox-sso': 'server/sandbox/sso/main.ts',
};

/** Runs a build tool in a folder of the repository; resolves with what it said, rejects with it when it failed. */
async function runBuilder(folder, script, args) {
  const env = { ...process.env, NODE_ENV: 'production' };
  const { ok, output } = await runTool(process.execPath, [script, ...args], { cwd: join(ROOT, folder), env });
  if (!ok) throw new Error(output);
  return output;
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
    entryPoints: ENTRIES,
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
  runBuilder('server/admin', packageFile('server/admin', 'vite', 'bin/vite.js'), ['build']);

const buildMiniapp = (type) => () =>
  runBuilder('miniapp', packageFile('miniapp', '@tarojs/cli', 'bin/taro'), [
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
    outputs: Object.values(PROGRAMS),
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
