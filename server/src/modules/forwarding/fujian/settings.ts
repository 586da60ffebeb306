import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CHANNELS, type Channel } from '@haochaping/shared/domain';
import { ConfigError, withoutLastSlash } from '../../../config/config.js';

const codes = (...list: string[]) => z.array(z.string().min(1)).default(list);
const code = (fallback: string) => z.string().min(1).default(fallback);

/** Channel → `pf`. A paper form goes by the channel it was entered on (domain §3): a clerk's computer. */
const PF: Readonly<Record<Channel, string>> = {
  pc: '1',
  mobile: '2',
  qr: '3',
  tablet: '4',
  terminal: '5',
  phone: '6',
  sms: '7',
  paper: '1',
};

/**
 * Everything about the Fujian interface that its public clients (2019–2022) leave open or that may differ in the real
 * system: data, so that what the province says changes a file and no code. server/docs/province.md has the table and marks
 * with † what was not confirmed. The answer codes other than 200 are the sandbox's; the real ones have to be learned.
 */
const Adjustable = z.strictObject({
  paths: z
    .strictObject({
      getToken: z.string().startsWith('/').default('/gateway/get-token'),
      refreshToken: z.string().startsWith('/').default('/gateway/refresh-token'),
      operation: z
        .string()
        .startsWith('/')
        .includes('{operation}')
        .default('/gateway/webservice/{operation}'),
    })
    .prefault({}),
  signCase: z.enum(['lower', 'upper']).default('lower'),
  /** Unit of `expires_in`: seconds of life, or the instant of expiry in epoch milliseconds. */
  tokenLife: z.enum(['seconds', 'epochMillis']).default('seconds'),
  encoding: z.enum(['gb2312', 'gb18030']).default('gb2312'),
  cipher: z.enum(['sm4-ecb', 'sm4-cbc']).default('sm4-ecb'),
  /** PKCS#7; without it the document is filled up with blanks. */
  padding: z.boolean().default(true),
  iv: z
    .string()
    .regex(/^[0-9a-f]{32}$/i, '应为32位十六进制')
    .default('0'.repeat(32)),
  soapAction: z.enum(['', 'operation']).default(''),
  sysNo: z.string().min(1).nullable().default(null),
  network: z.string().min(1).nullable().default('1'),
  /** Null: the province has no code for this channel. */
  pf: z
    .partialRecord(z.enum(CHANNELS), z.string().min(1).nullable())
    .default({})
    .transform((given): Readonly<Record<Channel, string | null>> => ({ ...PF, ...given })),
  evaluateType: z.strictObject({ first: code('1'), supplementary: code('2') }).prefault({}),
  proStatus: codes('1', '2', '3'),
  /** The status for which `resultDate` is needed. */
  finishedStatus: code('3'),
  userProp: codes('1', '2', '3', '4', '5', '6', '9'),
  certificateTypes: codes('111', '001', '821', '114', '118', '414', '511', '516', '999'),
  /** Kinds of ours that the province has no code for, as what they go there. */
  certificateCodes: z
    .record(z.string(), z.string().min(1))
    .default({ residence_permit: '999', permanent_residence: '999' }),
  optionSeparator: code(','),
  /** Whether poor ratings without options and words are refused; if so they wait under that name. */
  explanationRequired: z.boolean().default(true),
  answerCodes: z
    .strictObject({
      success: codes('200'),
      /** The natural key is taken. */
      duplicate: codes('4090'),
      /** Nothing is known under the natural key asked for. */
      absent: codes('4040'),
      /** About the connection (key, cipher), not about this rating: not kept, and to be sent again once it is mended. */
      retry: codes('4009', '4012'),
    })
    .prefault({}),
});

/** What a settings file may hold. */
export type FujianAdjustments = z.input<typeof Adjustable>;

export interface FujianSettings extends z.output<typeof Adjustable> {
  /** Address up to the gateway, without a trailing slash. */
  baseUrl: string;
  appKey: string;
  appCode: string;
  timeoutMs: number;
}

export type FujianConnection = Pick<FujianSettings, 'baseUrl' | 'appKey' | 'appCode' | 'timeoutMs'>;

/** The names a settings file may hold. */
export const ADJUSTABLE_NAMES = Object.keys(Adjustable.shape);

/** Settings for one province: how it is reached, and what differs from the defaults. */
export function fujianSettings(
  connection: FujianConnection,
  adjustments: FujianAdjustments = {},
): FujianSettings {
  return {
    ...Adjustable.parse(adjustments),
    ...connection,
    baseUrl: withoutLastSlash(connection.baseUrl),
  };
}

/**
 * Reads what differs from the defaults from a JSON file.
 * @throws ConfigError naming the file, the entry and what it may be
 */
export function readAdjustments(path: string): FujianAdjustments {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`省接口设置文件 ${path} 读不了：${(error as Error).message}`);
  }
  const parsed = Adjustable.safeParse(content);
  if (parsed.success) return content as FujianAdjustments;
  const wrong = parsed.error.issues.map(
    ({ path: at, message }) => `${at.join('.') || '（整个文件）'} ${message}`,
  );
  throw new ConfigError(`省接口设置文件 ${path} 不对：${wrong.join('；')}`);
}
