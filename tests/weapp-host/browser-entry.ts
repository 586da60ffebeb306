import { createHost, type Host } from './core/host.js';
import type { HttpAnswer, HttpRequest, Look, Platform } from './core/platform.js';
import type { Bundle } from './package/shape.js';
import { createProtocol } from './protocol/methods.js';

interface Given {
  bundle: Bundle;
  look: Look;
  storage: string;
  url: string | undefined;
}

declare global {
  interface Window {
    hostBoot(given: Given): void;
    hostCall(method: string, params: Record<string, unknown>): Promise<unknown>;
    hostHttp(request: HttpRequest): Promise<HttpAnswer>;
    hostKeep(storage: string): Promise<void>;
    hostEmit(method: string, params: object): Promise<void>;
  }
}

/** The language itself; every other name of a browser window is hidden from the logic side. */
const LANGUAGE = new Set(
  (
    'Object Array String Number Boolean Symbol BigInt Function Math JSON Date RegExp Promise Proxy Reflect Map Set WeakMap ' +
    'WeakSet WeakRef Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError Intl Iterator ' +
    'ArrayBuffer DataView Uint8Array Uint8ClampedArray Uint16Array Uint32Array Int8Array Int16Array Int32Array Float32Array ' +
    'Float64Array BigInt64Array BigUint64Array Infinity NaN undefined eval globalThis isFinite isNaN parseFloat parseInt ' +
    'encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape FinalizationRegistry Atomics WebAssembly'
  ).split(' '),
);

type Realm = Window & typeof globalThis & Record<string, unknown>;

/** Runs logic code in a frame of its own, where the names of the browser are not to be seen. */
function runner(report: (reason: unknown) => void): Platform['run'] {
  const frame = document.createElement('iframe');
  frame.style.display = 'none';
  document.documentElement.append(frame);
  const realm = frame.contentWindow as Realm;
  Object.assign(realm, { Object, Array, String, Number, Boolean });
  realm.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    report(event.reason);
  });
  const hidden = Object.getOwnPropertyNames(realm).filter(
    (name) => !LANGUAGE.has(name) && /^[A-Za-z_$][\w$]*$/.test(name),
  );
  return (file, code, names) => {
    const given = Object.keys(names);
    const rest = hidden.filter((name) => !(name in names));
    const run = new realm.Function(...given, ...rest, `${code}\n//# sourceURL=weapp:///${file}`) as (
      ...values: unknown[]
    ) => void;
    run(...Object.values(names));
  };
}

/** Says of a rejected promise what can cross to Node: `{errMsg}` would arrive as “Object”. */
async function inWords(outcome: Promise<unknown>): Promise<unknown> {
  try {
    return await outcome;
  } catch (reason) {
    const { errMsg } = (reason ?? {}) as { errMsg?: unknown };
    throw typeof errMsg === 'string' ? new Error(errMsg) : reason;
  }
}

window.hostBoot = ({ bundle, look, storage, url }) => {
  const rejected = (reason: unknown) => host.reportRejection(reason);
  const platform: Platform = {
    run: runner(rejected),
    http: (request) =>
      window.hostHttp(request).catch((reason: Error) => {
        // Playwright puts the way of the error before its words.
        throw new Error(reason.message.replace(/^.*?Error: /, ''));
      }),
    keep: (all) => void window.hostKeep(all),
    emit: (method, params) => void window.hostEmit(method, params),
  };
  const host: Host = createHost(bundle, platform, look, storage);
  window.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    rejected(event.reason);
  });
  const call = createProtocol(host);
  window.hostCall = (method, params) => inWords(call(method, params));
  host.start(url);
};
