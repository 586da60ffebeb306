export default definePageConfig({
  navigationBarTitleText: '评价公示',
  ...(process.env.TARO_ENV === 'h5'
    ? { usingWindowScroll: true }
    : { enablePageMeta: true, enableShareAppMessage: true, enableShareTimeline: true }),
});
