export default definePageConfig({
  navigationBarTitleText: '这条评价',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
