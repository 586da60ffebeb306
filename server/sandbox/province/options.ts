import {
  count,
  LISTENING_DEFAULTS,
  LISTENING_HELP,
  LISTENING_READERS,
  oneOf,
  readArguments,
  text,
  type Listening,
  type Readers,
} from '../common/options.js';

/** How this stand-in for the provincial system behaves; every value has a default that suits the demo. */
export interface ProvinceOptions extends Listening {
  appKey: string;
  appCode: string;
  /** The character set the province takes in `xmlStr`. */
  encoding: 'gb2312' | 'gb18030';
  cipher: 'sm4-ecb' | 'sm4-cbc';
  /** Sixteen bytes in hex; used with sm4-cbc only. */
  iv: string;
  tokenSeconds: number;
  refreshSeconds: number;
  /** How far a request's timestamp may lie from this clock. */
  skewSeconds: number;
  /** Whether a poor rating without options and words is refused. */
  explanation: 'required' | 'optional';
  /** Ratings kept in memory; the oldest go first. */
  capacity: number;
}

export const DEFAULT_OPTIONS: ProvinceOptions = {
  ...LISTENING_DEFAULTS,
  appKey: 'sanming-demo',
  appCode: 'sanming-demo-code',
  encoding: 'gb2312',
  cipher: 'sm4-ecb',
  iv: '0'.repeat(32),
  tokenSeconds: 7200,
  refreshSeconds: 86_400,
  skewSeconds: 300,
  explanation: 'required',
  capacity: 10_000,
};

/** One line a setting, shown by `--help` and at `/__sandbox/config`. */
export const OPTION_HELP: Readonly<Record<keyof ProvinceOptions, string>> = {
  ...LISTENING_HELP,
  appKey: '接入应用标识',
  appCode: '接入应用密钥（签名与 SM4 密钥的来源）',
  encoding: 'xmlStr 的字符集：gb2312 或 gb18030',
  cipher: 'xmlStr 的加密方式：sm4-ecb 或 sm4-cbc',
  iv: 'sm4-cbc 的初始向量，32 位十六进制',
  tokenSeconds: 'access_token 的有效秒数',
  refreshSeconds: 'refresh_token 的有效秒数',
  skewSeconds: '时间戳允许的偏差秒数',
  explanation: '差评是否必须说明原因：required 或 optional',
  capacity: '内存中最多保存的评价数',
};

const READERS: Readers<ProvinceOptions> = {
  ...LISTENING_READERS,
  appKey: text,
  appCode: text,
  encoding: oneOf('gb2312', 'gb18030'),
  cipher: oneOf('sm4-ecb', 'sm4-cbc'),
  iv: (value) => (/^[0-9a-f]{32}$/i.test(value) ? value : undefined),
  tokenSeconds: count(1, 31_536_000),
  refreshSeconds: count(1, 31_536_000),
  skewSeconds: count(0, 86_400),
  explanation: oneOf('required', 'optional'),
  capacity: count(1, 1_000_000),
};

/**
 * Reads `--name value` arguments over the defaults.
 * @throws Error with a sentence that names the argument and what it may be.
 */
export const readOptions = (args: string[]): ProvinceOptions =>
  readArguments(args, { readers: READERS, defaults: DEFAULT_OPTIONS, help: OPTION_HELP });
