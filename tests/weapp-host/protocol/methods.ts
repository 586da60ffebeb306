import type { Host } from '../core/host.js';
import { appMethods } from './app.js';
import { elementMethods } from './element.js';
import { Elements } from './elements.js';
import { nativeMethods } from './native.js';
import { pageMethods } from './page.js';

export type Params = Record<string, unknown>;
export type Methods = Record<string, (params: never) => unknown>;

/** Answers the automation protocol of WeChat DevTools; a method the host does not have throws by name. */
export function createProtocol(host: Host): (method: string, params: Params) => Promise<unknown> {
  const elements = new Elements();
  const methods: Methods = {
    ...appMethods(host),
    ...nativeMethods(host),
    ...pageMethods(host, elements),
    ...elementMethods(host, elements),
  };
  return async (method, params) => {
    const run = methods[method];
    if (!run) throw new Error(`the host has no protocol method ${method}`);
    return (await run(params as never)) ?? {};
  };
}
