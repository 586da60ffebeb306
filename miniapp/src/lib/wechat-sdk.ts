import wx from 'weixin-js-sdk';
import type { JsSdkSignature } from '@haochaping/shared/contracts';
import { ask } from './request.js';
import type { ShareCard } from '@haochaping/shared/domain/share-cards';

/** WeChat on iPhones judges the address a visit began with, elsewhere the one that is open. */
const began = window.location.href;
const signedAddress = (): string => {
  const url = /iPhone|iPad/i.test(navigator.userAgent) ? began : window.location.href;
  return url.split('#')[0] ?? url;
};

let waiting: Promise<void> | undefined;
let signedFor = '';

async function configure(url: string): Promise<void> {
  const answer = await ask<JsSdkSignature>(`/wechat/js-sdk?url=${encodeURIComponent(url)}`);
  if (!answer.ok) throw new Error('no signature');
  await new Promise<void>((resolve, reject) => {
    wx.ready(resolve);
    wx.error(() => reject(new Error('WeChat did not take the signature')));
    wx.config({
      debug: false,
      ...answer.data,
      jsApiList: ['scanQRCode', 'updateAppMessageShareData', 'updateTimelineShareData'],
      openTagList: [],
    });
  });
}

/** WeChat has taken the signature of the page that is open; asked again when that failed or the page is another. */
function configured(): Promise<void> {
  const url = signedAddress();
  if (!waiting || signedFor !== url) {
    signedFor = url;
    waiting = configure(url).catch((error: unknown) => {
      waiting = undefined;
      throw error;
    });
  }
  return waiting;
}

/** Has WeChat scan a code and answers what stands in it. */
export async function scanText(): Promise<string> {
  await configured();
  return new Promise((resolve, reject) => {
    wx.scanQRCode({
      needResult: 1,
      scanType: ['qrCode'],
      success: ({ resultStr }: { resultStr: string }) => resolve(resultStr),
      fail: () => reject(new Error('nothing was scanned')),
    });
  });
}

/** Tells WeChat what is passed on, to a friend and in 朋友圈, while that is still `wanted`. */
export async function tellCard({ title, text, path }: ShareCard, wanted: () => boolean): Promise<void> {
  await configured();
  if (!wanted()) return;
  const shared = { title, link: `${window.location.origin}${path}`, imgUrl: '', success: () => undefined };
  wx.updateAppMessageShareData({ ...shared, desc: text });
  wx.updateTimelineShareData(shared);
}
