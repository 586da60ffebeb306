import type { BrowserContext } from 'playwright-core';
import { eventually, issueInvitation } from '../support/journey.js';
import { button, face, rateAs, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// The official account's pages in WeChat's own browser: they scan and are passed on with its JS-SDK, signed for this page. FA-2.1.1-a.

const place = visits();

interface Asked {
  verifyAppId: string;
  verifyTimestamp: string;
  verifyNonceStr: string;
  verifySignature: string;
}

type Told = [name: string, params: Record<string, string>];

/**
 * WeChat in the phone: it judges the signature, as the sandbox does, and has one code before its camera.
 *
 * @returns what the page told or asked of WeChat, as it goes on
 */
async function inWeChat(context: BrowserContext, scanned = ''): Promise<Told[]> {
  const told: Told[] = [];
  const answer = async (name: string, params: Asked & Told[1], url: string) => {
    told.push([name, params]);
    if (name === 'scanQRCode')
      return { errMsg: 'scanQRCode:ok', err_msg: 'scanQRCode:ok', resultStr: scanned };
    if (name !== 'preVerifyJSAPI') return { err_msg: `${name}:ok` };
    const judged = await fetch(`${place.system.peers.wechat}/__sandbox/js-sdk`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        appId: params.verifyAppId,
        url,
        timestamp: params.verifyTimestamp,
        nonceStr: params.verifyNonceStr,
        signature: params.verifySignature,
      }),
    });
    const { errMsg } = (await judged.json()) as { errMsg: string };
    return { err_msg: errMsg.replace('config', 'preVerifyJSAPI') };
  };
  await context.exposeFunction('inWeChat', answer);
  await context.addInitScript(() => {
    const own = navigator.userAgent;
    Object.defineProperty(navigator, 'userAgent', { get: () => `${own} MicroMessenger/8.0.50` });
    const ask = (window as unknown as { inWeChat: (...asked: unknown[]) => Promise<object> }).inWeChat;
    Object.assign(window, {
      WeixinJSBridge: {
        invoke: (name: string, params: object, done: (answer: object) => void) =>
          void ask(name, params, window.location.href.split('#')[0]).then(done),
        call: (name: string) => void ask(name, {}, ''),
        on: () => undefined,
      },
    });
  });
  return told;
}

const toldOf = (told: readonly Told[], wanted: string) =>
  eventually(wanted, () => Promise.resolve(told.filter(([name]) => name === wanted).at(-1)?.[1]));

test('扫一扫 in WeChat: the page shows its signature, scans, and opens what was scanned', async () => {
  const { page, context } = await place.come();
  const { link } = await issueInvitation(place.system);
  await inWeChat(context, link);
  await page.goto(`${place.system.baseUrl}/?from=singlemessage&isappinstalled=0`);
  await button(page, '扫码评价').click();
  await page.waitForURL(/\/pages\/rate\/index\?i=/);
  await face(page, '满意').waitFor();
});

test('a place is passed on with its name and its printed code, whatever was chosen there', async () => {
  const { page, context } = await place.come();
  const told = await inWeChat(context);
  const answer = await fetch(`${place.system.baseUrl}/api/v1/places/hall/350400-H01/static-code`);
  const { code } = (await answer.json()) as { code: string };
  await page.goto(`${place.system.baseUrl}/pages/rate/index?c=${code}&from=place`);
  await face(page, '不满意').click();
  const friend = await toldOf(told, 'updateAppMessageShareData');
  expect(friend).toMatchObject({
    title: '三明市行政服务中心的服务怎么样？',
    desc: '办过事的，点一个表情就好，不用登录。',
    link: `${place.system.baseUrl}/pages/rate/index?c=${code}`,
  });
  expect((await toldOf(told, 'updateTimelineShareData')).link).toBe(friend.link);
  expect(told.map(([name]) => name)).toContain('showOptionMenu');
});

test('what belongs to a person is not passed on: no menu, no card, and its address is not even signed', async () => {
  const { page, context } = await place.come();
  const told = await inWeChat(context);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const { link, token } = await issueInvitation(place.system);
  await page.goto(link);
  await rateAs(page, '非常不满意');
  await button(page, '不说了').click();
  await see(page, '收到了您的评价');
  await page.goto(`${place.system.baseUrl}/pages/mine/index`);
  await page.locator('.row').first().waitFor();
  await toldOf(told, 'hideOptionMenu');
  expect([...new Set(told.map(([name]) => name))]).toEqual(['hideOptionMenu']);
  expect(JSON.stringify(told)).not.toContain(token);
  expect(asked.filter((url) => url.includes('/wechat/'))).toEqual([]);
  // From the first page, which has a card, to one’s own and back: the menu goes and comes.
  await page.locator('.product-link:visible').click();
  await toldOf(told, 'updateAppMessageShareData');
  expect((await toldOf(told, 'updateAppMessageShareData')).link).toBe(
    `${place.system.baseUrl}/pages/home/index`,
  );
  expect(told.findLast(([name]) => /OptionMenu/.test(name))?.[0]).toBe('showOptionMenu');
  await page.getByRole('link', { name: /^我评过的/ }).click();
  await page.locator('.row:visible').first().waitFor();
  await eventually('the menu is gone', () =>
    Promise.resolve(
      told.findLast(([name]) => /OptionMenu/.test(name))?.[0] === 'hideOptionMenu' || undefined,
    ),
  );
});

test('no other site has a page signed, and nothing that is no address', async () => {
  const sign = async (url: string) =>
    (await fetch(`${place.system.baseUrl}/api/v1/wechat/js-sdk?url=${encodeURIComponent(url)}`)).status;
  expect(await sign(`${place.system.baseUrl}/`)).toBe(200);
  expect(await sign('https://example.com/')).toBe(400);
  expect(await sign('nothing')).toBe(400);
});
