import { compileFunction, createContext } from 'node:vm';
import { JSDOM } from 'jsdom';
import type { Platform } from './core/platform.js';
import { exchange } from './http.js';
import type { Machine, Start } from './machine.js';

/** What component declarations name (`type: String`) must be the same here and there. */
const SHARED = { Object, Array, String, Number, Boolean };

function runner(): Platform['run'] {
  const context = createContext({ ...SHARED });
  return (file, code, names) => {
    const run = compileFunction(code, Object.keys(names), { parsingContext: context, filename: file });
    (run as (...values: unknown[]) => void)(...Object.values(names));
  };
}

/** Makes this process's document; once, because WeChat's framework takes the one it finds. */
function openDocument(look: Start['look']): JSDOM {
  const dom = new JSDOM('<!doctype html><html><head></head><body></body></html>', {
    pretendToBeVisual: true,
    url: 'https://servicewechat.com/',
  });
  Object.assign(dom.window, { innerWidth: look.width, innerHeight: look.height });
  Object.assign(globalThis, { window: dom.window, document: dom.window.document, Event: dom.window.Event });
  dom.window.scrollTo = () => undefined;
  return dom;
}

/** Runs a mini-program in this process on jsdom: quick, without layout. One to a process. */
export async function bootJsdom({ bundle, look, url, storage, hosts, keep, emit }: Start): Promise<Machine> {
  const dom = openDocument(look);
  const [{ createHost }, { createProtocol }] = await Promise.all([
    import('./core/host.js'),
    import('./protocol/methods.js'),
  ]);
  const platform: Platform = { run: runner(), http: (request) => exchange(request, hosts), keep, emit };
  const host = createHost(bundle, platform, look, storage);
  process.on('unhandledRejection', (reason) => host.reportRejection(reason));
  process.on('uncaughtException', (reason) => host.report(reason));
  host.start(url);
  const call = createProtocol(host);
  return {
    async call(method, params) {
      if (method === 'App.captureScreenshot') throw new Error('jsdom draws nothing: use --renderer chromium');
      return call(method, params);
    },
    close: async () => dom.window.close(),
  };
}
