import { JsSdkQuery, JsSdkSignature } from '@haochaping/shared/contracts';
import { anyone } from '../../http/actor.js';
import { AppError, wrongField } from '../../http/errors.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { WeChatOfficialAccount } from './types.js';

/** What pages in WeChat ask for themselves. @param publicBaseUrl whose pages are signed for: ours alone */
export const peersRoutes = (
  officialAccount: WeChatOfficialAccount | null,
  publicBaseUrl: string,
): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/wechat/js-sdk',
    operationId: 'signForJsSdk',
    summary: '公众号网页用微信的扫一扫、分享前要的签名；只给本站的页面',
    tags: ['wechat'],
    policy: anyone,
    limit: LIMITS.write,
    input: { query: JsSdkQuery },
    responses: { 200: { description: '交给 wx.config 的', body: JsSdkSignature } },
    handler: async ({ query, now }) => {
      if (!officialAccount) throw new AppError('not_found', { message: '这里没有接公众号' });
      if (new URL(query.url).origin !== new URL(publicBaseUrl).origin)
        throw wrongField('url', '只给本站的页面签名');
      return { status: 200, body: await officialAccount.signPage(query.url, now) };
    },
  }),
];
