export default definePageConfig({
  navigationBarTitleText: '我的信息',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
