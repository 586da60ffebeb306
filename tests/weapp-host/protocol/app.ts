import type { Host } from '../core/host.js';
import type { Page } from '../core/pages.js';
import type { Methods } from './methods.js';

type AnyFunction = (...args: unknown[]) => unknown;

interface Mock {
  method: string;
  functionDeclaration?: string;
  args?: unknown[];
  result?: unknown;
}

interface Callbacks {
  success?: (result: unknown) => void;
  fail?: (result: unknown) => void;
  complete?: (result: unknown) => void;
}

const pageInfo = ({ id, path, query }: Page) => ({ pageId: id, path, query });

/** A function that gives this result, to callbacks as well; a result whose errMsg says `:fail` is a failure. */
function giving(result: unknown): AnyFunction {
  const { errMsg } = (typeof result === 'object' && result !== null ? result : {}) as { errMsg?: unknown };
  const failed = typeof errMsg === 'string' && errMsg.includes(':fail');
  return (options) => {
    const { success, fail, complete } = (typeof options === 'object' && options ? options : {}) as Callbacks;
    if (!success && !fail && !complete) return result;
    setTimeout(() => {
      (failed ? fail : success)?.(result);
      complete?.(result);
    }, 0);
    return undefined;
  };
}

/** `App.*`: the mini-program as a whole, and its `wx`. */
export function appMethods({ pages, wx, logic, platform }: Host): Methods {
  const originals = new Map<string, AnyFunction>();
  const own = (method: string): AnyFunction => {
    const found = wx.object[method];
    if (typeof found !== 'function') throw new Error(`the host has no wx.${method}`);
    return found as AnyFunction;
  };
  const mock = ({ method, functionDeclaration, args = [], ...rest }: Mock) => {
    const original = originals.get(method) ?? own(method);
    if (functionDeclaration === undefined && !('result' in rest)) {
      wx.object[method] = original;
      originals.delete(method);
      return;
    }
    originals.set(method, original);
    if (functionDeclaration === undefined) wx.object[method] = giving(rest.result);
    else {
      const replacement = logic.functionOf(functionDeclaration);
      wx.object[method] = (...given: unknown[]) =>
        replacement.apply({ origin: original }, [...given, ...args]);
    }
  };
  return {
    'App.getPageStack': () => ({ pageStack: pages.stack().map(pageInfo) }),
    'App.getCurrentPage': () => pageInfo(pages.top()),
    'App.callWxMethod': async ({ method, args = [] }: { method: string; args?: unknown[] }) => ({
      result: await own(method).apply(wx.object, args),
    }),
    'App.mockWxMethod': mock,
    'App.callFunction': async ({ functionDeclaration, args = [] }: Mock) => ({
      result: await logic.functionOf(functionDeclaration ?? '')(...args),
    }),
    'App.addBinding': ({ name }: { name: string }) =>
      logic.define(name, (...args: unknown[]) => platform.emit('App.bindingCalled', { name, args })),
    // The client hears every line from the start; it asks for them all the same.
    'App.enableLog': () => ({}),
  };
}
