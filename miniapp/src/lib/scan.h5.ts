import type { Scan } from './scan.js';

export type { Scan };

/** On the web only WeChat's own browser scans, asked through its JS-SDK, which is fetched then; null elsewhere. */
export function scanner(): Scan | null {
  if (!/MicroMessenger/i.test(navigator.userAgent)) return null;
  return async () => {
    const { scanText } = await import(/* webpackMode: "lazy" */ './wechat-sdk.js');
    return scanText();
  };
}
