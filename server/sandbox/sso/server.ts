import type { Server } from 'node:http';
import { FaultSwitches } from '../common/faults.js';
import { escape, page } from '../common/page.js';
import { html, HttpRefusal, json } from '../common/reply.js';
import { createSandbox, objectOf } from '../common/server.js';
import type { SsoOptions } from './options.js';
import { People } from './people.js';
import { protocol, type Sso } from './protocol.js';
import { Signer } from './tokens.js';

/** The stand-in for the unified provincial sign-in, not yet listening. */
export function createSso(options: SsoOptions): Server {
  const sso: Sso = {
    options,
    people: new People(),
    signer: new Signer(),
    faults: new FaultSwitches({
      wrongNonce: '接下来几个 id_token 的 nonce 不对',
      expiredIdToken: '接下来几个 id_token 已经过期',
      badSignature: '接下来几个 id_token 的签名不对',
      wrongIssuer: '接下来几个 id_token 的 iss 不对',
    }),
    redirectUris: new Set(options.redirectUris),
    codes: new Map(),
    accessTokens: new Map(),
  };
  return createSandbox({
    peer: protocol(sso),
    own: {
      'GET /__sandbox/people': () => json(sso.people.list()),
      'POST /__sandbox/people': ({ body }) => json(sso.people.set(objectOf(body))),
      'GET /__sandbox/redirect-uris': () => json([...sso.redirectUris]),
      'POST /__sandbox/redirect-uris': ({ body }) => {
        const { redirectUri } = objectOf(body);
        if (typeof redirectUri !== 'string' || !URL.canParse(redirectUri))
          throw new HttpRefusal(400, 'redirectUri 应为完整的地址');
        sso.redirectUris.add(redirectUri);
        return json([...sso.redirectUris]);
      },
      'GET /__sandbox/': () => html(peoplePage(sso.people)),
    },
    faults: sso.faults,
  });
}

function peoplePage(people: People): string {
  const items = people
    .list()
    .map(({ name, loa }) => `<li><p>${escape(name)}</p><p class="quiet">认证等级 ${loa}（虚构）</p></li>`);
  return page(
    '统一身份认证沙箱',
    false,
    `<h1>统一身份认证沙箱</h1><p class="quiet">这不是真的统一身份认证，是演示和测试用的替身；人都是虚构的。</p><ol>${items.join('')}</ol>
<p class="quiet">程序用：<code>GET、POST /__sandbox/people</code> · <code>POST /__sandbox/redirect-uris</code> · <code>/__sandbox/faults</code></p>`,
  );
}
