export default definePageConfig({
  navigationBarTitleText: '我的企业',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
