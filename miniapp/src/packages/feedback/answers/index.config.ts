export default definePageConfig({
  navigationBarTitleText: '意见和答复',
  ...(process.env.TARO_ENV === 'h5'
    ? { usingWindowScroll: true }
    : { enablePageMeta: true, enableShareAppMessage: true, enableShareTimeline: true }),
});
