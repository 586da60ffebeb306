import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../server/launch/lib/programs.mjs';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');

const SOURCE = /\.(ts|tsx|mts|mjs|js|scss|css)$/;
const MOST_LINES = 300;
const MOST_LINES_OF_A_TEST = 400;

test('the top level is the one of the design, and nothing else', () => {
  const top = [...new Set(tracked.map((path) => path.split('/')[0] ?? ''))];
  expect(top.filter((name) => !name.startsWith('.')).sort()).toEqual(
    [
      'LICENSE',
      'README.md',
      'miniapp',
      'package-lock.json',
      'package.json',
      'project.config.json',
      'server',
      'shared',
      'tests',
      'tsconfig.json',
    ].sort(),
  );
});

test('no package brings its own address: the lock file works with any registry', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string }>;
  };
  const addressed = Object.entries(packages).filter(([, entry]) => entry.resolved?.includes('://'));
  expect(addressed).toEqual([]);
  expect(Object.keys(packages).length).toBeGreaterThan(100);
});

test('packages run no scripts while they are installed', () => {
  const lines = read('.npmrc').split('\n');
  expect(lines).toContain('ignore-scripts=true');
  expect(lines).toContain('omit-lockfile-registry-resolved=true');
});

test('no file holds two things: 300 lines for a source, 400 for a test', () => {
  const long = tracked
    .filter((path) => SOURCE.test(path))
    .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > (path.startsWith('tests/') ? MOST_LINES_OF_A_TEST : MOST_LINES));
  expect(long).toEqual([]);
});

test('a test that may be skipped says why, where the runner looks for it', () => {
  const names = tracked
    .filter((path) => /^tests\/.*\.test\.tsx?$/.test(path))
    .flatMap((path) => [...read(path).matchAll(/\.skip\)?\(\s*(['"`])(.*?)\1,/g)].map(([, , name]) => name));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !name?.includes(' — '))).toEqual([]);
});

test('nothing that is built, installed or run is kept in the repository', () => {
  const strays = tracked.filter((path) => /(^|\/)(node_modules|dist|\.data|\.cache|\.swc)\//.test(path));
  expect(strays).toEqual([]);
});

test('the WeChat tools find the built mini-program', () => {
  const project = JSON.parse(read('project.config.json')) as { miniprogramRoot: string; appid: string };
  expect(project.miniprogramRoot).toBe('miniapp/dist/weapp/');
  expect(project.appid).toBe('touristappid');
});
