const weapp = process.env.TARO_ENV === 'weapp';

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/rate/index',
    'pages/done/index',
    'pages/mine/index',
    'pages/place/index',
    'pages/privacy/index',
    'pages/looks/index',
  ],
  window: {
    navigationBarTitleText: '好差评',
    ...(weapp
      ? {
          navigationBarBackgroundColor: '@paper',
          navigationBarTextStyle: '@navText',
          backgroundColor: '@paper',
        }
      : {}),
  },
  ...(weapp
    ? {
        darkmode: true,
        themeLocation: 'theme.json',
        lazyCodeLoading: 'requiredComponents',
        __usePrivacyCheck__: true,
      }
    : {}),
  animation: false,
});
