export default definePageConfig({
  navigationBarTitleText: '企业授权',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
