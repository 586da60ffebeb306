import Taro from '@tarojs/taro';
import type { ReactNode } from 'react';
import { common, HOTLINE } from '../words.js';
import { useShare } from '../lib/share.js';
import type { ShareCard } from '@haochaping/shared/domain/share-cards';
import { setElder, useColours, useElder } from '../lib/settings.js';
import { DeskLinks } from './desk.js';
import { Box, Frame, Press, Words } from './elements.js';

/** Dials the hotline; in a desktop browser the system offers whatever can call. */
export function call(): void {
  // A person who closes the dialler again has not met an error.
  Taro.makePhoneCall({ phoneNumber: HOTLINE }).catch(() => undefined);
}

/** Goes to the first page; what lies behind is left, so that “back” leads out and not in circles. */
export function goHome(): void {
  void Taro.reLaunch({ url: '/pages/home/index' });
}

/** Opens what people ask, with the answers. */
export function openHelp(): void {
  void Taro.navigateTo({ url: '/packages/citizen/help/index' });
}

interface PageProps {
  name: string;
  /** On a wide screen it has `columns` or `tiles` side by side; see styles/desk.scss. */
  wide?: boolean;
  /** What is passed on from here; a page without it belongs to a person, or is not worth it. */
  share?: ShareCard | undefined;
  children: ReactNode;
}

/** The frame of every page: a quiet line at the top, the content, and in elder mode the telephone at the end. */
export function Page({ name, wide = false, share, children }: PageProps) {
  useShare(share);
  const elder = useElder();
  const colours = useColours();
  return (
    <Frame
      className={`page page-${name} in-${colours} ${elder ? 'elder' : 'standard'} ${wide ? 'wide' : ''}`}
      colours={colours}
    >
      <Box className="top">
        {name === 'home' ? (
          <Words className="product">{common.product}</Words>
        ) : (
          <Press
            className="product product-link"
            role="link"
            onPress={goHome}
            label={`${common.product}，${common.home}`}
          >
            {common.product}
          </Press>
        )}
        <DeskLinks name={name} />
        <Press
          className="elder-switch"
          role="switch"
          checked={elder}
          label={common.elderOn}
          onPress={() => setElder(!elder)}
        >
          {elder ? common.elderOff : common.elderOn}
        </Press>
      </Box>
      <Box role="main" className="main">
        {children}
        {elder ? (
          <Press className="call-us" onPress={call} label={`${common.callElder}，${HOTLINE}`}>
            <Words className="call-words">{common.callElder}</Words>
            <Words className="call-number">{HOTLINE}</Words>
          </Press>
        ) : null}
      </Box>
    </Frame>
  );
}
