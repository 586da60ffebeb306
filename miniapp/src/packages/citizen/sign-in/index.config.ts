export default definePageConfig({
  navigationBarTitleText: '登录',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
