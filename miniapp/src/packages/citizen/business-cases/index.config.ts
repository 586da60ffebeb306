export default definePageConfig({
  navigationBarTitleText: '企业的差评',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
