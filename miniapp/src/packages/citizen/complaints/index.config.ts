export default definePageConfig({
  navigationBarTitleText: '我的投诉',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
