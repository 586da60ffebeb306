import * as glassEasel from 'glass-easel';
import type { Bundle } from '../package/shape.js';
import { createWx, type Wx } from '../wx/index.js';
import type { Controls } from './controls.js';
import { fire, listenToDocument } from './events.js';
import { createLogic, type Logic } from './logic.js';
import { createPages, type Pages } from './pages.js';
import type { Look, Platform } from './platform.js';
import { consoleFor, describeError } from './reports.js';
import { createSpace } from './space.js';

/** A mini-program that is running: what the automation protocol works on. */
export interface Host {
  bundle: Bundle;
  platform: Platform;
  pages: Pages;
  wx: Wx;
  logic: Logic;
  controls: Controls;
  /** Launches the mini-program at a page (`pages/a/index?b=c`), the first one if nothing else is said. */
  start(url?: string): void;
  /** Tells of an error that nobody caught. */
  report(reason: unknown): void;
  reportRejection(reason: unknown): void;
}

const SCENE_FROM_LIST = 1001;

class RunningHost implements Host {
  readonly pages: Pages;
  readonly wx: Wx;
  readonly logic: Logic;
  readonly controls: Controls;
  private launch:
    { path: string; query: Record<string, string>; scene: number; referrerInfo: object } | undefined;

  constructor(
    readonly bundle: Bundle,
    readonly platform: Platform,
    look: Look,
    storage: string,
  ) {
    const space = createSpace(bundle, {
      fire,
      pictureAt: (address) => this.pictureAt(address),
      systemFontSize: look.fontSize,
    });
    this.logic = createLogic(bundle, space.code, platform, () => ({
      wx: this.wx.object,
      getCurrentPages: () => this.pages.stack().map(({ instance }) => instance),
      console: consoleFor(platform),
      setTimeout: this.guarded(setTimeout),
      setInterval: this.guarded(setInterval),
    }));
    this.pages = createPages({
      app: bundle.app,
      space: space.code,
      backend: space.backend,
      logic: this.logic,
      guard: (run) => this.guard(run),
    });
    this.wx = createWx({
      app: bundle.app,
      pages: this.pages,
      platform,
      look,
      storage,
      launch: () => this.launch ?? {},
    });
    this.controls = {
      navigate: (kind, options) => this.pages.go(kind as 'navigateTo', options),
      openType: (kind, button) => this.wx.openType(kind, button),
    };
    listenToDocument(space.context, this.controls);
    glassEasel.addGlobalErrorListener((reason) => {
      this.report(reason);
      return false;
    });
  }

  start(url = this.bundle.app.entryPagePath ?? this.bundle.app.pages[0] ?? ''): void {
    const [path = '', search = ''] = url.split('?', 2);
    const query = Object.fromEntries(new URLSearchParams(search));
    this.launch = { path, query, scene: SCENE_FROM_LIST, referrerInfo: {} };
    this.logic.load('app.js');
    if (!this.logic.app()) throw new Error('app.js did not call App()');
    this.tellApp('onLaunch', this.launch);
    this.tellApp('onShow', this.launch);
    if (this.pages.exists(path)) return this.pages.open(`/${url}`);
    const missing = { path, query, isEntryPage: true };
    this.wx.events.notFound.tell(missing);
    this.tellApp('onPageNotFound', missing);
  }

  report(reason: unknown): void {
    const error = describeError(reason);
    this.platform.emit('App.exceptionThrown', error);
    const said = `${error.message}\n${error.stack}`;
    this.wx.events.error.tell(said);
    this.tellApp('onError', said);
  }

  reportRejection(reason: unknown): void {
    this.platform.emit('App.exceptionThrown', describeError(reason));
    this.wx.events.rejection.tell({ reason });
    this.tellApp('onUnhandledRejection', { reason });
  }

  private tellApp(name: string, ...args: unknown[]): void {
    const app = this.logic.app();
    const method = app?.[name];
    if (typeof method === 'function')
      this.guard(() => (method as (...all: unknown[]) => unknown).apply(app, args));
  }

  private guard<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (reason) {
      this.report(reason);
      return undefined;
    }
  }

  /** A timer of the logic side whose errors are told like any other. */
  private guarded(timer: (run: () => void, ms?: number) => unknown) {
    return (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) =>
      timer(() => this.guard(() => run(...args)), ms);
  }

  private pictureAt(address: string): string {
    if (address.startsWith('wxfile://')) return `data:image/*;base64,${this.wx.files.read(address)}`;
    return this.bundle.images[address.replace(/^\//, '')] ?? address;
  }
}

/**
 * Makes a package ready to run in the document there is. `storage` is what `Platform.keep` was last given, or empty.
 */
export function createHost(bundle: Bundle, platform: Platform, look: Look, storage: string): Host {
  return new RunningHost(bundle, platform, look, storage);
}
