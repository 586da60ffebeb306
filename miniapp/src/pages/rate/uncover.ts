import Taro from '@tarojs/taro';

type Seen = { top: number; bottom: number } | null;

const GAP = 8;

/**
 * Scrolls up by as much as the last face lies behind the button that has come, and a little more: in elder mode five wide faces and the
 * button may be higher than the screen, and nobody looks for a face they cannot see.
 */
export function uncover(): void {
  Taro.nextTick(() => {
    const query = Taro.createSelectorQuery();
    for (const one of ['.page-rate', '.choice-face.level-1', '.send-waiting'])
      query.select(one).boundingClientRect();
    query.exec(([page, face, bar]: [Seen, Seen, Seen]) => {
      if (!page || !face || !bar || face.bottom <= bar.top) return;
      // The page begins as far above the screen as it is scrolled.
      void Taro.pageScrollTo({ scrollTop: face.bottom - bar.top - page.top + GAP, duration: 0 });
    });
  });
}
