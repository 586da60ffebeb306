export default definePageConfig({
  navigationBarTitleText: '谁查看过我的信息',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
