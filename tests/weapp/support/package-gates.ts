import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, relative, resolve } from 'node:path';

/** What WeChat wants of a package before it takes it. Each gate gives its complaints, in words; none is good. */

const MAIN_MOST_BYTES = 450 * 1024;
const SUBPACKAGE_MOST_BYTES = 200 * 1024;

interface App {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  lazyCodeLoading?: unknown;
  __usePrivacyCheck__?: unknown;
  requiredPrivateInfos?: string[];
  permission?: Record<string, { desc?: string }>;
}

export function filesOf(folder: string, ending = ''): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

const appOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')) as App;
const rootsOf = (app: App) => (app.subPackages ?? []).map(({ root }) => `${root.replace(/\/$/, '')}/`);

/** Every page that app.json names has its script, settings and template. */
export function missingPages(folder: string): string[] {
  const app = appOf(folder);
  const more = (app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => join(root, page)));
  return [...app.pages, ...more].flatMap((page) =>
    ['js', 'json', 'wxml']
      .filter((kind) => !existsSync(join(folder, `${page}.${kind}`)))
      .map((kind) => `app.json names ${page}, but there is no ${page}.${kind}`),
  );
}

/** Sizes of the main package and of each subpackage, in bytes, with the most each may have. */
export function packageSizes(
  folder: string,
): { name: string; size: number; most: number; files: string[] }[] {
  const roots = rootsOf(appOf(folder));
  const bytes = (files: string[]) => files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  const all = filesOf(folder);
  const main = all.filter((file) => !roots.some((root) => file.startsWith(root)));
  return [
    { name: 'the main package', size: bytes(main), most: MAIN_MOST_BYTES, files: main },
    ...roots.map((root) => {
      const files = all.filter((file) => file.startsWith(root));
      return { name: root, size: bytes(files), most: SUBPACKAGE_MOST_BYTES, files };
    }),
  ];
}

/** Main package and subpackages stay small enough to open on a weak network. */
export function oversized(folder: string): string[] {
  return packageSizes(folder)
    .filter(({ size, most }) => size > most)
    .map(({ name, size, most }) => `${name} has ${size} bytes, more than ${most}`);
}

/** No page of a subpackage sits in the main package, by declaration, by require or by being bundled into it. */
export function pulledIntoMain(folder: string): string[] {
  const app = appOf(folder);
  const roots = rootsOf(app);
  const found = app.pages.filter((page) => roots.some((root) => page.startsWith(root)));
  const pages = (app.subPackages ?? []).flatMap(({ root, pages: own }) =>
    own.map((page) => join(root, page)),
  );
  const scripts = filesOf(folder, '.js').filter((file) => !roots.some((root) => file.startsWith(root)));
  for (const script of scripts) {
    const code = readFileSync(join(folder, script), 'utf8');
    for (const [, to = ''] of code.matchAll(/require\(["']([^"']+)["']\)/g)) {
      const target = normalize(join(dirname(script), to));
      if (roots.some((root) => target.startsWith(root))) found.push(`${script} requires ${target}`);
    }
    // A page is registered under its path without a leading slash; an address to go to has one.
    for (const page of pages)
      if (new RegExp(`["']${page}["']`).test(code)) found.push(`${script} holds the page ${page}`);
  }
  return found;
}

/** Functions that WeChat gives only to those who say in app.json that they use them. */
const LOCATION = [
  'getLocation',
  'getFuzzyLocation',
  'chooseLocation',
  'choosePoi',
  'chooseAddress',
  'onLocationChange',
  'startLocationUpdate',
  'startLocationUpdateBackground',
];
/** Of these, those for which the person is also told why. */
const WITH_REASON = [
  'getLocation',
  'getFuzzyLocation',
  'startLocationUpdate',
  'startLocationUpdateBackground',
];

