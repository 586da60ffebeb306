export default definePageConfig({
  navigationBarTitleText: '公开案例',
  ...(process.env.TARO_ENV === 'h5'
    ? { usingWindowScroll: true }
    : { enablePageMeta: true, enableShareAppMessage: true, enableShareTimeline: true }),
});
