import type { Pages, Route } from '../core/pages.js';
import { Failure, settle, settling, type Options, type WxFunctions } from './call.js';
import type { Dialogs } from './dialogs.js';

const ROUTES: readonly Route[] = ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack'];

const required = (options: Options, name: string): string => {
  const value = options[name];
  if (typeof value !== 'string')
    throw new Failure(`parameter error: parameter.${name} should be String instead of ${typeof value}`);
  return value;
};

/** What changes nothing that a spec could see here; the words are checked, so that a wrong call is still found. */
const quiet = (names: readonly string[]) =>
  settling(Object.fromEntries(names.map((name) => [name, () => undefined])));

async function chosenItem(options: Options, dialogs: Dialogs): Promise<object> {
  if (!Array.isArray(options.itemList))
    throw new Failure('parameter error: parameter.itemList should be Array');
  // A person who agrees takes the first; a spec that wants another mocks the function, as in DevTools.
  if (!(await dialogs.ask('actionSheet'))) throw new Failure('cancel');
  return { tapIndex: 0 };
}

/** Moving between pages, and what WeChat shows above them. */
export function interfaceFunctions(pages: Pages, dialogs: Dialogs): WxFunctions {
  const routes = Object.fromEntries(
    ROUTES.map((route) => [
      route,
      (options: Options = {}) =>
        settle(route, options, () => pages.go(route, options as { url?: string; delta?: number })),
    ]),
  );
  return {
    ...routes,
    ...settling({
      showModal: async (options) => {
        const confirm = await dialogs.ask('modal');
        return { confirm, cancel: !confirm, content: options.editable ? '' : null };
      },
      showActionSheet: (options) => chosenItem(options, dialogs),
      showToast: (options) => void required(options, 'title'),
      showLoading: (options) => void required(options, 'title'),
      setNavigationBarTitle: (options) => void required(options, 'title'),
      pageScrollTo: ({ scrollTop }) => {
        window.scrollTo(0, Number(scrollTop) || 0);
      },
      startPullDownRefresh: () => {
        const page = pages.top();
        setTimeout(() => pages.tell(page, 'onPullDownRefresh'), 0);
      },
    }),
    ...quiet([
      'hideToast',
      'hideLoading',
      'stopPullDownRefresh',
      'setNavigationBarColor',
      'setBackgroundColor',
      'showNavigationBarLoading',
      'hideNavigationBarLoading',
      'hideHomeButton',
      'showShareMenu',
      'hideShareMenu',
      'updateShareMenu',
      'setTabBarBadge',
      'removeTabBarBadge',
      'showTabBar',
      'hideTabBar',
      'setTabBarItem',
      'setTabBarStyle',
      'showTabBarRedDot',
      'hideTabBarRedDot',
    ]),
  };
}
