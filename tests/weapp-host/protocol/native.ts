import type { Host } from '../core/host.js';
import type { Methods } from './methods.js';

/** `Tool.*`: the tool itself, and the finger on what WeChat draws around and above the page. */
export function nativeMethods({ pages, wx, bundle }: Host): Methods {
  const home = `/${bundle.app.entryPagePath ?? bundle.app.pages[0] ?? ''}`;
  const actions: Record<string, (data: { url?: string }) => void | Promise<void>> = {
    confirmModal: () => wx.dialogs.answer('modal', true),
    cancelModal: () => wx.dialogs.answer('modal', false),
    authorizeAllow: () => wx.dialogs.answer('authorize', true),
    authorizeCancel: () => wx.dialogs.answer('authorize', false),
    navigateLeft: () => pages.go('navigateBack', {}),
    goHome: () => pages.go('reLaunch', { url: home }),
    switchTab: ({ url }) => {
      pages.go('switchTab', url === undefined ? {} : { url });
      const { path } = pages.top();
      const index = bundle.app.tabBar?.list.findIndex(({ pagePath }) => pagePath === path) ?? -1;
      pages.tell(pages.top(), 'onTabItemTap', { index, pagePath: path });
    },
  };
  return {
    'Tool.getInfo': () => ({ SDKVersion: wx.sdkVersion }),
    'Tool.native': ({ method, data = {} }: { method: string; data?: { url?: string } }) => {
      const act = actions[method];
      if (!act) throw new Error(`the host has no native action ${method}`);
      return act(data);
    },
  };
}
