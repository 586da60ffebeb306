import type { Channel } from '@haochaping/shared/domain';

/**
 * Everything about the Fujian interface that its public clients (2019–2022) leave open or that may differ in the real
 * system. All of it is data: changing the province's mind must not change code. † marks what was not confirmed.
 */
export interface FujianSettings {
  /** Address up to the gateway, without a trailing slash. */
  baseUrl: string;
  appKey: string;
  appCode: string;
  paths: { getToken: string; refreshToken: string; operation: string };
  /** †: clients were seen signing in upper case and in lower case. */
  signCase: 'lower' | 'upper';
  /** † Unit of `expires_in`: seconds of life, or the instant of expiry in epoch milliseconds. */
  tokenLife: 'seconds' | 'epochMillis';
  encoding: 'gb2312' | 'gb18030';
  /** †: mode; the padding is PKCS#7 unless `padding` is false, then the document is filled up with blanks. */
  cipher: 'sm4-ecb' | 'sm4-cbc';
  padding: boolean;
  /** Sixteen bytes in hex, for sm4-cbc. */
  iv: string;
  soapAction: '' | 'operation';
  timeoutMs: number;
  /** Our own mark at the province, `sysNO`; left out when null. */
  sysNo: string | null;
  /** `type`: the network ratings come from; left out when null. */
  network: string | null;
  /** Channel → `pf`. Codes 6 and 7 are swapped in at least one other province. Null: this channel has no code of its own. */
  pf: Readonly<Record<Channel, string | null>>;
  evaluateType: Readonly<Record<'first' | 'supplementary', string>>;
  proStatus: readonly string[];
  /** The status for which `resultDate` is needed. */
  finishedStatus: string;
  userProp: readonly string[];
  certificateTypes: readonly string[];
  optionSeparator: string;
  /** Whether poor ratings without options and words are refused; if so they wait under that name. */
  explanationRequired: boolean;
  answerCodes: {
    success: readonly string[];
    /** The natural key is taken. */
    duplicate: readonly string[];
    /** Nothing is known under the natural key asked for. */
    absent: readonly string[];
    /** About the connection (key, cipher), not about this rating: not kept, and to be sent again once it is mended. */
    retry: readonly string[];
  };
}

type Needed = 'baseUrl' | 'appKey' | 'appCode';

/** The answer codes other than 200 are the sandbox's; the real ones have to be learned and configured.† */
const DEFAULTS: Omit<FujianSettings, Needed> = {
  paths: {
    getToken: '/gateway/get-token',
    refreshToken: '/gateway/refresh-token',
    operation: '/gateway/webservice/{operation}',
  },
  signCase: 'lower',
  tokenLife: 'seconds',
  encoding: 'gb2312',
  cipher: 'sm4-ecb',
  padding: true,
  iv: '0'.repeat(32),
  soapAction: '',
  timeoutMs: 10_000,
  sysNo: null,
  network: '1',
  // A paper form goes by the channel it was entered on (domain §3): a clerk's computer.
  pf: { pc: '1', mobile: '2', qr: '3', tablet: '4', terminal: '5', phone: '6', sms: '7', paper: '1' },
  evaluateType: { first: '1', supplementary: '2' },
  proStatus: ['1', '2', '3'],
  finishedStatus: '3',
  userProp: ['1', '2', '3', '4', '5', '6', '9'],
  certificateTypes: ['111', '001', '821', '114', '118', '414', '511', '516', '999'],
  optionSeparator: ',',
  explanationRequired: true,
  answerCodes: { success: ['200'], duplicate: ['4090'], absent: ['4040'], retry: ['4009', '4012'] },
};

/** Settings for one province: the address and the keys are needed, everything else has a default. */
export function fujianSettings(
  given: Pick<FujianSettings, Needed> & Partial<FujianSettings>,
): FujianSettings {
  return { ...DEFAULTS, ...given, baseUrl: given.baseUrl.replace(/\/+$/, '') };
}
