import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { scriptsAboveLevel } from '../support/language-level.js';
import {
  compilersRun,
  filesOf,
  missingPages,
  oversized,
  pulledIntoMain,
  uncompilable,
  undeclaredPermissions,
  wrongProject,
  wrongSettings,
} from './support/package-gates.js';

// The WeChat package as it would be uploaded (`npm test` builds it for this folder). FA-2.1.1-a.

const DIST = join(ROOT, 'miniapp/dist/weapp');
const read = (name: string) => readFileSync(join(DIST, name), 'utf8');

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'haochaping-package-'));
  cpSync(DIST, copy, { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true }));

function plant(name: string, text: string): void {
  mkdirSync(dirname(join(copy, name)), { recursive: true });
  writeFileSync(join(copy, name), text);
}

function plantSettings(changes: object): void {
  plant('app.json', JSON.stringify({ ...(JSON.parse(read('app.json')) as object), ...changes }));
}

/** One subpackage more: those that are there stay, or their files would count as the main package's. */
function withSubpackage(): void {
  const { subPackages } = JSON.parse(read('app.json')) as { subPackages: object[] };
  plantSettings({ subPackages: [...subPackages, { root: 'apart', pages: ['talk/index'] }] });
}

describe('the package', () => {
  test('holds every page it announces, the first page first', () => {
    expect(missingPages(DIST)).toEqual([]);
    expect((JSON.parse(read('app.json')) as { pages: string[] }).pages[0]).toBe('pages/home/index');
  });

  test('is small enough to open on a weak network', () => expect(oversized(DIST)).toEqual([]));

  test('keeps the pages of subpackages out of the main package', () =>
    expect(pulledIntoMain(DIST)).toEqual([]));

  test('uses nothing it does not declare', () => expect(undeclaredPermissions(DIST)).toEqual([]));

  test('asks for consent and loads code when it is needed', () => expect(wrongSettings(DIST)).toEqual([]));

  test('is where project.config.json leads', () => expect(wrongProject(ROOT, DIST)).toEqual([]));

  test('carries types of the contracts, not their checking library', () => {
    const code = filesOf(DIST, '.js').map(read);
    expect(code.some((text) => text.includes('/api/v1'))).toBe(true);
    expect(code.filter((text) => /ZodError|\$ZodType/.test(text))).toEqual([]);
  });

  test('runs on the phones of our visitors', () => {
    expect(scriptsAboveLevel(DIST)).toEqual([]);
  });

  test('uses no universal selector, which WeChat refuses', () => {
    const sheets = filesOf(DIST, '.wxss').map(read);
    expect(sheets.join('').length).toBeGreaterThan(5000);
    expect(sheets.filter((text) => /[\s>+~},]\*[\s,{:.>+~]|[>+~]\s*:/.test(text))).toEqual([]);
  });
});

const official = compilersRun ? test : test.skip;
const where = compilersRun ? '' : ' — WeChat’s compilers run on Linux x86-64 only';

official(`WeChat's own compilers take every template and every style${where}`, () => {
  expect(uncompilable(DIST)).toEqual([]);
  plant('pages/home/index.wxml', '<view><text></view>');
  expect(uncompilable(copy)).toEqual([expect.stringContaining('pages/home/index.wxml')]);
  plant('pages/home/index.wxml', '<view/>');
  plant('pages/home/index.wxss', '.a { color: red');
  expect(uncompilable(copy)).toEqual([expect.stringContaining('pages/home/index.wxss')]);
});

describe('each gate sees', () => {
  test('a page without a template', () => {
    rmSync(join(copy, 'pages/rate/index.wxml'));
    expect(missingPages(copy)).toEqual([
      'app.json names pages/rate/index, but there is no pages/rate/index.wxml',
    ]);
  });

  test('a page of a subpackage that is not there', () => {
    withSubpackage();
    expect(missingPages(copy)).toHaveLength(3);
  });

  test('a main package that grew, and a subpackage that grew', () => {
    plant('assets/photo.png', 'x'.repeat(450 * 1024));
    expect(oversized(copy)).toEqual([expect.stringContaining('the main package has')]);
    rmSync(join(copy, 'assets'), { recursive: true });
    withSubpackage();
    plant('apart/talk/index.js', 'x'.repeat(200 * 1024 + 1));
    expect(oversized(copy)).toEqual([expect.stringContaining('apart/ has')]);
  });

  test('a page of a subpackage in the main package, however it got there', () => {
    withSubpackage();
    plant('common.js', `${read('common.js')};wx.navigateTo({url:"/apart/talk/index"})`);
    expect(pulledIntoMain(copy)).toEqual([]);
    plant('common.js', 'Page(make(component,"apart/talk/index"))');
    expect(pulledIntoMain(copy)).toEqual(['common.js holds the page apart/talk/index']);
    plant('common.js', 'require("./apart/talk/index")');
    expect(pulledIntoMain(copy)).toEqual(['common.js requires apart/talk/index']);
  });

  test('a location that is used and not declared, declared and not explained, declared and not used', () => {
    plant('extra.js', 'wx.getLocation({})');
    expect(undeclaredPermissions(copy)).toHaveLength(2);
    plantSettings({ requiredPrivateInfos: ['getLocation'] });
    expect(undeclaredPermissions(copy)).toEqual([expect.stringContaining('does not say why')]);
    plant('extra.js', '');
    expect(undeclaredPermissions(copy)).toEqual([expect.stringContaining('which nothing calls')]);
  });

  test('settings that were lost', () => {
    plantSettings({ lazyCodeLoading: undefined, __usePrivacyCheck__: false });
    expect(wrongSettings(copy)).toHaveLength(2);
  });

  test('a project that leads elsewhere', () => {
    plant('project.config.json', '{"miniprogramRoot":"dist/","compileType":"plugin"}');
    expect(wrongProject(copy, DIST)).toHaveLength(3);
  });
});
