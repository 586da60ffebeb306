export default definePageConfig({
  navigationBarTitleText: '实名核对',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
