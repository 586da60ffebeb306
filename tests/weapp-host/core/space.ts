import * as glassEasel from 'glass-easel';
import {
  component,
  MiniProgramEnv,
  type AssociatedBackend,
  type CodeSpace,
} from 'glass-easel-miniprogram-adapter';
import type { Bundle } from '../package/shape.js';
import { scopeOf } from '../package/styles.js';
import type { DocumentEvents } from './events.js';
import { defineBuiltins, type BuiltinHost } from './builtins.js';

export interface Space {
  code: CodeSpace;
  backend: AssociatedBackend;
  context: DocumentEvents;
}

/** Evaluates the source of compiled templates. */
function templatesOf(source: string): Record<string, unknown> {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the compiler's own output
  const give = new Function(`return ${source}`) as () => Record<string, unknown>;
  return give();
}

type SetData = (this: unknown, data: object, done?: () => void) => void;

/** What crosses from logic to view is copied as JSON, in WeChat and here: a function or a cycle does not get there. */
function copySetData(): void {
  const prototype = component.ComponentCaller.prototype as { setData: SetData };
  const { setData } = prototype;
  prototype.setData = function (data, done) {
    setData.call(this, JSON.parse(JSON.stringify(data)) as object, done);
  };
}

/** WeChat's component framework with the built-in tags and all templates, settings and styles of a package. */
export function createSpace(bundle: Bundle, host: BuiltinHost): Space {
  // Remarks on attributes that the host shows nowhere; errors do not come this way.
  glassEasel.addGlobalWarningListener(() => false);
  copySetData();
  const env = new MiniProgramEnv();
  const useBuiltins = defineBuiltins(env, templatesOf(bundle.builtins), host);
  const code = env.createCodeSpace('app', true);
  useBuiltins(code);
  for (const [path, settings] of Object.entries(bundle.settings)) {
    const usingComponents = { ...bundle.app.usingComponents, ...settings.usingComponents };
    code.addComponentStaticConfig(path, { ...settings, usingComponents } as never);
  }
  const objects = templatesOf(bundle.templates);
  for (const [path, content] of Object.entries(objects))
    code.addCompiledTemplate(path, { groupList: objects, content } as never);
  const backend = env.associateBackend();
  for (const [path, css] of Object.entries(bundle.styles)) {
    code.addStyleSheet(path, path, bundle.settings[path]?.component ? scopeOf(path) : undefined);
    backend.registerStyleSheetContent(path, css);
  }
  return { code, backend, context: (backend as unknown as { _$: DocumentEvents })._$ };
}
