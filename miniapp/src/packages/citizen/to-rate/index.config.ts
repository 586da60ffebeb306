export default definePageConfig({
  navigationBarTitleText: '我的待评价',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
