import { packageFolder, readPackage } from './files.js';
import { scopeOf, toCss } from './styles.js';
import { compileBuiltins, compileTemplates } from './templates.js';
import type { AppSettings, Bundle, PageSettings } from './shape.js';

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
