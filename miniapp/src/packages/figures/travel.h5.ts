import { figuresPath } from '@haochaping/shared/domain/share-figures';
import type { Travel } from './travel.js';

/**
 * See travel.ts. On the web every step is an address in the browser's own history, shown on the page that is open: Taro's router
 * takes pages of one path for each other when it goes back over several.
 */
export const travel: Travel = (asked, _up, show) => {
  window.history.pushState(window.history.state, '', figuresPath(asked));
  window.scrollTo(0, 0);
  show(asked);
};
