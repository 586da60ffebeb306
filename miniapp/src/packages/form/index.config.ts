export default definePageConfig({
  navigationBarTitleText: '评价表',
  usingWindowScroll: true,
});
