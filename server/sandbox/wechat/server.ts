import type { Server } from 'node:http';
import { FaultSwitches } from '../common/faults.js';
import { escape, page } from '../common/page.js';
import { html, HttpRefusal, json } from '../common/reply.js';
import { createSandbox, objectOf, type Handlers } from '../common/server.js';
import { Codes } from './codes.js';
import { jsSdk, jsSdkOwn } from './js-sdk.js';
import { miniProgram } from './mini-program.js';
import { officialAccount } from './official-account.js';
import type { WeChatOptions } from './options.js';
import { People } from './people.js';
import type { WeChat } from './state.js';
import { subscribeMessages, subscriptionOwn } from './subscribe-messages.js';
import { Subscriptions, type SubscribeMessage } from './subscriptions.js';
import { Tickets } from './tickets.js';
import { Tokens } from './tokens.js';

/** The stand-in for WeChat, not yet listening. */
export function createWeChat(options: WeChatOptions): Server {
  const people = new People();
  const weChat: WeChat = {
    options,
    people,
    codes: new Codes(people, options.codeSeconds),
    tokens: new Tokens(options.tokenSeconds, options.oldTokenSeconds),
    officialTokens: new Tokens(options.tokenSeconds, options.oldTokenSeconds),
    tickets: new Tickets(),
    subscriptions: new Subscriptions(),
    visits: new Map(),
  };
  return createSandbox({
    peer: {
      ...miniProgram(weChat),
      ...officialAccount(weChat),
      ...subscribeMessages(weChat),
      ...jsSdk(weChat),
    },
    own: { ...ownRoutes(weChat), ...subscriptionOwn(weChat), ...jsSdkOwn(weChat) },
    faults: new FaultSwitches(
      {},
      { expireTokens: { help: 'access：立即作废所有 access_token', words: ['access'] } },
    ),
    perform: ({ expireTokens }) => {
      if (!expireTokens) return;
      weChat.tokens.expireAll();
      weChat.officialTokens.expireAll();
    },
  });
}

/** Who is there, who holds the phone, and whom a code speaks for. None of this exists in the real WeChat. */
function ownRoutes({ people, codes, visits, subscriptions }: WeChat): Handlers {
  return {
    'GET /__sandbox/people': () => json(people.show()),
    'POST /__sandbox/people': ({ body }) => json(people.set(objectOf(body))),
    'POST /__sandbox/codes': ({ body }) => {
      const { code, person: openid, kind = 'mini' } = objectOf(body);
      const person = typeof openid === 'string' ? people.find(openid) : people.current;
      if (!person) throw new HttpRefusal(400, 'person 应为 /__sandbox/people 里某人的 openid');
      if (kind !== 'mini' && kind !== 'official') throw new HttpRefusal(400, 'kind 应为 mini 或 official');
      if (code !== undefined && (typeof code !== 'string' || code === ''))
        throw new HttpRefusal(400, 'code 不对');
      return json({ code: codes.bind(person, kind, code) });
    },
    'DELETE /__sandbox/visits': () => {
      visits.clear();
      return json({ cleared: true });
    },
    'GET /__sandbox/': () => html(peoplePage(people, subscriptions.list(null))),
  };
}

const MOST_SHOWN = 20;

function peoplePage(people: People, sent: readonly SubscribeMessage[]): string {
  const { current, people: all } = people.show();
  const items = all.map(
    ({ name, openid, phone }) =>
      `<li><p>${escape(name)}${openid === current ? '（现在拿着手机的人）' : ''}</p><p class="quiet">${escape(phone)}（虚构）</p></li>`,
  );
  const messages = sent.slice(0, MOST_SHOWN).map(({ openid, data }) => {
    const name = all.find((one) => one.openid === openid)?.name ?? openid;
    return `<li><p class="quiet">发给 ${escape(name)}</p><p>${escape(Object.values(data).join(' · '))}</p></li>`;
  });
  return page(
    '微信沙箱',
    true,
    `<h1>微信沙箱</h1><p class="quiet">这不是真的微信，是演示和测试用的替身；人和号码都是虚构的。</p><ol>${items.join('')}</ol>${messages.length > 0 ? `<h2>订阅消息</h2><ol>${messages.join('')}</ol>` : ''}
<p class="quiet">程序用：<code>GET、POST /__sandbox/people</code> · <code>POST /__sandbox/codes</code> · <code>POST /__sandbox/subscriptions</code> · <code>GET /__sandbox/messages</code> · <code>/__sandbox/faults</code></p>`,
  );
}
