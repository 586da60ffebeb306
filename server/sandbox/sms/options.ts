import {
  count,
  LISTENING_DEFAULTS,
  LISTENING_HELP,
  LISTENING_READERS,
  readArguments,
  text,
  type Listening,
} from '../common/options.js';
import type { SignatureOptions } from '../common/signature.js';

/** How this stand-in for an SMS gateway behaves. */
export interface SmsOptions extends Listening, SignatureOptions {
  /** Messages one number gets in an hour. */
  perPhoneHour: number;
  /** Messages kept in memory; the oldest go first. */
  capacity: number;
}

const DEFAULTS: SmsOptions = {
  ...LISTENING_DEFAULTS,
  key: 'sms-demo',
  secret: 'sms-demo-secret',
  skewSeconds: 300,
  perPhoneHour: 20,
  capacity: 1000,
};

/** One line a setting, shown by `--help`. */
export const OPTION_HELP: Readonly<Record<keyof SmsOptions, string>> = {
  ...LISTENING_HELP,
  key: '接入标识',
  secret: '签名密钥',
  skewSeconds: '时间戳允许的偏差秒数',
  perPhoneHour: '同一号码一小时最多几条',
  capacity: '内存中最多保存的短信数',
};

/** @throws Error with a sentence that names the argument and what it may be */
export const readOptions = (args: string[]): SmsOptions =>
  readArguments(args, {
    defaults: DEFAULTS,
    help: OPTION_HELP,
    readers: {
      ...LISTENING_READERS,
      key: text,
      secret: text,
      skewSeconds: count(0, 86_400),
      perPhoneHour: count(1, 1_000_000),
      capacity: count(1, 1_000_000),
    },
  });
