import Taro, { useDidShow } from '@tarojs/taro';
import { useEffect } from 'react';
import type { FrameProps } from './contract.js';
import { fontScale } from './font-scale.js';
import tokens from './tokens.json';

/** The root's font size in WeChat; sizes in rem follow it, and so follow what a person has set in WeChat. */
export function rootFontSize(): string {
  // WeChat answers it here; Taro's types know it only of the older getSystemInfo.
  const { fontSizeSetting } = Taro.getAppBaseInfo() as { fontSizeSetting?: number };
  return `${16 * fontScale(fontSizeSetting)}px`;
}

const PAPER = {
  light: tokens.colours.light.paper,
  dark: tokens.colours.dark.paper,
  contrast: tokens.colours.contrast.paper,
};

/** Whether a page has painted the bar; until then WeChat does, by theme.json. */
let painted = false;

function paintBar(colours: FrameProps['colours']): void {
  if (colours === 'system' && !painted) return;
  painted = true;
  const mode = colours === 'system' ? (Taro.getAppBaseInfo().theme ?? 'light') : colours;
  // A page that was left meanwhile has no bar to paint.
  Taro.setNavigationBarColor({
    frontColor: mode === 'dark' ? '#ffffff' : '#000000',
    backgroundColor: PAPER[mode],
  }).catch(() => undefined);
}

/** Gives WeChat's bar above the page the colours that were chosen, also when one comes back to it. */
export function useBar(colours: FrameProps['colours']): void {
  useEffect(() => paintBar(colours), [colours]);
  useDidShow(() => paintBar(colours));
}
