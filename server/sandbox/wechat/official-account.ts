import { randomBytes } from 'node:crypto';
import { escape, page } from '../common/page.js';
import { html, json, redirect, type Reply } from '../common/reply.js';
import type { Call, Handlers } from '../common/server.js';
import { WeChatRefusal } from './errors.js';
import { checkApp } from './mini-program.js';
import type { WeChat } from './state.js';

const SCOPES = ['snsapi_base', 'snsapi_userinfo'];

/** What WeChat shows instead of the page when the address of the authorisation is not in order. */
function refusalOf({ options }: WeChat, query: URLSearchParams): string | null {
  if (query.get('appid') !== options.officialAppId) return 'AppID 参数错误，错误码：10013';
  const address = query.get('redirect_uri') ?? '';
  if (!/^https?:/.test(address) || !URL.canParse(address)) return 'redirect_uri 参数错误，错误码：10003';
  if (!options.redirectHosts.includes(new URL(address).hostname))
    return 'redirect_uri 域名与后台配置不一致，错误码：10003';
  if (query.get('response_type') !== 'code') return 'response_type 参数错误，错误码：10004';
  if (!SCOPES.includes(query.get('scope') ?? '')) return 'Scope 参数错误或没有 Scope 权限，错误码：10005';
  return /^[a-zA-Z0-9]{0,128}$/.test(query.get('state') ?? '') ? null : 'state 参数错误，错误码：10006';
}

/**
 * `GET /connect/oauth2/authorize`: a page with 同意. Its form comes back here with `__sandbox=agree`, which a test may also
 * put there at once, with `__sandbox_person` to be somebody else than the current person.
 */
function authorize(weChat: WeChat, { url }: Call): Reply {
  const query = url.searchParams;
  const refusal = refusalOf(weChat, query);
  if (refusal) return html(page('微信沙箱', false, `<h1>打不开这个页面</h1><p>${escape(refusal)}</p>`), 400);
  if (query.get('__sandbox') !== 'agree' && !weChat.options.autoAgree) return html(agreePage(weChat, query));
  const asked = query.get('__sandbox_person');
  const person = asked === null ? weChat.people.current : weChat.people.find(asked);
  if (!person) return json({ message: '没有这个人，见 /__sandbox/people' }, 400);
  const back = new URL(query.get('redirect_uri') ?? '');
  back.searchParams.set('code', weChat.codes.bind(person, 'official'));
  back.searchParams.set('state', query.get('state') ?? '');
  return redirect(back.href);
}

function agreePage({ people }: WeChat, query: URLSearchParams): string {
  const hidden = ['appid', 'redirect_uri', 'response_type', 'scope', 'state'].map(
    (name) => `<input type="hidden" name="${name}" value="${escape(query.get(name) ?? '')}">`,
  );
  const { current, people: all } = people.show();
  const choices = all.map(
    ({ openid, name }) =>
      `<option value="${escape(openid)}"${openid === current ? ' selected' : ''}>${escape(name)}</option>`,
  );
  return page(
    '微信授权（沙箱）',
    false,
    `<h1>微信授权（沙箱）</h1><p class="quiet">这不是真的微信，是演示和测试用的替身。</p>
<form action="/connect/oauth2/authorize"><ol><li>${hidden.join('')}
<input type="hidden" name="__sandbox" value="agree">
<p><label>以谁的身份 <select name="__sandbox_person">${choices.join('')}</select></label></p>
<p><button type="submit">同意</button></p></li></ol></form>`,
  );
}

/** `GET /sns/oauth2/access_token` */
function accessToken({ options, codes }: WeChat, { url }: Call): Reply {
  const query = url.searchParams;
  checkApp(
    { appid: query.get('appid'), secret: query.get('secret') },
    { appId: options.officialAppId, appSecret: options.officialAppSecret },
  );
  if (query.get('grant_type') !== 'authorization_code') throw new WeChatRefusal(40002);
  const { officialOpenid, unionid } = codes.spend(query.get('code') ?? '', 'official');
  return json({
    access_token: randomBytes(48).toString('base64url'),
    expires_in: 7200,
    refresh_token: randomBytes(48).toString('base64url'),
    openid: officialOpenid,
    scope: 'snsapi_base',
    ...(unionid === null ? {} : { unionid }),
  });
}

export const officialAccount = (weChat: WeChat): Handlers => ({
  'GET /connect/oauth2/authorize': (call) => authorize(weChat, call),
  'GET /sns/oauth2/access_token': (call) => accessToken(weChat, call),
});
