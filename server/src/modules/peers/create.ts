import { withoutLastSlash, type Config } from '../../config/config.js';
import type { Logger } from '../../logger.js';
import { PeerHttp } from './http.js';
import { createRealName } from './realname.js';
import { createSms } from './sms.js';
import { createSingleSignOn } from './sso.js';
import type { Peers } from './types.js';
import { createMiniProgram, createOfficialAccount } from './wechat.js';

const WECHAT = { name: '微信', remedy: '请稍后再试，或改用手机号登录；您填的内容都还在。' };
const SMS = { name: '短信', remedy: '验证码没有发出，请稍后再试，或改用微信登录。' };
const REALNAME = { name: '实名核验', remedy: '您填的内容没有丢，请稍后再试；不实名也可以评价。' };

/** The clients of the peers that are configured. Nothing is called before the first use. */
export function createPeers(config: Config, log: Logger): Peers {
  const open: PeerHttp[] = [];
  const timeoutMs = config.PEER_TIMEOUT_SECONDS * 1000;
  const http = (peer: { name: string; remedy: string }, url: string): PeerHttp => {
    const client = new PeerHttp(peer, withoutLastSlash(url), timeoutMs, log);
    open.push(client);
    return client;
  };
  const { WECHAT_APP_ID, WECHAT_APP_SECRET, OFFICIAL_APP_ID, OFFICIAL_APP_SECRET } = config;
  const { SMS_URL, SMS_KEY, SMS_SECRET, REALNAME_URL, REALNAME_KEY, REALNAME_SECRET } = config;
  const { SSO_ISSUER, SSO_CLIENT_ID, SSO_CLIENT_SECRET } = config;
  return {
    miniProgram:
      WECHAT_APP_ID && WECHAT_APP_SECRET
        ? createMiniProgram(http(WECHAT, config.WECHAT_API_URL), {
            appId: WECHAT_APP_ID,
            secret: WECHAT_APP_SECRET,
          })
        : null,
    officialAccount:
      OFFICIAL_APP_ID && OFFICIAL_APP_SECRET
        ? createOfficialAccount(
            http(WECHAT, config.WECHAT_API_URL),
            { appId: OFFICIAL_APP_ID, secret: OFFICIAL_APP_SECRET },
            withoutLastSlash(config.WECHAT_OPEN_URL),
          )
        : null,
    sms:
      SMS_URL && SMS_KEY && SMS_SECRET
        ? createSms(http(SMS, SMS_URL), { key: SMS_KEY, secret: SMS_SECRET })
        : null,
    realName:
      REALNAME_URL && REALNAME_KEY && REALNAME_SECRET
        ? createRealName(http(REALNAME, REALNAME_URL), { key: REALNAME_KEY, secret: REALNAME_SECRET })
        : null,
    sso:
      SSO_ISSUER && SSO_CLIENT_ID && SSO_CLIENT_SECRET
        ? createSingleSignOn({
            issuer: SSO_ISSUER,
            clientId: SSO_CLIENT_ID,
            secret: SSO_CLIENT_SECRET,
            timeoutMs,
            log,
          })
        : null,
    close: async () => {
      await Promise.all(open.map((client) => client.close()));
    },
  };
}
