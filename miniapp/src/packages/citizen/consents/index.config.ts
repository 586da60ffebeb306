export default definePageConfig({
  navigationBarTitleText: '同意过什么',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
