import { useDidShow } from '@tarojs/taro';
import { useEffect } from 'react';
import { HOME_CARD, type ShareCard } from '@haochaping/shared/domain/share-cards';

interface Bridge {
  call(name: 'hideOptionMenu' | 'showOptionMenu'): void;
}
interface InWeChat {
  WeixinJSBridge?: Bridge;
}

/** The page whose card counts: what is asked for one that was left meanwhile comes too late. */
let current: ShareCard | undefined;

/** Shows or takes away the menu for the page that is open, as soon as there is WeChat to ask. */
function menu(): void {
  const { WeixinJSBridge } = window as unknown as InWeChat;
  if (WeixinJSBridge) WeixinJSBridge.call(current ? 'showOptionMenu' : 'hideOptionMenu');
  else document.addEventListener('WeixinJSBridgeReady', menu, { once: true });
}

/**
 * In WeChat's own browser: what is passed on from the page that is open, told through its JS-SDK, which is fetched then. Without a card
 * the menu that passes on and copies the address is taken away, by the phone itself: the address of such a page goes nowhere, not
 * even to be signed.
 */
function offer(card: ShareCard | undefined): void {
  if (!/MicroMessenger/i.test(navigator.userAgent)) return;
  current = card;
  menu();
  if (!card) return;
  // Where it cannot be told, WeChat passes on the address of the page, which is everybody's.
  import(/* webpackMode: "lazy" */ './wechat-sdk.js')
    .then(({ tellCard }) => tellCard(card, () => current === card))
    .catch(() => undefined);
}

/** See share.ts. */
export function useShare(card: ShareCard | undefined): void {
  const named = card && JSON.stringify(card);
  const tell = () => {
    const told = named ? (JSON.parse(named) as ShareCard) : undefined;
    // In tabs and bookmarks, as where its address is passed on; the first page is called by the name of the whole.
    if (told && told.path !== HOME_CARD.path) document.title = told.title;
    offer(told);
  };
  useDidShow(tell);
  useEffect(tell, [named]);
}
