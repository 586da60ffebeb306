import { json, Refused } from '../common/reply.js';

/** The error codes of WeChat's interfaces that this stand-in gives, with WeChat's own words. */
const WORDS = {
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40163: 'code been used',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  40037: 'invalid template_id',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43002: 'require POST method',
  43101: 'user refuse to accept the msg',
  44002: 'empty post data',
  47001: 'data format error',
  47003: 'argument invalid',
  61010: 'user access record timeout',
} as const;

export type WeChatCode = keyof typeof WORDS;

/** WeChat answers every refusal with HTTP 200 and a code inside. */
export class WeChatRefusal extends Refused {
  constructor(errcode: WeChatCode, detail?: string) {
    super(json({ errcode, errmsg: detail ? `${WORDS[errcode]}: ${detail}` : WORDS[errcode] }));
  }
}
