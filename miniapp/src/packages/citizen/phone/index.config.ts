export default definePageConfig({
  navigationBarTitleText: '绑定手机号',
  ...(process.env.TARO_ENV === 'h5' ? { usingWindowScroll: true } : { enablePageMeta: true }),
});
