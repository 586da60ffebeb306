export default definePageConfig({
  navigationBarTitleText: '提意见',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
