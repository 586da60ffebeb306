export default definePageConfig({ navigationBarTitleText: '窗口评价器', usingWindowScroll: true });
