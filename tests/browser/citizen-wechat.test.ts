import { issueInvitation } from '../support/journey.js';
import { button, face } from './support/visitor.js';
import { visits } from './support/visits.js';

// The official account's pages in WeChat's own browser: they scan with its JS-SDK, signed for this page. FA-2.1.1-a.

const place = visits();

interface Asked {
  verifyAppId: string;
  verifyTimestamp: string;
  verifyNonceStr: string;
  verifySignature: string;
}

test('扫一扫 in WeChat: the page shows its signature, scans, and opens what was scanned', async () => {
  const { page, context } = await place.come();
  const { link } = await issueInvitation(place.system);
  // WeChat in the phone: it judges the signature, as the sandbox does, and has one code before its camera.
  await context.exposeFunction('inWeChat', async (name: string, params: Asked, url: string) => {
    if (name === 'scanQRCode') return { errMsg: 'scanQRCode:ok', err_msg: 'scanQRCode:ok', resultStr: link };
    if (name !== 'preVerifyJSAPI') return { err_msg: `${name}:ok` };
    const answer = await fetch(`${place.system.peers.wechat}/__sandbox/js-sdk`, {
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
    const { errMsg } = (await answer.json()) as { errMsg: string };
    return { err_msg: errMsg.replace('config', 'preVerifyJSAPI') };
  });
  await context.addInitScript(() => {
    const own = navigator.userAgent;
    Object.defineProperty(navigator, 'userAgent', { get: () => `${own} MicroMessenger/8.0.50` });
    const ask = (window as unknown as { inWeChat: (...asked: unknown[]) => Promise<object> }).inWeChat;
    Object.assign(window, {
      WeixinJSBridge: {
        invoke: (name: string, params: object, done: (answer: object) => void) =>
          void ask(name, params, window.location.href.split('#')[0]).then(done),
        on: () => undefined,
      },
    });
  });
  await page.goto(`${place.system.baseUrl}/?from=singlemessage&isappinstalled=0`);
  await button(page, '扫码评价').click();
  await page.waitForURL(/\/pages\/rate\/index\?i=/);
  await face(page, '满意').waitFor();
});

test('no other site has a page signed, and nothing that is no address', async () => {
  const sign = async (url: string) =>
    (await fetch(`${place.system.baseUrl}/api/v1/wechat/js-sdk?url=${encodeURIComponent(url)}`)).status;
  expect(await sign(`${place.system.baseUrl}/`)).toBe(200);
  expect(await sign('https://example.com/')).toBe(400);
  expect(await sign('nothing')).toBe(400);
});
