import { z } from 'zod';

/** The settings of the peers that identity talks to; config.ts reads them with all others. */
export const PEER_SETTINGS = {
  WECHAT_API_URL: z
    .url()
    .default('https://api.weixin.qq.com')
    .meta({ description: '微信接口（或沙箱）地址，小程序和公众号共用' }),
  WECHAT_OPEN_URL: z
    .url()
    .default('https://open.weixin.qq.com')
    .meta({ description: '公众号网页授权页（或沙箱）地址' }),
  WECHAT_APP_ID: z.string().optional().meta({ description: '小程序的 appid；不设则不能用小程序登录' }),
  WECHAT_APP_SECRET: z.string().optional().meta({ description: '小程序的 secret', secret: true }),
  OFFICIAL_APP_ID: z.string().optional().meta({ description: '公众号的 appid；不设则不能在公众号里登录' }),
  OFFICIAL_APP_SECRET: z.string().optional().meta({ description: '公众号的 secret', secret: true }),
  SMS_URL: z.url().optional().meta({ description: '短信网关（或沙箱）地址；不设则不能用短信验证码登录' }),
  SMS_KEY: z.string().optional().meta({ description: '短信网关分配的接入标识' }),
  SMS_SECRET: z.string().optional().meta({ description: '短信网关分配的签名密钥', secret: true }),
  REALNAME_URL: z.url().optional().meta({ description: '实名核验服务（或沙箱）地址；不设则不能实名认证' }),
  REALNAME_KEY: z.string().optional().meta({ description: '实名核验服务分配的接入标识' }),
  REALNAME_SECRET: z.string().optional().meta({ description: '实名核验服务分配的签名密钥', secret: true }),
  SSO_ISSUER: z
    .url()
    .optional()
    .meta({ description: '省统一身份认证（或沙箱）的 issuer 地址；不设则不能用它登录' }),
  SSO_CLIENT_ID: z.string().optional().meta({ description: '省统一身份认证分配的 client_id' }),
  SSO_CLIENT_SECRET: z
    .string()
    .optional()
    .meta({ description: '省统一身份认证分配的 client_secret', secret: true }),
  MAIL_HOST: z.string().optional().meta({ description: '收意见的邮箱：IMAP 服务器的主机名；不设则不收邮件' }),
  MAIL_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .default(993)
    .meta({ description: '收意见的邮箱：IMAP 端口' }),
  MAIL_TLS: z.enum(['tls', 'starttls', 'none']).default('tls').meta({
    description: '收意见的邮箱：tls 一连上就加密，starttls 先连再加密，none 不加密（正式运行只许连本机）',
  }),
  MAIL_USER: z.string().optional().meta({ description: '收意见的邮箱：登录名，一般就是邮箱地址' }),
  MAIL_PASSWORD: z
    .string()
    .optional()
    .meta({ description: '收意见的邮箱：密码或客户端授权码', secret: true }),
  MAIL_FOLDER: z.string().default('INBOX').meta({ description: '收意见的邮箱：读哪个文件夹' }),
  MAIL_DONE_FOLDER: z.string().optional().meta({
    description: '收成意见的邮件移到哪个文件夹，如 已收；不设则留在原处，标为已读',
  }),
  MAIL_POLL_SECONDS: z.coerce
    .number()
    .min(0.5)
    .max(3600)
    .default(60)
    .meta({ description: '每隔多少秒看一次邮箱；连不上时隔得越来越久，最多半小时' }),
  PEER_TIMEOUT_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(60)
    .default(5)
    .meta({ description: '微信、短信、实名核验、统一身份认证的一次操作最多等多少秒' }),
} as const;

type PeerSettings = { [K in keyof typeof PEER_SETTINGS]: z.output<(typeof PEER_SETTINGS)[K]> };
type PeerSetting = keyof PeerSettings;

/** What must be set together, or not at all. */
const TOGETHER: readonly (readonly [peer: string, settings: readonly PeerSetting[]])[] = [
  ['小程序登录', ['WECHAT_APP_ID', 'WECHAT_APP_SECRET']],
  ['公众号登录', ['OFFICIAL_APP_ID', 'OFFICIAL_APP_SECRET']],
  ['短信验证码', ['SMS_URL', 'SMS_KEY', 'SMS_SECRET']],
  ['实名认证', ['REALNAME_URL', 'REALNAME_KEY', 'REALNAME_SECRET']],
  ['收意见的邮箱', ['MAIL_HOST', 'MAIL_USER', 'MAIL_PASSWORD']],
  ['省统一身份认证', ['SSO_ISSUER', 'SSO_CLIENT_ID', 'SSO_CLIENT_SECRET']],
];
const ADDRESSES: readonly PeerSetting[] = [
  'WECHAT_API_URL',
  'WECHAT_OPEN_URL',
  'SMS_URL',
  'REALNAME_URL',
  'SSO_ISSUER',
];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Only a proxy on this very machine may be spoken to in clear. */
function isProtected(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

/** What keeps these settings from being used, each as a sentence with its remedy; half a peer is none. */
export function peerProblems(
  settings: PeerSettings,
  present: ReadonlySet<string>,
  production: boolean,
): string[] {
  const half = TOGETHER.flatMap(([peer, names]) => {
    const missing = names.filter((name) => !present.has(name));
    return missing.length === 0 || missing.length === names.length
      ? []
      : [`${peer}只配了一半，还缺环境变量：${missing.join('、')}。要么一起设，要么都不设。`];
  });
  const open = ADDRESSES.filter((name) => {
    const address = settings[name];
    return production && typeof address === 'string' && !isProtected(address);
  });
  const { MAIL_HOST: mailHost, MAIL_TLS: mailTls } = settings;
  const mailOpen = production && mailHost && mailTls === 'none' && !LOOPBACK.includes(mailHost);
  return [
    ...half,
    ...(mailOpen ? ['正式运行时 MAIL_TLS 不能是 none：经过它的是群众的信和密码。'] : []),
    ...open.map((name) => `正式运行时 ${name} 必须是 https 地址：经过它的是个人信息和密钥。`),
  ];
}
