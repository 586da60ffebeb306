export default definePageConfig({
  navigationBarTitleText: '好差评',
  // On the web the window scrolls, as in any page; a mini-program page always does; there the letters
  // follow the size set in WeChat.
  ...(process.env.TARO_ENV === 'h5'
    ? { usingWindowScroll: true }
    : { enablePageMeta: true, enableShareAppMessage: true, enableShareTimeline: true }),
});
