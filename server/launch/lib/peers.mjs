/** The stand-ins of the peers that identity talks to, and what people call them. */
export const PEERS = {
  wechat: '微信沙箱',
  sms: '短信沙箱',
  realname: '实名核验沙箱',
  sso: '统一身份认证沙箱',
};

/** Where the unified sign-in sends the browser back to, below the public address; it is registered to the letter. */
export const SSO_CALLBACK_PATH = '/api/v1/me/session/sso/callback';

/** Public, because they open nothing but a sandbox on this machine. */
const DEMO_CREDENTIALS = {
  WECHAT_APP_ID: 'wx00000000demo0001',
  WECHAT_APP_SECRET: 'wechat-demo-secret',
  OFFICIAL_APP_ID: 'wx00000000demo0002',
  OFFICIAL_APP_SECRET: 'official-demo-secret',
  SMS_KEY: 'sms-demo',
  SMS_SECRET: 'sms-demo-secret',
  REALNAME_KEY: 'realname-demo',
  REALNAME_SECRET: 'realname-demo-secret',
  SSO_CLIENT_ID: 'haochaping-demo',
  SSO_CLIENT_SECRET: 'sso-demo-secret',
};

/** The settings of each peer; a peer that has one of its own is left to its owner. */
const SETTINGS_OF = {
  wechat: (url) => ({ WECHAT_API_URL: url, WECHAT_OPEN_URL: url, ...credentials('WECHAT_', 'OFFICIAL_') }),
  sms: (url) => ({ SMS_URL: url, ...credentials('SMS_') }),
  realname: (url) => ({ REALNAME_URL: url, ...credentials('REALNAME_') }),
  sso: (url) => ({ SSO_ISSUER: url, ...credentials('SSO_') }),
};

const credentials = (...prefixes) =>
  Object.fromEntries(
    Object.entries(DEMO_CREDENTIALS).filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix))),
  );

/**
 * The settings that lead api and worker to these sandboxes. Where the environment has a setting of a peer already, all
 * of that peer's come from there.
 * @param {Record<string, string>} urls by peer
 */
export function peerSettings(urls, environment = {}) {
  const all = Object.entries(urls).map(([peer, url]) => {
    const settings = SETTINGS_OF[peer](url);
    return Object.keys(settings).some((name) => environment[name]) ? {} : settings;
  });
  return Object.assign({}, ...all);
}

/** The arguments of a peer's sandbox for a system at this public address. */
export function peerArguments(peer, baseUrl) {
  if (peer === 'wechat') {
    const hosts = new Set(['localhost', '127.0.0.1', new URL(baseUrl).hostname]);
    return ['--redirectHosts', [...hosts].join(',')];
  }
  return peer === 'sso' ? ['--redirectUris', `${baseUrl}${SSO_CALLBACK_PATH}`] : [];
}

/** What a sandbox's environment may hold: its credentials are its own, whatever the server has been given. */
export function sandboxEnvironment(environment) {
  const settings = new Set(Object.values(SETTINGS_OF).flatMap((of) => Object.keys(of(''))));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !settings.has(name)));
}
