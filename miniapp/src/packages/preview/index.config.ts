export default definePageConfig({ navigationBarTitleText: '试一试', usingWindowScroll: true });
