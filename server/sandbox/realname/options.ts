import {
  count,
  flag,
  LISTENING_DEFAULTS,
  LISTENING_HELP,
  LISTENING_READERS,
  readArguments,
  text,
  type Listening,
} from '../common/options.js';
import type { SignatureOptions } from '../common/signature.js';

/** How this stand-in for a real-name check behaves. */
export interface RealNameOptions extends Listening, SignatureOptions {
  /** Whether names that were not registered are judged by how they end, instead of not being found. */
  demo: boolean;
}

const DEFAULTS: RealNameOptions = {
  ...LISTENING_DEFAULTS,
  key: 'realname-demo',
  secret: 'realname-demo-secret',
  skewSeconds: 300,
  demo: true,
};

/** One line a setting, shown by `--help`. */
export const OPTION_HELP: Readonly<Record<keyof RealNameOptions, string>> = {
  ...LISTENING_HELP,
  key: '接入标识',
  secret: '签名密钥',
  skewSeconds: '时间戳允许的偏差秒数',
  demo: '1：没登记的也算相符，姓名以“不符”“查无”“注销”结尾的除外；0：没登记的都查无',
};

/** @throws Error with a sentence that names the argument and what it may be */
export const readOptions = (args: string[]): RealNameOptions =>
  readArguments(args, {
    defaults: DEFAULTS,
    help: OPTION_HELP,
    readers: {
      ...LISTENING_READERS,
      key: text,
      secret: text,
      skewSeconds: count(0, 86_400),
      demo: flag,
    },
  });
