import type { CodeSpace } from 'glass-easel-miniprogram-adapter';
import type { Bundle } from '../package/shape.js';
import { resolvePath } from '../package/paths.js';
import type { Platform } from './platform.js';

/** What `App()` was called with. */
export type AppInstance = Record<string, unknown>;

export interface Logic {
  /** Runs a file once, with what it requires. */
  load(path: string): unknown;
  /** Runs a component's files, those of the components it uses first. */
  loadComponent(path: string): void;
  app(): AppInstance | undefined;
  /** Gives every file loaded from now on, and the automator's functions, a name more. */
  define(name: string, value: unknown): void;
  /** Turns the text of a function into a function of the logic side. */
  functionOf(text: string): (...args: unknown[]) => unknown;
}

export interface LogicNames {
  wx: object;
  getCurrentPages(): unknown[];
  console: object;
  setTimeout: unknown;
  setInterval: unknown;
}

/** What a browser has and the logic side of WeChat has not. */
const ABSENT = { window: undefined, document: undefined, self: undefined, global: undefined };

function resolveScript(scripts: Bundle['scripts'], from: string, to: string): string {
  const path = resolvePath(from, to);
  const found = [path, `${path}.js`, `${path}/index.js`].find((one) => scripts[one] !== undefined);
  if (!found) throw new Error(`${from}: require('${to}') finds nothing in the package`);
  return found;
}

/** The logic side: CommonJS modules of the package, run apart from the document. */
export function createLogic(
  bundle: Bundle,
  space: CodeSpace,
  platform: Platform,
  names: () => LogicNames,
): Logic {
  const modules = new Map<string, { exports: unknown }>();
  let app: AppInstance | undefined;
  /** `Component()` belongs to the path being loaded, from whichever shared file it is called. */
  let registering = 'app';
  const register =
    (name: 'Page' | 'Component' | 'Behavior') =>
    (...args: unknown[]) =>
      space.componentEnv(registering, (env) => (env[name] as (...all: unknown[]) => unknown)(...args));
  let common: Record<string, unknown> | undefined;
  const shared = () =>
    (common ??= {
      clearTimeout,
      clearInterval,
      ...names(),
      ...ABSENT,
      Page: register('Page'),
      Component: register('Component'),
      Behavior: register('Behavior'),
      App(options: AppInstance) {
        app = options;
      },
      getApp: () => app,
      __wxConfig: bundle.app,
    });
  function load(path: string): unknown {
    const known = modules.get(path);
    if (known) return known.exports;
    const module: { exports: unknown } = { exports: {} };
    modules.set(path, module);
    const code = bundle.scripts[path];
    if (code === undefined) throw new Error(`the package has no ${path}`);
    const require = (to: string) => load(resolveScript(bundle.scripts, path, to));
    platform.run(path, code, { ...shared(), require, module, exports: module.exports });
    return module.exports;
  }
  const seen = new Set<string>();
  function loadComponent(path: string): void {
    if (seen.has(path)) return;
    seen.add(path);
    for (const used of Object.values(space.getComponentStaticConfig(path)?.usingComponents ?? {}))
      loadComponent(resolvePath(path, used));
    registering = path;
    load(`${path}.js`);
  }
  return {
    load,
    loadComponent,
    app: () => app,
    define(name, value) {
      shared()[name] = value;
    },
    functionOf(text) {
      const module: { exports: unknown } = { exports: {} };
      platform.run('automator.js', `module.exports = (${text}\n)`, { ...shared(), module });
      return module.exports as (...args: unknown[]) => unknown;
    },
  };
}
