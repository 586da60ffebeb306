import { randomBytes } from 'node:crypto';
import { MAINLAND_MOBILE } from '@haochaping/shared/domain';
import { z } from 'zod';
import { PeerTrouble, within, type PeerAnswer, type PeerHttp, type PeerRequest } from './http.js';
import type { BadCode, WeChatIdentity, WeChatMiniProgram, WeChatOfficialAccount } from './types.js';
import { jsSignature, JsTicket } from './wechat-ticket.js';
import { AccessToken, errcodeOf, type WeChatApp } from './wechat-token.js';

/** What WeChat says of a code that it does not take: invalid, used, expired, empty. */
const BAD_CODE = new Set([40_029, 40_163, 42_003, 41_008]);
/** An access token that is not good or not good any more. */
const BAD_TOKEN = new Set([40_001, 40_014, 42_001]);

/** What WeChat says of a subscribe message that it does not send, whoever asks again. */
const UNSENT: Readonly<Record<number, string>> = {
  40_003: '不认识这个 openid',
  40_037: '没有这个模板',
  41_030: '小程序没有要打开的页面',
  43_101: '本人没有允许，或允许的一次已经用掉',
  47_003: '字段不合模板',
};

const IdentityBody = z.object({ openid: z.string().min(1), unionid: z.string().min(1).optional() });
const PhoneBody = z.object({
  phone_info: z.object({ purePhoneNumber: z.string().regex(/^\d{3,20}$/), countryCode: z.string() }),
});
const TextBody = z.object({ result: z.object({ suggest: z.enum(['pass', 'review', 'risk']) }) });

/** The body as this shape; a bad code as such. @throws PeerTrouble for anything else, by WeChat's number alone */
function readAs<T>(schema: z.ZodType<T>, body: unknown): T | BadCode {
  const errcode = errcodeOf(body);
  if (BAD_CODE.has(errcode)) return { ok: false, reason: 'bad_code' };
  if (errcode !== 0) throw new PeerTrouble(`errcode ${errcode}`, false);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new PeerTrouble('answer in another form', false);
  return parsed.data;
}

const isBadCode = (value: object): value is BadCode => 'reason' in value;

/** Spends a code for an identity; never sent twice, because the first time may have spent it. */
async function identityOf(
  http: PeerHttp,
  path: string,
  query: Record<string, string>,
): Promise<WeChatIdentity | BadCode> {
  return http.operation(path, async (limit) => {
    const { body } = await http.call({ method: 'GET', path, query }, limit);
    const read = readAs(IdentityBody, body);
    return isBadCode(read) ? read : { ok: true, openid: read.openid, unionid: read.unionid ?? null };
  });
}

/** The mini-program's side of WeChat. */
export function createMiniProgram(http: PeerHttp, app: WeChatApp): WeChatMiniProgram {
  const token = new AccessToken(http, app, http.timeoutMs);

  /** A call with an access token; a refused token is renewed once: WeChat has done nothing with the call then. */
  async function withToken(
    path: string,
    content: object,
    limit: AbortSignal,
    call: (request: PeerRequest) => Promise<PeerAnswer>,
  ): Promise<unknown> {
    const body = JSON.stringify(content);
    const attempt = async (): Promise<{ value: string; body: unknown }> => {
      const value = await within(token.get(), limit);
      const answer = await call({ method: 'POST', path, query: { access_token: value }, body });
      return { value, body: answer.body };
    };
    const first = await attempt();
    if (!BAD_TOKEN.has(errcodeOf(first.body))) return first.body;
    token.discard(first.value);
    return (await attempt()).body;
  }

  return {
    sessionOf: (code) =>
      identityOf(http, '/sns/jscode2session', {
        appid: app.appId,
        secret: app.secret,
        js_code: code,
        grant_type: 'authorization_code',
      }),

    phoneOf: (code) =>
      http.operation('getuserphonenumber', async (limit) => {
        const body = await withToken('/wxa/business/getuserphonenumber', { code }, limit, (request) =>
          http.call(request, limit),
        );
        const read = readAs(PhoneBody, body);
        if (isBadCode(read)) return read;
        const { purePhoneNumber: phone, countryCode } = read.phone_info;
        const mainland = countryCode === '86' && MAINLAND_MOBILE.test(phone);
        return mainland ? { ok: true, phone } : { ok: false, reason: 'not_mainland' };
      }),

    checkText: (openid, text, scene) =>
      http.attempt('msg_sec_check', 'unknown', async (limit) => {
        const body = await withToken(
          '/wxa/msg_sec_check',
          { version: 2, scene, openid, content: text },
          limit,
          (request) => http.callAgain(() => request, limit),
        );
        const read = readAs(TextBody, body);
        return isBadCode(read) ? 'unknown' : read.result.suggest;
      }),

    tell: ({ openid, templateId, page, state, data }) =>
      http.outcome('subscribe/send', async (limit) => {
        const values = Object.entries(data).map(([name, value]) => [name, { value }]);
        const message = {
          touser: openid,
          template_id: templateId,
          page,
          miniprogram_state: state,
          lang: 'zh_CN',
          data: Object.fromEntries(values) as object,
        };
        // Not asked twice in one go: the first may have spent the permission.
        const body = await withToken('/cgi-bin/message/subscribe/send', message, limit, (request) =>
          http.call(request, limit),
        );
        const errcode = errcodeOf(body);
        if (errcode === 0) return { ok: true };
        const words = UNSENT[errcode];
        if (!words) throw new PeerTrouble(`errcode ${errcode}`, false);
        return { ok: false, reason: 'refused', message: `微信 ${errcode}：${words}` };
      }),
  };
}

/** The official account's side of WeChat; `openUrl` is where its pages live. */
export function createOfficialAccount(
  http: PeerHttp,
  app: WeChatApp,
  openUrl: string,
): WeChatOfficialAccount {
  const token = new AccessToken(http, app, http.timeoutMs);
  const ticket = new JsTicket(http, token, (errcode) => BAD_TOKEN.has(errcode));
  return {
    signPage: (url, now) =>
      http.operation('getticket', async (limit) =>
        jsSignature(await ticket.get(limit), url, app.appId, {
          timestamp: Math.floor(now.getTime() / 1000),
          nonceStr: randomBytes(12).toString('hex'),
        }),
      ),
    authorizeUrl(redirectUri, state) {
      // WeChat wants them in this order and the fragment at the end.
      const query = new URLSearchParams({
        appid: app.appId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
      });
      return `${openUrl}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`;
    },
    openidOf: (code) =>
      identityOf(http, '/sns/oauth2/access_token', {
        appid: app.appId,
        secret: app.secret,
        code,
        grant_type: 'authorization_code',
      }),
  };
}
