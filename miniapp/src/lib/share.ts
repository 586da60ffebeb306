import Taro, { useDidShow, useShareAppMessage, useShareTimeline } from '@tarojs/taro';
import { useEffect } from 'react';
import { HOME_CARD, type ShareCard } from '@haochaping/shared/domain/share-cards';

/** A drawing of our own: WeChat would take a picture of the screen, with what the person has chosen and written on it. */
const imageUrl = '/share.png';

/**
 * What WeChat passes on from the page that is open; without a card nothing, and the first page should it be asked all the same. Path
 * and query are always said: WeChat would take those the page was opened with. Acts on pages whose settings call for sharing.
 */
export function useShare(card: ShareCard | undefined): void {
  const { title, path } = card ?? HOME_CARD;
  useShareAppMessage(() => ({ title, path, imageUrl }));
  useShareTimeline(() => ({ title, query: path.split('?')[1] ?? 'from=timeline', imageUrl }));
  const shown = card !== undefined;
  const offer = () =>
    void (shown
      ? Taro.showShareMenu({ showShareItems: ['shareAppMessage', 'shareTimeline'] })
      : Taro.hideShareMenu());
  useDidShow(offer);
  useEffect(offer, [shown]);
}
