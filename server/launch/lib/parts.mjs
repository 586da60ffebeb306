import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { compressPages } from './compress.mjs';
import { PROGRAMS, ROOT } from './programs.mjs';
import { runTool } from './tools.mjs';

/** The path of a file in a package as that workspace sees it, wherever npm has put the package. */
const packageFile = (workspace, name, file) =>
  join(createRequire(join(ROOT, workspace, 'package.json')).resolve(`${name}/package.json`), '..', file);

const STARTER = join(ROOT, 'server/launch/lib/starter.cjs');

const ENTRIES = {
  engine: 'server/embedded-db/src/main.ts',
  server: 'server/src/main.ts',
  'workbook-reader': 'server/src/modules/directory/tables/workbook-thread.ts',
  'sandbox-province': 'server/sandbox/province/main.ts',
  'sandbox-wechat': 'server/sandbox/wechat/main.ts',
  'sandbox-sms': 'server/sandbox/sms/main.ts',
  'sandbox-realname': 'server/sandbox/realname/main.ts',
  'sandbox-sso': 'server/sandbox/sso/main.ts',
};

/** The programs with so much code that compiling it would be most of their start. */
const WITH_CODE = ['engine', 'server'];

/** Runs a build tool in a folder of the repository; resolves with what it said, rejects with it when it failed. */
async function runBuilder(folder, script, args) {
  const env = { ...process.env, NODE_ENV: 'production' };
  const { ok, output } = await runTool(process.execPath, [script, ...args], { cwd: join(ROOT, folder), env });
  if (!ok) throw new Error(output);
  return output;
}

/**
 * Packages that stay outside the bundle: those with a binary or with files they read at run time, and those loaded
 * only when a person asks for a workbook, a DOCX or a PDF. The rest of npm goes in: finding a thousand files takes longer
 * than running them.
 */
const OUTSIDE = [
  '@node-rs/argon2',
  '@node-rs/jieba',
  '@node-rs/jieba/dict.js',
  '@expo-google-fonts/*',
  'docx',
  'exceljs',
  'fontkit',
  'pdfkit',
  'pinyin-pro',
  'sharp',
  'swagger-ui-dist',
];

/** What mongodb would use if it were installed: it asks for each, and goes on without. */
const NOT_INSTALLED = [
  'mongodb-client-encryption',
  'kerberos',
  'aws4',
  'socks',
  'gcp-metadata',
  'snappy',
  '@mongodb-js/zstd',
  '@aws-sdk/credential-providers',
];

async function buildServer() {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir: 'server/dist',
    outExtension: { '.js': '.bundle.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // Code that V8 has kept cannot import; `import()` becomes `require` when it is reached.
    supported: { 'dynamic-import': false },
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'silent',
    external: [...OUTSIDE, ...NOT_INSTALLED],
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  for (const name of Object.keys(ENTRIES)) await copyFile(STARTER, join(ROOT, `server/dist/${name}.cjs`));
  // Without arguments these two say how they are used, and end: all their code is loaded by then.
  for (const name of WITH_CODE)
    await runTool(process.execPath, [`server/dist/${name}.cjs`], { env: { WRITE_CODE: '1' } });
}

async function buildAdmin() {
  const said = await runBuilder('server/admin', packageFile('server/admin', 'vite', 'bin/vite.js'), [
    'build',
  ]);
  await compressPages(join(ROOT, 'server/admin/dist'));
  return said;
}

const buildMiniapp = (type) => () =>
  runBuilder('miniapp', packageFile('miniapp', '@tarojs/cli', 'bin/taro'), [
    'build',
    '--type',
    type,
    '--no-progress',
    '--no-check',
  ]);

async function buildH5() {
  const said = await buildMiniapp('h5')();
  await compressPages(join(ROOT, 'miniapp/dist/h5'));
  return said;
}

/**
 * What can be built: its name for people, the sources whose change makes it stale, the files that must exist
 * afterwards (Taro ends with exit code 0 when its configuration is wrong), and how.
 */
export const PARTS = {
  server: {
    label: '服务程序',
    sources: ['server/src', 'server/embedded-db/src', 'server/sandbox', 'shared/src'],
    outputs: [
      ...Object.values(PROGRAMS),
      join(ROOT, 'server/dist/workbook-reader.cjs'),
      ...WITH_CODE.map((name) => join(ROOT, `server/dist/${name}.code`)),
    ],
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
    build: buildH5,
  },
  weapp: {
    label: '微信小程序',
    sources: ['miniapp', 'shared/src'],
    outputs: [join(ROOT, 'miniapp/dist/weapp/app.json')],
    build: buildMiniapp('weapp'),
  },
};
