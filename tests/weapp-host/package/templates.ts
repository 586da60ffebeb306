import { TmplGroup } from 'glass-easel-template-compiler';
import type { PackageFiles } from './files.js';
import { isTag, TAGS } from './tags.js';

/** What has a meaning in WXML without being a component. */
const SYNTAX = new Set(['block', 'template', 'import', 'include', 'wxs', 'slot']);

const TAG = /<(\/?)([a-z][\w-]*)(?=[\s/>])/g;
const SHORT_BINDING = /(\s)((?:capture-)?(?:mut-)?(?:bind|catch))([a-z][\w-]*)=/g;

function ownComponents(texts: PackageFiles['texts']): Set<string> {
  const names = Object.keys(texts)
    .filter((path) => path.endsWith('.json'))
    .flatMap((path) =>
      Object.keys((JSON.parse(texts[path]!) as { usingComponents?: object }).usingComponents ?? {}),
    );
  return new Set(names);
}

/** Renames built-in tags, spells `bindtap=` as `bind:tap=`, and refuses by name the tags the host does not have. */
function forHost(path: string, wxml: string, own: Set<string>): string {
  return wxml
    .replace(TAG, (all, slash: string, name: string) => {
      if (isTag(name)) return `<${slash}wx-${name}`;
      if (SYNTAX.has(name) || own.has(name)) return all;
      throw new Error(`${path}: the host has no <${name}>`);
    })
    .replace(SHORT_BINDING, '$1$2:$3=');
}

interface Remark {
  startLine: number;
  level: number;
  message: string;
}

const ERROR = 4;

/**
 * Compiles all WXML and WXS of a package. Returns the source of an expression whose value is the templates by path;
 * throws with file and line when one does not compile.
 */
export function compileTemplates({ texts }: PackageFiles): string {
  const group = new TmplGroup();
  const own = ownComponents(texts);
  const errors: string[] = [];
  for (const [path, text] of Object.entries(texts)) {
    if (path.endsWith('.wxs')) group.addScript(path.slice(0, -'.wxs'.length), text);
    if (!path.endsWith('.wxml')) continue;
    const remarks = group.addTmpl(path.slice(0, -'.wxml'.length), forHost(path, text, own)) as Remark[];
    for (const { startLine, level, message } of remarks)
      if (level >= ERROR) errors.push(`${path}:${startLine + 1} ${message}`);
  }
  if (errors.length > 0) throw new Error(`WXML does not compile:\n${errors.join('\n')}`);
  return sourceOf(group);
}

function sourceOf(group: TmplGroup): string {
  const source = group.getTmplGenObjectGroups();
  group.free();
  return source;
}

const INSIDE: Readonly<Record<string, string>> = {
  input:
    '<input type="{{password ? \'password\' : \'text\'}}" placeholder="{{placeholder}}" disabled="{{disabled}}"' +
    ' bind:input="typed" bind:keydown="pressed" bind:focus="focused" bind:blur="blurred"/>',
  textarea:
    '<textarea placeholder="{{placeholder}}" disabled="{{disabled}}"' +
    ' bind:input="typed" bind:focus="focused" bind:blur="blurred"/>',
  image: '<img/>',
};

/** The insides of the built-in components, in the same form; all but a few are their children and nothing else. */
export function compileBuiltins(): string {
  const group = new TmplGroup();
  for (const tag of TAGS) group.addTmpl(tag, INSIDE[tag] ?? '<slot/>');
  return sourceOf(group);
}
