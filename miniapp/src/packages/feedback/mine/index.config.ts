export default definePageConfig({
  navigationBarTitleText: '我的意见',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
