const weapp = process.env.TARO_ENV === 'weapp';
/** The design kit's showcase, for whoever works on it; never in what is published. */
const gallery = process.env.TARO_APP_GALLERY === '1';

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/rate/index',
    'pages/done/index',
    'pages/mine/index',
    'pages/privacy/index',
    'pages/looks/index',
  ],
  subPackages: [
    {
      root: 'packages/citizen',
      pages: [
        'me/index',
        'sign-in/index',
        'real-name/index',
        'phone/index',
        'to-rate/index',
        'ratings/index',
        'rating/index',
        'complaint/index',
        'complaints/index',
        'disclosures/index',
        'consents/index',
        'devices/index',
        'help/index',
        'notice/index',
        'data/index',
        'corrections/index',
        'deletion/index',
        'businesses/index',
        'business/index',
        'business-cases/index',
      ],
    },
    // Only who has no code in hand looks for a place.
    { root: 'packages/place', pages: ['index'] },
    // What the console shows in a frame; a mini-program stands in no frame.
    ...(weapp ? [] : [{ root: 'packages/preview', pages: ['index'] }]),
    // What stands at a counter: a browser in full screen, never a mini-program.
    ...(weapp ? [] : [{ root: 'packages/kiosk', pages: ['index'] }]),
    // The stub of a paper form carries a link for browsers.
    ...(weapp ? [] : [{ root: 'packages/form', pages: ['index'] }]),
    { root: 'packages/feedback', pages: ['write/index', 'mine/index', 'answers/index'] },
    { root: 'packages/figures', pages: ['index', 'bulletins/index'] },
    ...(gallery ? [{ root: 'gallery', pages: ['index'] }] : []),
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
