export default definePageConfig({
  navigationBarTitleText: '设计样张',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
