import { HttpRefusal, json, type Reply } from '../common/reply.js';
import { objectOf, type Call, type Handlers } from '../common/server.js';
import { WeChatRefusal } from './errors.js';
import type { WeChat } from './state.js';

/** `GET /cgi-bin/ticket/getticket` */
function getTicket({ officialTokens, tickets }: WeChat, { url }: Call): Reply {
  officialTokens.check(url.searchParams.get('access_token'));
  if (url.searchParams.get('type') !== 'jsapi') throw new WeChatRefusal(40097);
  return json({ errcode: 0, errmsg: 'ok', ...tickets.give() });
}

export const jsSdk = (weChat: WeChat): Handlers => ({
  'GET /cgi-bin/ticket/getticket': (call) => getTicket(weChat, call),
});

/** What WeChat in the phone does with `wx.config`: it judges the signature itself. None of this exists in the real WeChat. */
export const jsSdkOwn = ({ options, tickets }: WeChat): Handlers => ({
  'POST /__sandbox/js-sdk': ({ body }) => {
    const told = objectOf(body);
    const [appId, url, timestamp, nonceStr, signature] = [
      'appId',
      'url',
      'timestamp',
      'nonceStr',
      'signature',
    ].map((name) => {
      const value = told[name];
      if (typeof value !== 'string') throw new HttpRefusal(400, `${name} 应为文字`);
      return value;
    }) as [string, string, string, string, string];
    if (appId !== options.officialAppId) return json({ errMsg: 'config:fail, invalid appid' });
    const fault = tickets.fault({ url, timestamp, nonceStr, signature });
    return json({ errMsg: fault ? `config:fail, ${fault}` : 'config:ok' });
  },
});
