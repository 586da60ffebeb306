export default definePageConfig({
  navigationBarTitleText: '常问的问题',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
