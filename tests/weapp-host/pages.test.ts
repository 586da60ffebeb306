import { startFixture, type Element, type Fixture } from './fixture-host.js';

// The host judged by WeChat's own automation client, on a small package that uses what WeChat has: pages.

let app: Fixture;

beforeAll(async () => {
  app = await startFixture([]);
}, 60_000);
beforeEach(() => app.reset());
afterAll(() => app?.stop());

describe('taps', () => {
  test('reach what is touched, bubble, and stop where they are caught', async () => {
    await app.tap('#title');
    await app.tap('.title');
    expect(await (await app.find('.title')).text()).toBe('2');
    await app.tap('.inner');
    expect(await app.said()).toBe('inner');
    await app.tap('.outer');
    expect(await app.said()).toBe('outer');
  });

  test('do nothing on a disabled button, and something once it is enabled', async () => {
    await app.tap('.off');
    expect(await app.page.data('taps')).toBe(0);
    await app.page.setData({ ready: true });
    await app.tap('.off');
    expect(await app.page.data('taps')).toBe(1);
  });

  test('are refused on what is hidden', async () => {
    await expect(app.tap('.gone')).rejects.toThrow('<view class="gone"> cannot be tapped: it is hidden');
    expect(await app.page.data('taps')).toBe(0);
  });

  test('carry the dataset of a list item from a template', async () => {
    await ((await app.page.$$('.item')) as Element[])[1]!.tap();
    expect(await app.said()).toBe('picked 1');
  });
});

describe('selectors', () => {
  test('find tags, ids, classes, children and several at once', async () => {
    expect(await app.page.$$('form > input, view#title, .outer .inner')).toHaveLength(3);
    expect(await app.page.$$('form > .pear')).toHaveLength(0);
  });

  test('do not look into a component; a search in the component does', async () => {
    expect(await app.page.$('.card-title')).toBeNull();
    expect(await app.page.$('.card .card-title')).toBeNull();
    expect(await app.page.$('.slotted')).not.toBeNull();
    expect(await (await app.find('.card')).$('.card-title')).not.toBeNull();
  });

  test('WeChat does not have are refused by name', async () => {
    await expect(app.page.$$('view[aria-label]')).rejects.toThrow(
      'is not one WeChat knows: “view[aria-label]”',
    );
  });
});

describe('forms', () => {
  test('are submitted with what every control holds', async () => {
    await (await app.find('.name')).input('一二三四五六七');
    expect(await app.said()).toBe('typed 一二三四五');
    await (await app.find('.words')).input('很多话');
    await app.tap('.apple');
    expect(await app.said()).toBe('change {"value":["apple","pear"]}');
    await app.tap('.big');
    await app.tap('.on');
    await (await app.find('.much')).slideTo(40);
    await (await app.find('.day')).trigger('change', { value: 1 });
    expect(await app.said()).toBe('change {"value":1}');
    await app.tap('.send');
    expect(JSON.parse(await app.said())).toEqual({
      name: '一二三四五',
      words: '很多话',
      fruits: ['apple', 'pear'],
      size: 'big',
      on: true,
      much: 40,
      // Choosing told the page; what the picker holds is what the page then gives it.
      day: '0',
    });
  });

  test('swipers tell where they are', async () => {
    await (await app.find('.swiper')).swipeTo(1);
    expect(await app.said()).toBe('change {"current":1,"source":"touch"}');
  });
});

describe('components and styles', () => {
  test('a component of the package keeps its data and tells its page', async () => {
    const card = await app.find('.card');
    await ((await card.$('.card-title')) as Element).tap();
    expect(await app.said()).toBe('opened {"times":1}');
    expect(await card.data('opened')).toBe(1);
    await card.callMethod('open');
    expect(await card.data('opened')).toBe(2);
  });

  test('styles are imported, measured and kept apart as in WeChat', async () => {
    expect(await (await app.find('.inner')).style('color')).toBe('rgb(9, 9, 9)');
    expect(await (await app.find('.title')).style('width')).toBe('375px');
    const title = (await (await app.find('.card')).$('.card-title')) as Element;
    expect(await title.style('color')).toBe('rgb(7, 7, 7)');
  });

  test('what a screen reader is told stands at the element', async () => {
    expect(await (await app.find('.title')).attribute('aria-label')).toBe('表单');
    expect(await (await app.find('.title')).attribute('aria-checked')).toBe('false');
  });
});

describe('pages', () => {
  test('live and are told so, in order', async () => {
    await app.call('navigateTo', { url: '/apart/detail/index?a=%E4%B8%80' });
    const [first, second] = await app.mini.pageStack();
    expect([first?.path, second?.path, second?.query]).toEqual([
      'form/index',
      'apart/detail/index',
      { a: '%E4%B8%80' },
    ]);
    await app.call('navigateBack');
    expect(await app.mini.evaluate('() => getCurrentPages()[0].lives.slice(-4)')).toEqual([
      'show',
      'ready',
      'hide',
      'show',
    ]);
  });

  test('a navigator goes where it says; a page that is not there is refused in WeChat’s words', async () => {
    await app.tap('.go');
    expect((await app.mini.currentPage())?.path).toBe('apart/detail/index');
    await expect(app.call('navigateTo', { url: '/nowhere/index' })).rejects.toThrow(
      'navigateTo:fail page "nowhere/index" is not found',
    );
    await expect(app.call('navigateTo', { url: '/second/index' })).rejects.toThrow(
      'can not navigateTo a tabbar page',
    );
  });

  test('tabs stay alive', async () => {
    await app.tap('.title');
    await app.mini.native().switchTab({ url: '/second/index' });
    expect((await app.mini.currentPage())?.path).toBe('second/index');
    await app.mini.native().switchTab({ url: '/form/index' });
    app.page = (await app.mini.currentPage())!;
    expect(await app.page.data('taps')).toBe(1);
    expect(await app.said()).toBe('tab 0');
    await expect(app.call('switchTab', { url: '/apart/detail/index' })).rejects.toThrow('no-tabBar page');
  });

  test('more than ten are refused', async () => {
    for (let count = 1; count < 10; count++) await app.call('navigateTo', { url: '/apart/detail/index' });
    await expect(app.call('navigateTo', { url: '/apart/detail/index' })).rejects.toThrow(
      'webview count limit',
    );
  });

  test('are pulled down and shared', async () => {
    await app.call('startPullDownRefresh');
    await app.nowSaid('refreshed');
    await app.tap('.share');
    expect(await app.said()).toBe('share button');
  });
});
