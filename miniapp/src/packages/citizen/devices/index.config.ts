export default definePageConfig({
  navigationBarTitleText: '登录着的地方',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
