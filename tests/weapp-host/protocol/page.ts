import type { Host } from '../core/host.js';
import { atPath, type Elements } from './elements.js';
import type { Methods } from './methods.js';

interface OnPage {
  pageId: number;
}

/** `Page.*`: one page of the stack. */
export function pageMethods({ pages }: Host, elements: Elements): Methods {
  return {
    'Page.getElement': ({ pageId, selector }: OnPage & { selector: string }) =>
      elements.first(pages.byId(pageId).shadow, selector),
    'Page.getElements': ({ pageId, selector }: OnPage & { selector: string }) =>
      elements.all(pages.byId(pageId).shadow, selector),
    'Page.getData': ({ pageId, path }: OnPage & { path?: string }) => ({
      data: atPath(pages.byId(pageId).instance.data, path),
    }),
    'Page.setData': ({ pageId, data }: OnPage & { data: object }) =>
      pages.byId(pageId).instance.setData(data),
    'Page.callMethod': async ({
      pageId,
      method,
      args = [],
    }: OnPage & { method: string; args?: unknown[] }) => {
      const { instance, path } = pages.byId(pageId);
      const run = instance[method];
      if (typeof run !== 'function') throw new Error(`${path} has no method ${method}`);
      return { result: await (run as (...all: unknown[]) => unknown).apply(instance, args) };
    },
    'Page.getWindowProperties': ({ names }: { names: string[] }) => ({
      properties: names.map((name) => atPath(window, name)),
    }),
  };
}
