import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../support/journey.js';
import { startFixture, type Fixture } from './fixture-host.js';

// The host judged by WeChat's own automation client, on a small package that uses what WeChat has: `wx` and errors.

const BUILT = 'https://api.example.com';
/** 1×1 pixel. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Bytes that are no text. */
const DOCUMENT = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0xe2, 0xff, 0x00, 0x80])]);

let echo: Server;
let app: Fixture;

const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  echo = createServer((ask, reply) => {
    const parts: Buffer[] = [];
    ask.on('data', (part: Buffer) => parts.push(part));
    ask.on('end', () => {
      if (ask.url === '/slow') return;
      if (ask.url === '/a.pdf') return void reply.end(DOCUMENT);
      if (ask.url === '/none.pdf') reply.statusCode = 404;
      const body = Buffer.concat(parts).toString('latin1');
      reply.setHeader('content-type', 'application/json');
      reply.end(
        JSON.stringify({ method: ask.method, url: ask.url, type: ask.headers['content-type'], body }),
      );
    });
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  app = await startFixture(['--host', `${BUILT}=${originOf(echo)}`]);
}, 60_000);
beforeEach(() => app.reset());
afterAll(async () => {
  await app?.stop();
  echo?.closeAllConnections();
  echo?.close();
});

describe('wx', () => {
  test('keeps what is stored, as a copy', async () => {
    await app.call('setStorageSync', 'a', { b: [1] });
    expect(await app.call('getStorageSync', 'a')).toEqual({ b: [1] });
    expect(await app.call('getStorageInfoSync')).toMatchObject({ keys: ['a'] });
    await expect(app.call('getStorage', { key: 'c' })).rejects.toThrow('getStorage:fail data not found');
  });

  test('asks real servers, those on the list and no others', async () => {
    expect(await app.call('request', { url: `${BUILT}/a?b=1`, data: { c: '二' } })).toMatchObject({
      statusCode: 200,
      data: { method: 'GET', url: '/a?b=1&c=%E4%BA%8C' },
    });
    expect(await app.call('request', { url: `${BUILT}/p`, method: 'POST', data: { d: 1 } })).toMatchObject({
      data: { method: 'POST', type: 'application/json', body: '{"d":1}' },
    });
    await expect(app.call('request', { url: `${originOf(echo)}/a` })).rejects.toThrow(
      'url not in domain list',
    );
    await expect(app.call('request', { url: `${BUILT}/slow`, timeout: 100 })).rejects.toThrow(
      'request:fail timeout',
    );
  });

  test('uploads a picture that was chosen', async () => {
    const write = `(data) => wx.getFileSystemManager().writeFileSync(wx.env.USER_DATA_PATH + '/a.png', data, 'base64')`;
    await app.mini.evaluate(write, PICTURE);
    await app.mini.mockWxMethod('chooseMedia', { tempFiles: [{ tempFilePath: 'wxfile://usr/a.png' }] });
    const { tempFiles } = (await app.call('chooseMedia', {})) as { tempFiles: { tempFilePath: string }[] };
    const filePath = tempFiles[0]!.tempFilePath;
    await app.page.setData({ photo: filePath });
    expect(await (await app.find('.photo')).wxml()).toContain(PICTURE.slice(0, 20));
    const sent = { url: `${BUILT}/up`, filePath, name: 'photo', formData: { Of: 'case' } };
    const { data } = (await app.call('uploadFile', sent)) as { data: string };
    const { type, body } = JSON.parse(data) as { type: string; body: string };
    expect(type).toContain('multipart/form-data');
    for (const part of ['name="photo"; filename="a.png"', 'name="Of"', 'PNG']) expect(body).toContain(part);
  });

  test('downloads a file byte by byte, and opens it as the document it is', async () => {
    const { statusCode, tempFilePath } = (await app.call('downloadFile', { url: `${BUILT}/a.pdf` })) as {
      statusCode: number;
      tempFilePath: string;
    };
    expect(statusCode).toBe(200);
    const read = `(path) => wx.getFileSystemManager().readFileSync(path, 'base64')`;
    expect(await app.mini.evaluate(read, tempFilePath)).toBe(DOCUMENT.toString('base64'));
    const open = (options: object) => app.call('openDocument', { filePath: tempFilePath, ...options });
    expect(await open({ fileType: 'pdf' })).toEqual({ errMsg: 'openDocument:ok' });
    await expect(open({})).rejects.toThrow('openDocument:fail filetype not supported');
    await expect(open({ fileType: 'json' })).rejects.toThrow('filetype not supported');
    await expect(open({ fileType: 'docx' })).rejects.toThrow('file cannot be opened');
    await expect(open({ filePath: 'wxfile://usr/b.pdf' })).rejects.toThrow('no such file');
  });

  test('downloads from servers on the list, to the app’s own folder, and leaves the status to the app', async () => {
    const filePath = 'wxfile://usr/c.pdf';
    expect(await app.call('downloadFile', { url: `${BUILT}/none.pdf`, filePath })).toMatchObject({
      statusCode: 404,
      filePath,
    });
    await expect(app.call('openDocument', { filePath })).rejects.toThrow('file cannot be opened');
    const fails = async (options: object, words: string) =>
      expect(app.call('downloadFile', options)).rejects.toThrow(`downloadFile:fail ${words}`);
    await fails({ url: `${originOf(echo)}/a.pdf` }, 'url not in domain list');
    await fails({ url: `${BUILT}/slow`, timeout: 100 }, 'timeout');
    await fails({ url: 'a.pdf' }, 'invalid url');
    await fails({ url: `${BUILT}/a.pdf`, filePath: '/etc/a.pdf' }, 'permission denied');
  });

  test('waits for consent before personal data, then for what the person allows', async () => {
    const copied = app.call('setClipboardData', { data: '字' });
    await app.mini.native().authorizeCancel();
    await expect(copied).rejects.toThrow('setClipboardData:fail privacy permission is not authorized');
    await app.tap('.phone');
    await app.mini.native().authorizeAllow();
    await app.mini.native().authorizeAllow();
    await eventually('a code', async () => (/"code":"host-/.test(await app.said()) ? true : undefined));
    await app.call('setClipboardData', { data: '字' });
    expect(await app.call('getClipboardData')).toMatchObject({ data: '字' });
    expect(await app.call('getPrivacySetting')).toMatchObject({ needAuthorization: false });
  });

  test('asks by dialogs that a finger answers', async () => {
    const asked = app.call('showModal', { title: '删除', content: '真的吗' });
    await app.mini.native().confirmModal();
    expect(await asked).toMatchObject({ confirm: true });
    const subscribed = app.call('requestSubscribeMessage', { tmplIds: ['t1'] });
    await app.mini.native().authorizeAllow();
    expect(await subscribed).toMatchObject({ t1: 'accept' });
    await expect(app.mini.native().confirmModal()).rejects.toThrow('no modal dialog is open');
  });

  test('logs in with a code that is new each time', async () => {
    const codes = await Promise.all([app.call('login'), app.call('login')]);
    expect(new Set(codes.map((one) => (one as { code: string }).code)).size).toBe(2);
  });

  test('has nobody who scans or chooses unless a spec says so, and then gives back its own', async () => {
    await expect(app.call('scanCode', {})).rejects.toThrow('scanCode:fail cancel');
    await app.mini.mockWxMethod('scanCode', { result: 'abc' });
    expect(await app.call('scanCode', {})).toEqual({ result: 'abc' });
    await app.mini.mockWxMethod('scanCode', 'function () { return this.origin({ mine: true }) }');
    await expect(app.call('scanCode', {})).rejects.toThrow('scanCode:fail cancel');
    await app.mini.restoreWxMethod('scanCode');
    await app.mini.mockWxMethod('login', { errMsg: 'login:fail no' });
    expect(await app.call('login')).toEqual({ errMsg: 'login:fail no' });
    await app.mini.restoreWxMethod('login');
  });

  test('measures elements', async () => {
    expect(await app.page.callMethod('measure')).toMatchObject({
      left: 0,
      width: expect.any(Number) as number,
    });
  });
});

describe('what is not there or goes wrong', () => {
  test('an unknown function of wx, of the protocol, of an element is refused by name', async () => {
    await expect(app.mini.evaluate('() => wx.createRewardedVideoAd({})')).rejects.toThrow(
      'the host has no wx.createRewardedVideoAd',
    );
    await expect(app.mini.callWxMethod('startSoterAuthentication')).rejects.toThrow(
      'the host has no wx.startSoterAuthentication',
    );
    await expect(app.mini.testAccounts()).rejects.toThrow(
      'the host has no protocol method Tool.getTestAccounts',
    );
    await expect(app.mini.native().closePaymentDialog()).rejects.toThrow(
      'no native action closePaymentDialog',
    );
    await expect(app.mini.screenshot()).rejects.toThrow('use --renderer chromium');
  });

  test('the logic side sees no document, no window and no browser', async () => {
    const seen: unknown = await app.mini.evaluate(
      '() => [typeof window, typeof document, typeof self, typeof fetch, typeof process, typeof URL, typeof require]',
    );
    expect(seen).toEqual(Array.from({ length: 7 }, () => 'undefined'));
  });

  test('errors nobody caught are told to the client and to the app', async () => {
    await app.page.callMethod('breakDown');
    await app.page.callMethod('lose');
    await eventually('both errors', async () => (app.exceptions.length >= 2 ? true : undefined), 5000);
    expect([...app.exceptions].sort()).toEqual(['broken timer', 'lost promise']);
    expect(await app.mini.evaluate('() => getApp().seen')).toEqual(['launch form/index', 'broken timer']);
  });

  test('what the logic side logs, and what it calls back, reaches the client', async () => {
    const lines: unknown[] = [];
    app.mini.on('console', (line) => lines.push(line));
    const heard = new Promise(
      (resolve) => void app.mini.exposeFunction('tellSpec', (...args: unknown[]) => resolve(args)),
    );
    await eventually('the binding', () =>
      app.mini.evaluate("() => tellSpec('a', 1)").then(
        () => true,
        () => undefined,
      ),
    );
    expect(await heard).toEqual(['a', 1]);
    await app.mini.evaluate("() => console.warn('注意', { a: 1 })");
    await eventually('the line', async () => (lines.length > 0 ? true : undefined));
    expect(lines).toContainEqual({ type: 'warn', args: ['注意', { a: 1 }] });
  });
});
