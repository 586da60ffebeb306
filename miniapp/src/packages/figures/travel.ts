import Taro from '@tarojs/taro';
import { figuresPath } from '@haochaping/shared/domain/share-figures';
import type { AskedFigures } from './go.js';

/** Shows other figures; `up` is so many levels up, 0 for what lies below; `show` puts them on the page that is open. */
export type Travel = (asked: AskedFigures, up: number, show: (asked: AskedFigures) => void) => void;

/**
 * Opens other figures. In the mini-program what lies below gets a page of its own, so that “back” leads up; up one goes back where one
 * came down, and anew where one came by a link.
 */
export const travel: Travel = (asked, up) => {
  if (up === 0) {
    void Taro.navigateTo({ url: figuresPath(asked) });
    return;
  }
  const beneath = Taro.getCurrentPages().slice(0, -1).reverse();
  const other = beneath.findIndex(({ route }) => !(route ?? '').includes('packages/figures/'));
  const steps = other < 0 ? beneath.length : other;
  if (steps >= up) void Taro.navigateBack({ delta: up });
  else void Taro.reLaunch({ url: figuresPath(asked) });
};
