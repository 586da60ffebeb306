export default definePageConfig({
  navigationBarTitleText: '隐私告知',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
