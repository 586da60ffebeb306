import type { PackageFiles } from './files.js';
import { resolvePath } from './paths.js';
import { TAGS } from './tags.js';

const IMPORT = /@import\s+["']([^"']+)["']\s*;?/g;
const TAG_SELECTOR = new RegExp(`(^|[\\s,>+~(])(page|${TAGS.join('|')})(?=$|[\\s,>+~:.#\\[)])`, 'g');

function withImports(path: string, texts: PackageFiles['texts'], above: readonly string[]): string {
  const text = texts[path];
  if (text === undefined) throw new Error(`${above.at(-1) ?? path}: imports ${path}, which is not there`);
  if (above.includes(path)) throw new Error(`${path} imports itself`);
  return text.replace(IMPORT, (_all, to: string) =>
    withImports(resolvePath(path, to), texts, [...above, path]),
  );
}

/** Changes what stands before each `{`, except the words of an at-rule. */
function mapSelectors(css: string, change: (selector: string) => string): string {
  return css.replace(/([^{};]+)(?=\{)/g, (prelude: string) =>
    prelude.trim().startsWith('@') ? prelude : change(prelude),
  );
}

/**
 * The CSS a WXSS file means on a screen of this width (pixels): imports put in place, `rpx` as pixels, tags as in the
 * document. With a scope, its classes are those of that component alone.
 */
export function toCss(path: string, texts: PackageFiles['texts'], width: number, scope?: string): string {
  const css = withImports(path, texts, [])
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(\d*\.?\d+)rpx\b/g, (_all, number: string) => `${(Number(number) * width) / 750}px`);
  return mapSelectors(css, (selector) => {
    const named = selector.replace(TAG_SELECTOR, '$1wx-$2');
    return scope ? named.replace(/\.(-?[_a-zA-Z])/g, `.${scope}--$1`) : named;
  });
}

export const scopeOf = (path: string): string => path.replace(/[^\w]/g, '-');