/** What is used and not declared, and what is declared and not used: both are refused in review. */
export function undeclaredPermissions(folder: string): string[] {
  const { requiredPrivateInfos = [], permission = {} } = appOf(folder);
  const code = filesOf(folder, '.js').map((file) => readFileSync(join(folder, file), 'utf8'));
  // Taro names every function of WeChat in a list; only a call is use.
  const used = LOCATION.filter((name) => code.some((text) => new RegExp(`\\.${name}\\(`).test(text)));
  const undeclared = used
    .filter((name) => !requiredPrivateInfos.includes(name))
    .map((name) => `${name} is called, but not in requiredPrivateInfos`);
  const idle = requiredPrivateInfos
    .filter((name) => !used.includes(name))
    .map((name) => `requiredPrivateInfos names ${name}, which nothing calls`);
  const unexplained =
    used.some((name) => WITH_REASON.includes(name)) && !permission['scope.userLocation']?.desc
      ? ['the location is used, but permission["scope.userLocation"].desc does not say why']
      : [];
  return [...undeclared, ...idle, ...unexplained];
}

/** Settings this app always has: consent before personal data, code loaded when it is needed. */
export function wrongSettings(folder: string): string[] {
  const { lazyCodeLoading, __usePrivacyCheck__ } = appOf(folder);
  return [
    ...(lazyCodeLoading === 'requiredComponents' ? [] : ['lazyCodeLoading is not "requiredComponents"']),
    ...(__usePrivacyCheck__ === true ? [] : ['__usePrivacyCheck__ is not true']),
  ];
}

/** project.config.json leads DevTools to this package. */
export function wrongProject(project: string, folder: string): string[] {
  const file = join(project, 'project.config.json');
  const { miniprogramRoot, compileType, appid } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    string
  >;
  return [
    ...(resolve(project, miniprogramRoot ?? '.') === resolve(folder)
      ? []
      : [`miniprogramRoot is ${miniprogramRoot}, the package is in ${relative(project, folder)}`]),
    ...(compileType === 'miniprogram' ? [] : [`compileType is ${compileType}`]),
    ...(appid ? [] : ['there is no appid']),
  ];
}

/** The official compilers are programs for Linux on x86-64 here. */
export const compilersRun = process.platform === 'linux' && process.arch === 'x64';

/** Runs a copy of an official compiler: as npm unpacks it, it may not be executed. */
function compile(tool: 'wcc' | 'wcsc', folder: string, args: string[]): string[] {
  const require = createRequire(import.meta.url);
  const from = join(dirname(require.resolve('miniprogram-compiler/package.json')), 'bin/linux', tool);
  const place = mkdtempSync(join(tmpdir(), 'haochaping-compiler-'));
  try {
    const file = join(place, tool);
    cpSync(from, file);
    chmodSync(file, 0o755);
    const { status, stdout, stderr, error } = spawnSync(file, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error) throw error;
    if (status !== 0) return [`${tool}: ${stderr.trim() || `exit code ${status}`}`];
    return stdout.length > 0 ? [] : [`${tool} gave nothing`];
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** The official compilers of templates and styles take every file there is. */
export function uncompilable(folder: string): string[] {
  const templates = filesOf(folder, '.wxml');
  const using = templates.flatMap((file) => {
    const settings = join(folder, file.replace(/wxml$/, 'json'));
    const { usingComponents } = (existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : {}) as {
      usingComponents?: object;
    };
    return usingComponents ? [[file, Object.keys(usingComponents)] as const] : [];
  });
  const components = [using.length, ...using.flatMap(([file, names]) => [file, names.length, ...names])].join(
    ' ',
  );
  const scripts = filesOf(folder, '.wxs');
  const styles = filesOf(folder, '.wxss');
  return [
    ...compile('wcc', folder, ['-d', '-cc', components, ...templates, ...scripts, '-gn', '$gwx']),
    ...compile('wcsc', folder, ['-db', '-pc', String(styles.length), ...styles]),
  ];
}
