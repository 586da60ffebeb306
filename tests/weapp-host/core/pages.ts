import type { AssociatedBackend, CodeSpace, Root } from 'glass-easel-miniprogram-adapter';
import { pagesOf, type AppSettings } from '../package/shape.js';
import { resolvePath } from '../package/paths.js';
import type { Logic } from './logic.js';
import type { Node } from './tree.js';

type Instance = Record<string, unknown> & { data: Record<string, unknown>; setData(data: object): void };

export interface Page {
  id: number;
  path: string;
  query: Record<string, string>;
  instance: Instance;
  /** Its template's root: what selectors look into. */
  shadow: Node;
  box: HTMLElement;
}

interface Shown extends Page {
  root: Root;
  styles: HTMLStyleElement[];
}

export type Route = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab' | 'navigateBack';

export interface Pages {
  exists(path: string): boolean;
  /** Opens the first page. */
  open(url: string): void;
  /** Throws, with WeChat's words where it has some, when it cannot go there. */
  go(route: Route, options: { url?: string; delta?: number }): void;
  stack(): readonly Page[];
  top(): Page;
  byId(id: number): Page;
  /** Calls a page's lifecycle function if it has one. */
  tell(page: Page, name: string, ...args: unknown[]): unknown;
}

interface Parts {
  app: AppSettings;
  space: CodeSpace;
  backend: AssociatedBackend;
  logic: Logic;
  guard<T>(run: () => T): T | undefined;
}

const MOST_PAGES = 10;

/** Values of a query stay as they were written: WeChat does not decode them either. */
function parseUrl(url: string, base: string): { path: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.split('?', 2);
  const pairs = search
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')] as const;
    });
  return { path: resolvePath(base, path), query: Object.fromEntries(pairs) };
}

function toggle(page: Shown, visible: boolean): void {
  page.box.style.display = visible ? '' : 'none';
  // Each page of WeChat has a document of its own; here the styles of a page count only while it is on top.
  for (const style of page.styles) style.media = visible ? '' : 'not all';
}

/** The stack of pages, and the tabs, which stay alive beside it. */
export function createPages(parts: Parts): Pages {
  const { app, logic } = parts;
  const all = new Set(pagesOf(app));
  const tabPaths = new Set(app.tabBar?.list.map(({ pagePath }) => pagePath) ?? []);
  const tabs = new Map<string, Shown>();
  let stack: Shown[] = [];
  let count = 0;

  const tell = (page: Page, name: string, ...args: unknown[]) => {
    const method = page.instance[name];
    return typeof method === 'function'
      ? parts.guard(() => (method as (...all: unknown[]) => unknown).apply(page.instance, args))
      : undefined;
  };
  const top = () => {
    const page = stack.at(-1);
    if (!page) throw new Error('no page is open');
    return page;
  };
  const target = (url = '') => {
    const found = parseUrl(url, stack.at(-1)?.path ?? '');
    if (!all.has(found.path)) throw new Error(`page "${found.path}" is not found`);
    return found;
  };

  function create(path: string, query: Record<string, string>): Shown {
    logic.loadComponent(path);
    const box = document.createElement('div');
    box.className = 'window';
    const place = box.appendChild(document.createElement('i'));
    document.body.append(box);
    const before = new Set(document.head.querySelectorAll('style'));
    const root = parts.backend.createRoot('wx-page', parts.space, path);
    const styles = [...document.head.querySelectorAll('style')].filter((style) => !before.has(style));
    const instance = root.get() as unknown as Instance;
    Object.assign(instance, { route: path, __route__: path, options: query });
    const shadow = root.getComponent().getShadowRoot()!;
    const page: Shown = { id: ++count, path, query, instance, shadow, box, root, styles };
    stack.push(page);
    root.attach(box as never, place as never);
    if (tabPaths.has(path)) tabs.set(path, page);
    tell(page, 'onLoad', query);
    tell(page, 'onShow');
    setTimeout(() => tell(page, 'onReady'), 0);
    return page;
  }
  function destroy(page: Shown): void {
    tell(page, 'onUnload');
    page.root.release();
    page.box.remove();
    page.styles.forEach((style) => style.remove());
  }
  function hideTop(): void {
    const page = stack.at(-1);
    if (!page) return;
    tell(page, 'onHide');
    toggle(page, false);
  }
  function show(page: Shown): void {
    toggle(page, true);
    tell(page, 'onShow');
  }
  function leaveAll(keep: (page: Shown) => boolean): void {
    for (const page of [...stack].reverse()) if (!keep(page)) destroy(page);
    stack = [];
  }
  function switchTab(path: string): void {
    hideTop();
    leaveAll((page) => tabs.has(page.path));
    const known = tabs.get(path);
    if (!known) return void create(path, {});
    stack.push(known);
    show(known);
  }
  function back(delta: number): void {
    if (stack.length === 1) throw new Error('cannot navigate back at first page.');
    for (let step = Math.min(delta, stack.length - 1); step > 0; step--) destroy(stack.pop()!);
    show(top());
  }
  function reLaunch(path: string, query: Record<string, string>): void {
    leaveAll(() => false);
    tabs.forEach((page) => page.box.isConnected && destroy(page));
    tabs.clear();
    create(path, query);
  }

  return {
    exists: (path) => all.has(path),
    open: (url) => {
      const { path, query } = target(url);
      create(path, query);
    },
    go(route, { url, delta = 1 }) {
      if (route === 'navigateBack') return back(delta);
      const { path, query } = target(url);
      if (route === 'reLaunch') return reLaunch(path, query);
      if (route === 'switchTab') {
        if (!tabPaths.has(path)) throw new Error('can not switch to no-tabBar page');
        return switchTab(path);
      }
      if (tabPaths.has(path)) throw new Error(`can not ${route} a tabbar page`);
      if (route === 'redirectTo') {
        destroy(stack.pop()!);
      } else {
        if (stack.length >= MOST_PAGES) throw new Error('webview count limit exceed');
        hideTop();
      }
      create(path, query);
    },
    stack: () => stack,
    top,
    byId(id) {
      const page = stack.find((one) => one.id === id);
      if (!page) throw new Error('page destroyed');
      return page;
    },
    tell,
  };
}
