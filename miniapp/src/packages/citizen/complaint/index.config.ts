export default definePageConfig({
  navigationBarTitleText: '投诉',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
