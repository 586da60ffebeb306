import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import automator from 'miniprogram-automator';
import { startProgram, type Program } from '../../server/launch/lib/programs.mjs';
import { eventually } from '../support/journey.js';

// The host judged by WeChat's own automation client, on a small package that uses what WeChat has. FA-2.1.1-a.

type MiniProgram = Awaited<ReturnType<typeof automator.connect>>;
type Page = NonNullable<Awaited<ReturnType<MiniProgram['currentPage']>>>;
type Element = NonNullable<Awaited<ReturnType<Page['$']>>> & {
  input(text: string): Promise<void>;
  slideTo(value: number): Promise<void>;
  swipeTo(index: number): Promise<void>;
  callMethod(name: string): Promise<unknown>;
  data(path?: string): Promise<unknown>;
};

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const BUILT = 'https://api.example.com';
/** 1×1 pixel. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let echo: Server;
let host: Program;
let mini: MiniProgram;
let page: Page;
const exceptions: string[] = [];

const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  echo = createServer((ask, reply) => {
    const parts: Buffer[] = [];
    ask.on('data', (part: Buffer) => parts.push(part));
    ask.on('end', () => {
      if (ask.url === '/slow') return;
      const body = Buffer.concat(parts).toString('latin1');
      reply.setHeader('content-type', 'application/json');
      reply.end(
        JSON.stringify({ method: ask.method, url: ask.url, type: ask.headers['content-type'], body }),
      );
    });
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  host = await startProgram({
    name: 'weapp-host',
    file: here('start.mjs'),
    args: ['--project', here('fixture'), '--host', `${BUILT}=${originOf(echo)}`, '--font-size', '20'],
    env: { PATH: process.env.PATH },
  });
  mini = await automator.connect({ wsEndpoint: `ws://127.0.0.1:${host.port}` });
  mini.on('exception', ({ message }: { message: string }) => exceptions.push(message));
}, 60_000);
beforeEach(async () => {
  exceptions.length = 0;
  await mini.callWxMethod('reLaunch', { url: '/form/index' });
  page = (await mini.currentPage())!;
});
afterAll(async () => {
  mini?.disconnect();
  await host?.stop();
  echo?.closeAllConnections();
  echo?.close();
});

const find = async (selector: string) => {
  const found = (await page.$(selector)) as Element | null;
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const tap = async (selector: string) => (await find(selector)).tap();
const said = async () => (await page.data('said')) as string;
const nowSaid = (words: string) =>
  eventually(`the page says ${words}`, async () => ((await said()) === words ? true : undefined), 5000);
const call = (method: string, ...args: unknown[]) => mini.callWxMethod(method, ...args) as Promise<object>;

describe('taps', () => {
  test('reach what is touched, bubble, and stop where they are caught', async () => {
    await tap('#title');
    await tap('.title');
    expect(await (await find('.title')).text()).toBe('2');
    await tap('.inner');
    expect(await said()).toBe('inner');
    await tap('.outer');
    expect(await said()).toBe('outer');
  });

  test('do nothing on a disabled button, and something once it is enabled', async () => {
    await tap('.off');
    expect(await page.data('taps')).toBe(0);
    await page.setData({ ready: true });
    await tap('.off');
    expect(await page.data('taps')).toBe(1);
  });

  test('are refused on what is hidden', async () => {
    await expect(tap('.gone')).rejects.toThrow('<view class="gone"> cannot be tapped: it is hidden');
    expect(await page.data('taps')).toBe(0);
  });

  test('carry the dataset of a list item from a template', async () => {
    await ((await page.$$('.item')) as Element[])[1]!.tap();
    expect(await said()).toBe('picked 1');
  });
});

describe('selectors', () => {
  test('find tags, ids, classes, children and several at once', async () => {
    expect(await page.$$('form > input, view#title, .outer .inner')).toHaveLength(3);
    expect(await page.$$('form > .pear')).toHaveLength(0);
  });

  test('do not look into a component; a search in the component does', async () => {
    expect(await page.$('.card-title')).toBeNull();
    expect(await page.$('.card .card-title')).toBeNull();
    expect(await page.$('.slotted')).not.toBeNull();
    expect(await (await find('.card')).$('.card-title')).not.toBeNull();
  });

  test('WeChat does not have are refused by name', async () => {
    await expect(page.$$('view[aria-label]')).rejects.toThrow('is not one WeChat knows: “view[aria-label]”');
  });
});

describe('forms', () => {
  test('are submitted with what every control holds', async () => {
    await (await find('.name')).input('一二三四五六七');
    expect(await said()).toBe('typed 一二三四五');
    await (await find('.words')).input('很多话');
    await tap('.apple');
    expect(await said()).toBe('change {"value":["apple","pear"]}');
    await tap('.big');
    await tap('.on');
    await (await find('.much')).slideTo(40);
    await (await find('.day')).trigger('change', { value: 1 });
    expect(await said()).toBe('change {"value":1}');
    await tap('.send');
    expect(JSON.parse(await said())).toEqual({
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
    await (await find('.swiper')).swipeTo(1);
    expect(await said()).toBe('change {"current":1,"source":"touch"}');
  });
});

describe('components and styles', () => {
  test('a component of the package keeps its data and tells its page', async () => {
    const card = await find('.card');
    await ((await card.$('.card-title')) as Element).tap();
    expect(await said()).toBe('opened {"times":1}');
    expect(await card.data('opened')).toBe(1);
    await card.callMethod('open');
    expect(await card.data('opened')).toBe(2);
  });

  test('styles are imported, measured and kept apart as in WeChat', async () => {
    expect(await (await find('.inner')).style('color')).toBe('rgb(9, 9, 9)');
    expect(await (await find('.title')).style('width')).toBe('375px');
    const title = (await (await find('.card')).$('.card-title')) as Element;
    expect(await title.style('color')).toBe('rgb(7, 7, 7)');
  });

  test('what a screen reader is told stands at the element', async () => {
    expect(await (await find('.title')).attribute('aria-label')).toBe('表单');
    expect(await (await find('.title')).attribute('aria-checked')).toBe('false');
  });
});

describe('pages', () => {
  test('live and are told so, in order', async () => {
    await call('navigateTo', { url: '/apart/detail/index?a=%E4%B8%80' });
    const [first, second] = await mini.pageStack();
    expect([first?.path, second?.path, second?.query]).toEqual([
      'form/index',
      'apart/detail/index',
      { a: '%E4%B8%80' },
    ]);
    await call('navigateBack');
    expect(await mini.evaluate('() => getCurrentPages()[0].lives.slice(-4)')).toEqual([
      'show',
      'ready',
      'hide',
      'show',
    ]);
  });

  test('a navigator goes where it says; a page that is not there is refused in WeChat’s words', async () => {
    await tap('.go');
    expect((await mini.currentPage())?.path).toBe('apart/detail/index');
    await expect(call('navigateTo', { url: '/nowhere/index' })).rejects.toThrow(
      'navigateTo:fail page "nowhere/index" is not found',
    );
    await expect(call('navigateTo', { url: '/second/index' })).rejects.toThrow(
      'can not navigateTo a tabbar page',
    );
  });

  test('tabs stay alive', async () => {
    await tap('.title');
    await mini.native().switchTab({ url: '/second/index' });
    expect((await mini.currentPage())?.path).toBe('second/index');
    await mini.native().switchTab({ url: '/form/index' });
    page = (await mini.currentPage())!;
    expect(await page.data('taps')).toBe(1);
    expect(await said()).toBe('tab 0');
    await expect(call('switchTab', { url: '/apart/detail/index' })).rejects.toThrow('no-tabBar page');
  });

  test('more than ten are refused', async () => {
    for (let count = 1; count < 10; count++) await call('navigateTo', { url: '/apart/detail/index' });
    await expect(call('navigateTo', { url: '/apart/detail/index' })).rejects.toThrow('webview count limit');
  });

  test('are pulled down and shared', async () => {
    await call('startPullDownRefresh');
    await nowSaid('refreshed');
    await tap('.share');
    expect(await said()).toBe('share button');
  });
});

describe('wx', () => {
  test('keeps what is stored, as a copy', async () => {
    await call('setStorageSync', 'a', { b: [1] });
    expect(await call('getStorageSync', 'a')).toEqual({ b: [1] });
    expect(await call('getStorageInfoSync')).toMatchObject({ keys: ['a'] });
    await expect(call('getStorage', { key: 'c' })).rejects.toThrow('getStorage:fail data not found');
  });

  test('asks real servers, those on the list and no others', async () => {
    expect(await call('request', { url: `${BUILT}/a?b=1`, data: { c: '二' } })).toMatchObject({
      statusCode: 200,
      data: { method: 'GET', url: '/a?b=1&c=%E4%BA%8C' },
    });
    expect(await call('request', { url: `${BUILT}/p`, method: 'POST', data: { d: 1 } })).toMatchObject({
      data: { method: 'POST', type: 'application/json', body: '{"d":1}' },
    });
    await expect(call('request', { url: `${originOf(echo)}/a` })).rejects.toThrow('url not in domain list');
    await expect(call('request', { url: `${BUILT}/slow`, timeout: 100 })).rejects.toThrow(
      'request:fail timeout',
    );
  });

  test('uploads a picture that was chosen', async () => {
    const write = `(data) => wx.getFileSystemManager().writeFileSync(wx.env.USER_DATA_PATH + '/a.png', data, 'base64')`;
    await mini.evaluate(write, PICTURE);
    await mini.mockWxMethod('chooseMedia', { tempFiles: [{ tempFilePath: 'wxfile://usr/a.png' }] });
    const { tempFiles } = (await call('chooseMedia', {})) as { tempFiles: { tempFilePath: string }[] };
    const filePath = tempFiles[0]!.tempFilePath;
    await page.setData({ photo: filePath });
    expect(await (await find('.photo')).wxml()).toContain(PICTURE.slice(0, 20));
    const sent = { url: `${BUILT}/up`, filePath, name: 'photo', formData: { Of: 'case' } };
    const { data } = (await call('uploadFile', sent)) as { data: string };
    const { type, body } = JSON.parse(data) as { type: string; body: string };
    expect(type).toContain('multipart/form-data');
    for (const part of ['name="photo"; filename="a.png"', 'name="Of"', 'PNG']) expect(body).toContain(part);
  });

  test('waits for consent before personal data, then for what the person allows', async () => {
    const copied = call('setClipboardData', { data: '字' });
    await mini.native().authorizeCancel();
    await expect(copied).rejects.toThrow('setClipboardData:fail privacy permission is not authorized');
    await tap('.phone');
    await mini.native().authorizeAllow();
    await mini.native().authorizeAllow();
    await eventually('a code', async () => (/"code":"host-/.test(await said()) ? true : undefined));
    await call('setClipboardData', { data: '字' });
    expect(await call('getClipboardData')).toMatchObject({ data: '字' });
    expect(await call('getPrivacySetting')).toMatchObject({ needAuthorization: false });
  });

  test('asks by dialogs that a finger answers', async () => {
    const asked = call('showModal', { title: '删除', content: '真的吗' });
    await mini.native().confirmModal();
    expect(await asked).toMatchObject({ confirm: true });
    const subscribed = call('requestSubscribeMessage', { tmplIds: ['t1'] });
    await mini.native().authorizeAllow();
    expect(await subscribed).toMatchObject({ t1: 'accept' });
    await expect(mini.native().confirmModal()).rejects.toThrow('no modal dialog is open');
  });

  test('logs in with a code that is new each time', async () => {
    const codes = await Promise.all([call('login'), call('login')]);
    expect(new Set(codes.map((one) => (one as { code: string }).code)).size).toBe(2);
  });

  test('has nobody who scans or chooses unless a spec says so, and then gives back its own', async () => {
    await expect(call('scanCode', {})).rejects.toThrow('scanCode:fail cancel');
    await mini.mockWxMethod('scanCode', { result: 'abc' });
    expect(await call('scanCode', {})).toEqual({ result: 'abc' });
    await mini.mockWxMethod('scanCode', 'function () { return this.origin({ mine: true }) }');
    await expect(call('scanCode', {})).rejects.toThrow('scanCode:fail cancel');
    await mini.restoreWxMethod('scanCode');
    await mini.mockWxMethod('login', { errMsg: 'login:fail no' });
    expect(await call('login')).toEqual({ errMsg: 'login:fail no' });
    await mini.restoreWxMethod('login');
  });

  test('measures elements', async () => {
    expect(await page.callMethod('measure')).toMatchObject({ left: 0, width: expect.any(Number) as number });
  });
});

describe('what is not there or goes wrong', () => {
  test('an unknown function of wx, of the protocol, of an element is refused by name', async () => {
    await expect(mini.evaluate('() => wx.createRewardedVideoAd({})')).rejects.toThrow(
      'the host has no wx.createRewardedVideoAd',
    );
    await expect(mini.callWxMethod('startSoterAuthentication')).rejects.toThrow(
      'the host has no wx.startSoterAuthentication',
    );
    await expect(mini.testAccounts()).rejects.toThrow('the host has no protocol method Tool.getTestAccounts');
    await expect(mini.native().closePaymentDialog()).rejects.toThrow('no native action closePaymentDialog');
    await expect(mini.screenshot()).rejects.toThrow('use --renderer chromium');
  });

  test('the logic side sees no document, no window and no browser', async () => {
    const seen: unknown = await mini.evaluate(
      '() => [typeof window, typeof document, typeof self, typeof fetch, typeof process, typeof URL, typeof require]',
    );
    expect(seen).toEqual(Array.from({ length: 7 }, () => 'undefined'));
  });

  test('errors nobody caught are told to the client and to the app', async () => {
    await page.callMethod('breakDown');
    await page.callMethod('lose');
    await eventually('both errors', async () => (exceptions.length >= 2 ? true : undefined), 5000);
    expect([...exceptions].sort()).toEqual(['broken timer', 'lost promise']);
    expect(await mini.evaluate('() => getApp().seen')).toEqual(['launch form/index', 'broken timer']);
  });

  test('what the logic side logs, and what it calls back, reaches the client', async () => {
    const lines: unknown[] = [];
    mini.on('console', (line) => lines.push(line));
    const heard = new Promise(
      (resolve) => void mini.exposeFunction('tellSpec', (...args: unknown[]) => resolve(args)),
    );
    await eventually('the binding', () =>
      mini.evaluate("() => tellSpec('a', 1)").then(
        () => true,
        () => undefined,
      ),
    );
    expect(await heard).toEqual(['a', 1]);
    await mini.evaluate("() => console.warn('注意', { a: 1 })");
    await eventually('the line', async () => (lines.length > 0 ? true : undefined));
    expect(lines).toContainEqual({ type: 'warn', args: ['注意', { a: 1 }] });
  });
});
