/** What the person holds, as one would call it. */
export const DEVICE: '手机' | '电脑' =
  process.env.TARO_ENV === 'h5' && window.matchMedia('(hover: hover) and (pointer: fine)').matches
    ? '电脑'
    : '手机';
