import { packageFolder, readPackage } from './files.js';
import { scopeOf, toCss } from './styles.js';
import { compileBuiltins, compileTemplates } from './templates.js';

/** A package made ready to run: plain data, so that it can be handed to a browser. */
export interface Bundle {
  scripts: Record<string, string>;
  /** Parsed settings by path without `.json`. */
  settings: Record<string, PageSettings>;
  app: AppSettings;
  /** CSS by path without `.wxss`. */
  styles: Record<string, string>;
  images: Record<string, string>;
  /** Sources of expressions, see templates.ts. */
  templates: string;
  builtins: string;
}

export interface PageSettings {
  component?: boolean;
  usingComponents?: Record<string, string>;
  enablePullDownRefresh?: boolean;
  navigationBarTitleText?: string;
  styleIsolation?: string;
}

export interface AppSettings {
  pages: string[];
  entryPagePath?: string;
  subPackages?: { root: string; pages: string[] }[];
  subpackages?: { root: string; pages: string[] }[];
  tabBar?: { list: { pagePath: string }[] };
  usingComponents?: Record<string, string>;
  window?: PageSettings;
  __usePrivacyCheck__?: boolean;
}

/** The paths of all pages, those of subpackages with their root. */
export function pagesOf(app: AppSettings): string[] {
  const parts = app.subPackages ?? app.subpackages ?? [];
  const more = parts.flatMap(({ root, pages }) => pages.map((page) => `${root.replace(/\/$/, '')}/${page}`));
  return [...app.pages, ...more];
}

/** Reads and compiles the package of a project for a screen of this width; nothing in the folder is changed. */
export async function loadBundle(project: string, width: number): Promise<Bundle> {
  const files = await readPackage(await packageFolder(project));
  const { texts, images } = files;
  const bundle: Bundle = {
    scripts: {},
    settings: {},
    app: JSON.parse(texts['app.json']!) as AppSettings,
    styles: {},
    images,
    templates: compileTemplates(files),
    builtins: compileBuiltins(),
  };
  for (const [path, text] of Object.entries(texts)) {
    const name = path.replace(/\.\w+$/, '');
    if (path.endsWith('.js')) bundle.scripts[path] = text;
    if (path.endsWith('.json') && texts[`${name}.wxml`] !== undefined)
      bundle.settings[name] = JSON.parse(text) as PageSettings;
  }
  for (const path of Object.keys(texts)) {
    if (!path.endsWith('.wxss')) continue;
    const name = path.slice(0, -'.wxss'.length);
    const scope = bundle.settings[name]?.component ? scopeOf(name) : undefined;
    bundle.styles[name] = toCss(path, texts, width, scope);
  }
  return bundle;
}
