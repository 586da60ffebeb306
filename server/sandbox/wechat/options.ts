import {
  count,
  flag,
  list,
  LISTENING_DEFAULTS,
  LISTENING_HELP,
  LISTENING_READERS,
  readArguments,
  text,
  type Listening,
} from '../common/options.js';

/** How this stand-in for WeChat behaves; every value has a default that suits the demo. */
export interface WeChatOptions extends Listening {
  appId: string;
  appSecret: string;
  officialAppId: string;
  officialAppSecret: string;
  /** Host names that OAuth may send a browser back to. */
  redirectHosts: string[];
  autoAgree: boolean;
  tokenSeconds: number;
  /** How long the token before the newest stays good. */
  oldTokenSeconds: number;
  codeSeconds: number;
  /** How long after a visit text of a person may be checked. */
  visitSeconds: number;
  riskWords: string[];
  reviewWords: string[];
}

const DEFAULTS: WeChatOptions = {
  ...LISTENING_DEFAULTS,
  appId: 'wx00000000demo0001',
  appSecret: 'wechat-demo-secret',
  officialAppId: 'wx00000000demo0002',
  officialAppSecret: 'official-demo-secret',
  redirectHosts: ['localhost', '127.0.0.1'],
  autoAgree: false,
  tokenSeconds: 7200,
  oldTokenSeconds: 300,
  codeSeconds: 300,
  visitSeconds: 7200,
  riskWords: ['沙箱违规词'],
  reviewWords: ['沙箱待审词'],
};

/** One line a setting, shown by `--help`. */
export const OPTION_HELP: Readonly<Record<keyof WeChatOptions, string>> = {
  ...LISTENING_HELP,
  appId: '小程序的 appid',
  appSecret: '小程序的 secret',
  officialAppId: '公众号的 appid',
  officialAppSecret: '公众号的 secret',
  redirectHosts: '网页授权登记的域名，逗号分隔',
  autoAgree: '1 表示授权页不问，直接同意',
  tokenSeconds: 'access_token 的有效秒数',
  oldTokenSeconds: '换新之后旧 access_token 还能用的秒数',
  codeSeconds: '各种 code 的有效秒数',
  visitSeconds: '登录之后多少秒内可以检查他写的文字',
  riskWords: '判为 risk 的词，逗号分隔',
  reviewWords: '判为 review 的词，逗号分隔',
};

/** @throws Error with a sentence that names the argument and what it may be */
export const readOptions = (args: string[]): WeChatOptions =>
  readArguments(args, {
    defaults: DEFAULTS,
    help: OPTION_HELP,
    readers: {
      ...LISTENING_READERS,
      appId: text,
      appSecret: text,
      officialAppId: text,
      officialAppSecret: text,
      redirectHosts: list,
      autoAgree: flag,
      tokenSeconds: count(1, 31_536_000),
      oldTokenSeconds: count(0, 3600),
      codeSeconds: count(1, 3600),
      visitSeconds: count(0, 86_400),
      riskWords: list,
      reviewWords: list,
    },
  });
