import { createHash, randomBytes } from 'node:crypto';
import { json, type Reply } from '../common/reply.js';
import type { Call, Handlers } from '../common/server.js';
import { WeChatRefusal } from './errors.js';
import type { Person } from './people.js';
import type { WeChat } from './state.js';

/** Who calls, told in the query or the body. @throws WeChatRefusal 41002, 40013, 41004, 40125 */
export function checkApp(
  told: { appid: unknown; secret: unknown },
  known: { appId: string; appSecret: string },
): void {
  if (!told.appid) throw new WeChatRefusal(41002);
  if (told.appid !== known.appId) throw new WeChatRefusal(40013);
  if (!told.secret) throw new WeChatRefusal(41004);
  if (told.secret !== known.appSecret) throw new WeChatRefusal(40125);
}

/** The JSON object of a call. @throws WeChatRefusal 44002, 47001 */
export function bodyOf(call: Call): Record<string, unknown> {
  if (call.body === '') throw new WeChatRefusal(44002);
  try {
    const value: unknown = JSON.parse(call.body);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // WeChat says the same of both
  }
  throw new WeChatRefusal(47001);
}

const withUnion = ({ unionid }: Person): { unionid?: string } => (unionid === null ? {} : { unionid });

/** `GET /sns/jscode2session` */
function session({ options, codes, visits }: WeChat, { url }: Call): Reply {
  const query = url.searchParams;
  checkApp({ appid: query.get('appid'), secret: query.get('secret') }, options);
  if (query.get('grant_type') !== 'authorization_code') throw new WeChatRefusal(40002);
  const person = codes.spend(query.get('js_code') ?? '', 'mini');
  visits.set(person.openid, Date.now());
  return json({
    openid: person.openid,
    session_key: randomBytes(16).toString('base64'),
    ...withUnion(person),
  });
}

/** `POST /cgi-bin/stable_token` */
function stableToken({ options, tokens, officialTokens }: WeChat, call: Call): Reply {
  const { grant_type, appid, secret, force_refresh = false } = bodyOf(call);
  if (grant_type !== 'client_credential') throw new WeChatRefusal(40002);
  const { officialAppId, officialAppSecret } = options;
  const official = appid === officialAppId;
  checkApp({ appid, secret }, official ? { appId: officialAppId, appSecret: officialAppSecret } : options);
  if (typeof force_refresh !== 'boolean') throw new WeChatRefusal(47001);
  return json((official ? officialTokens : tokens).give(force_refresh));
}

/** `POST /wxa/business/getuserphonenumber` */
function phoneNumber({ options, codes, tokens }: WeChat, call: Call): Reply {
  tokens.check(call.url.searchParams.get('access_token'));
  const { code } = bodyOf(call);
  if (typeof code !== 'string') throw new WeChatRefusal(47001);
  const { phone, countryCode } = codes.spend(code, 'mini');
  return json({
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: countryCode === '86' ? phone : `+${countryCode}${phone}`,
      purePhoneNumber: phone,
      countryCode,
      watermark: { timestamp: Math.floor(Date.now() / 1000), appid: options.appId },
    },
  });
}

const MOST_TEXT = 2500;
const LABELS = { pass: 100, review: 21_000, risk: 20_006 } as const;

function suggestionFor(text: string, { riskWords, reviewWords }: WeChat['options']): keyof typeof LABELS {
  if (riskWords.some((word) => text.includes(word))) return 'risk';
  return reviewWords.some((word) => text.includes(word)) ? 'review' : 'pass';
}

/** `POST /wxa/msg_sec_check`, version 2 */
function textCheck({ options, people, tokens, visits }: WeChat, call: Call): Reply {
  tokens.check(call.url.searchParams.get('access_token'));
  const { version, scene, openid, content } = bodyOf(call);
  if (version !== 2 || ![1, 2, 3, 4].includes(scene as number)) throw new WeChatRefusal(47001);
  if (typeof content !== 'string' || content === '' || [...content].length > MOST_TEXT)
    throw new WeChatRefusal(47001, `content 应为1到${MOST_TEXT}个字`);
  if (typeof openid !== 'string' || people.find(openid)?.openid !== openid) throw new WeChatRefusal(40003);
  const visited = visits.get(openid);
  if (visited === undefined || Date.now() - visited > options.visitSeconds * 1000)
    throw new WeChatRefusal(61_010);
  const suggest = suggestionFor(content, options);
  const trace_id = createHash('sha256').update(randomBytes(8)).digest('hex').slice(0, 24);
  return json({
    errcode: 0,
    errmsg: 'ok',
    trace_id,
    result: { suggest, label: LABELS[suggest] },
    detail: [],
  });
}

export const miniProgram = (weChat: WeChat): Handlers => ({
  'GET /sns/jscode2session': (call) => session(weChat, call),
  'POST /cgi-bin/stable_token': (call) => stableToken(weChat, call),
  'POST /wxa/business/getuserphonenumber': (call) => phoneNumber(weChat, call),
  'POST /wxa/msg_sec_check': (call) => textCheck(weChat, call),
});
