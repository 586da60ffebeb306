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

/** How this stand-in for the unified provincial sign-in behaves. */
export interface SsoOptions extends Listening {
  clientId: string;
  clientSecret: string;
  /** Addresses a browser may be sent back to, to the letter. */
  redirectUris: string[];
  /** What it calls itself; by default its own address as the caller reached it. */
  issuer: string | null;
  autoAgree: boolean;
  codeSeconds: number;
  tokenSeconds: number;
}

const DEFAULTS: SsoOptions = {
  ...LISTENING_DEFAULTS,
  clientId: 'haochaping-demo',
  clientSecret: 'sso-demo-secret',
  redirectUris: [],
  issuer: null,
  autoAgree: false,
  codeSeconds: 60,
  tokenSeconds: 600,
};

/** One line a setting, shown by `--help`. */
export const OPTION_HELP: Readonly<Record<keyof SsoOptions, string>> = {
  ...LISTENING_HELP,
  clientId: '接入应用的 client_id',
  clientSecret: '接入应用的 client_secret',
  redirectUris: '登记的回调地址，逗号分隔，要一字不差',
  issuer: '自称的 issuer；默认是访问它用的地址',
  autoAgree: '1 表示授权页不问，直接同意',
  codeSeconds: '授权码的有效秒数',
  tokenSeconds: 'access_token 和 id_token 的有效秒数',
};

/** @throws Error with a sentence that names the argument and what it may be */
export const readOptions = (args: string[]): SsoOptions =>
  readArguments(args, {
    defaults: DEFAULTS,
    help: OPTION_HELP,
    readers: {
      ...LISTENING_READERS,
      clientId: text,
      clientSecret: text,
      redirectUris: list,
      issuer: text,
      autoAgree: flag,
      codeSeconds: count(1, 3600),
      tokenSeconds: count(1, 86_400),
    },
  });
