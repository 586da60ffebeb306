import type { Look } from '../core/platform.js';
import { Failure, Listeners, settling, type WxFunctions } from './call.js';
import type { Privacy } from './privacy.js';

const BAR = 64;
export const SDK_VERSION = '3.8.0';

function systemOf({ width, height, theme, fontSize }: Look) {
  return {
    brand: 'devtools',
    model: 'haochaping weapp-host',
    system: 'iOS 17.0',
    platform: 'devtools',
    language: 'zh_CN',
    version: '8.0.50',
    SDKVersion: SDK_VERSION,
    pixelRatio: 2,
    screenWidth: width,
    screenHeight: height,
    windowWidth: width,
    windowHeight: height - BAR,
    statusBarHeight: 20,
    theme,
    fontSizeSetting: fontSize,
    fontSizeScaleFactor: fontSize / 17,
    benchmarkLevel: 1,
    host: { env: 'WeChat', appId: '' },
    safeArea: { top: 20, left: 0, right: width, bottom: height, width, height: height - 20 },
  };
}

function randomBytes(length: unknown): ArrayBuffer {
  const count = Number(length);
  if (!Number.isInteger(count) || count < 1 || count > 1048576)
    throw new Failure('parameter error: length should be a whole number from 1 to 1048576');
  return crypto.getRandomValues(new Uint8Array(count)).buffer;
}

/** The telephone: what it is, what it can dial, scan and remember. */
export function deviceFunctions(look: Look, privacy: Privacy): WxFunctions {
  const system = systemOf(look);
  const copy = () => structuredClone(system);
  let clipboard = '';
  return {
    getSystemInfoSync: copy,
    getWindowInfo: copy,
    getAppBaseInfo: copy,
    getDeviceInfo: copy,
    getSystemSetting: () => ({ deviceOrientation: 'portrait' }),
    getMenuButtonBoundingClientRect: () => {
      const [width, height, top, right] = [87, 32, 24, look.width - 7];
      return { width, height, top, right, bottom: top + height, left: right - width };
    },
    getAccountInfoSync: () => ({
      miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' },
    }),
    nextTick: (run: () => void) => void setTimeout(run, 0),
    ...settling({
      getSystemInfo: copy,
      makePhoneCall: ({ phoneNumber }) => {
        if (typeof phoneNumber !== 'string' || phoneNumber === '')
          throw new Failure('parameter error: parameter.phoneNumber should be String');
      },
      // Nobody holds a code before this camera; a spec that has one mocks the function, as in DevTools.
      scanCode: () => {
        throw new Failure('cancel');
      },
      getRandomValues: ({ length }) => ({ randomValues: randomBytes(length) }),
      setClipboardData: async ({ data }) => {
        if (typeof data !== 'string') throw new Failure('parameter error: parameter.data should be String');
        await privacy.require('setClipboardData');
        clipboard = data;
      },
      getClipboardData: async () => {
        await privacy.require('getClipboardData');
        return { data: clipboard };
      },
      vibrateShort: () => undefined,
      vibrateLong: () => undefined,
      setKeepScreenOn: () => undefined,
      hideKeyboard: () => undefined,
    }),
    ...new Listeners<{ theme: string }>().functions('ThemeChange'),
    ...new Listeners().functions('WindowResize'),
    ...new Listeners().functions('KeyboardHeightChange'),
    ...new Listeners().functions('MemoryWarning'),
  };
}
