import { parseArgs } from 'node:util';

/** How this stand-in for the provincial system behaves; every value has a default that suits the demo. */
export interface ProvinceOptions {
  host: string;
  /** 0 takes a free port. */
  port: number;
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
  host: '127.0.0.1',
  port: 0,
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
  host: '监听地址',
  port: '端口，0 为任意空闲端口',
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

const oneOf =
  <T extends string>(...allowed: T[]) =>
  (value: string): T | undefined =>
    allowed.find((entry) => entry === value);
const count =
  (least: number, most: number) =>
  (value: string): number | undefined => {
    const number = Number(value);
    return Number.isInteger(number) && number >= least && number <= most ? number : undefined;
  };
const text = (value: string): string | undefined => (value === '' ? undefined : value);

const READERS: { [K in keyof ProvinceOptions]: (value: string) => ProvinceOptions[K] | undefined } = {
  host: text,
  port: count(0, 65_535),
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

const OPTION_NAMES = Object.keys(READERS) as (keyof ProvinceOptions)[];

/**
 * Reads `--name value` arguments over the defaults.
 * @throws Error with a sentence that names the argument and what it may be.
 */
export function readOptions(args: string[]): ProvinceOptions {
  const { values } = parseArgs({
    args,
    options: Object.fromEntries(OPTION_NAMES.map((name) => [name, { type: 'string' as const }])),
    strict: true,
  });
  return OPTION_NAMES.reduce<ProvinceOptions>(
    (options, name) => {
      const given = values[name];
      if (typeof given !== 'string') return options;
      const value = READERS[name](given);
      if (value === undefined) throw new Error(`--${name} 不能是“${given}”。${OPTION_HELP[name]}`);
      return { ...options, [name]: value };
    },
    { ...DEFAULT_OPTIONS },
  );
}
