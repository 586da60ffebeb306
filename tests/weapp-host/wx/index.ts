import type { AppSettings } from '../package/shape.js';
import type { Pages } from '../core/pages.js';
import type { Look, Platform } from '../core/platform.js';
import type { Node } from '../core/tree.js';
import { accountFunctions, openTypes } from './account.js';
import { Listeners, type WxFunction, type WxFunctions } from './call.js';
import { deviceFunctions, SDK_VERSION } from './device.js';
import { Dialogs } from './dialogs.js';
import { fileFunctions, Files, USER_FOLDER } from './files.js';
import { interfaceFunctions } from './interface.js';
import { mediaFunctions } from './media.js';
import { networkFunctions } from './network.js';
import { Privacy } from './privacy.js';
import { Storage, storageFunctions } from './storage.js';

export interface AppEvents {
  show: Listeners<object>;
  hide: Listeners<object>;
  error: Listeners<string>;
  rejection: Listeners<{ reason: unknown; promise?: unknown }>;
  notFound: Listeners<object>;
}

export interface Wx {
  /** What the logic side sees as `wx`. */
  object: Record<string, unknown>;
  dialogs: Dialogs;
  events: AppEvents;
  files: Files;
  sdkVersion: string;
  openType: (kind: string, button: Node) => void;
}

interface Parts {
  app: AppSettings;
  pages: Pages;
  platform: Platform;
  look: Look;
  storage: string;
  launch: () => object;
}

/** A name that looks like a function of WeChat's. */
const FUNCTION_NAME = /^[a-z]+[A-Z]\w*$/;

/** Functions the host does not have throw by name when they are called, instead of being quietly missing. */
function namingTheUnknown(functions: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(functions, {
    get(target, name) {
      if (typeof name !== 'string' || name in target || name === 'webpackJsonp' || !FUNCTION_NAME.test(name))
        return Reflect.get(target, name) as unknown;
      return () => {
        throw new Error(`the host has no wx.${name}`);
      };
    },
  });
}

function eventFunctions(events: AppEvents): WxFunctions {
  return {
    ...events.show.functions('AppShow'),
    ...events.hide.functions('AppHide'),
    ...events.error.functions('Error'),
    ...events.rejection.functions('UnhandledRejection'),
    ...events.notFound.functions('PageNotFound'),
  };
}

interface Queries {
  createSelectorQuery(): unknown;
  createIntersectionObserver(options?: object): unknown;
}

/** `wx` as a whole. */
export function createWx({ app, pages, platform, look, storage: kept, launch }: Parts): Wx {
  const dialogs = new Dialogs();
  const storage = new Storage(kept, (all) => platform.keep(all));
  const files = new Files();
  const privacy = new Privacy(app.__usePrivacyCheck__ === true, storage, dialogs);
  const events: AppEvents = {
    show: new Listeners(),
    hide: new Listeners(),
    error: new Listeners(),
    rejection: new Listeners(),
    notFound: new Listeners(),
  };
  const share = ({ id, dataset }: Node) =>
    void pages.tell(pages.top(), 'onShareAppMessage', { from: 'button', target: { id, dataset } });
  const page = () => pages.top().instance as unknown as Queries;
  const functions: Record<string, WxFunction | object> = {
    ...storageFunctions(storage),
    ...fileFunctions(files),
    ...networkFunctions(platform, files),
    ...interfaceFunctions(pages, dialogs),
    ...deviceFunctions(look, privacy),
    ...accountFunctions(dialogs),
    ...mediaFunctions(files, privacy),
    ...privacy.functions(),
    ...eventFunctions(events),
    env: { USER_DATA_PATH: USER_FOLDER },
    getLaunchOptionsSync: launch,
    getEnterOptionsSync: launch,
    createSelectorQuery: () => page().createSelectorQuery(),
    createIntersectionObserver: (component: Queries, options?: object) =>
      component.createIntersectionObserver(options),
  };
  functions.canIUse = (name: string) => (name.split('.')[0] ?? '') in functions;
  return {
    object: namingTheUnknown(functions),
    dialogs,
    events,
    files,
    sdkVersion: SDK_VERSION,
    openType: openTypes(dialogs, privacy, share),
  };
}
