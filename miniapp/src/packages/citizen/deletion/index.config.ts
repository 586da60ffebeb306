export default definePageConfig({
  navigationBarTitleText: '注销账号',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
