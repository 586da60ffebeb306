import { PeerTrouble, type PeerHttp } from './http.js';
import { signedPost, type SigningKey } from './signing.js';
import type { SmsGateway } from './types.js';

const PATH = '/sms/v1/messages';

/** What a refused person is told; the gateway's own words may hold the number. */
const REFUSALS: Readonly<Record<string, string>> = {
  PHONE_LIMIT: '这个号码收的验证码太多了，请一小时后再试，或改用微信登录。',
  PHONE_INVALID: '短信发不到这个号码，请检查手机号。',
};

const codeOf = (body: unknown): string => {
  const code = (body as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'no code';
};

/** What a refused notice is logged as: what the sender, not the receiver, may mend. */
const NOTICE_REFUSALS: Readonly<Record<string, string>> = {
  PHONE_LIMIT: '这个号码收得太多',
  PHONE_INVALID: '号码不对',
  TEMPLATE_UNKNOWN: '网关没有这个模板',
  PARAMETER_INVALID: '参数不合模板',
};
/** Refusals that pass by themselves. */
const PASSING = ['PHONE_LIMIT'];

/** The SMS gateway. A message may be asked for twice: the gateway knows it by its requestId. */
export function createSms(http: PeerHttp, key: SigningKey): SmsGateway {
  /** The gateway's code; `OK` when it was sent. @throws PeerTrouble */
  const ask = async (message: object, limit: AbortSignal): Promise<{ status: number; code: string }> => {
    const { status, body } = await http.callAgain(() => signedPost('Sms', key, PATH, message), limit);
    return { status, code: codeOf(body) };
  };
  return {
    send: ({ templateId, phone, params, requestId }) =>
      http.operation('send', async (limit) => {
        const { status, code } = await ask({ templateId, phone, params, requestId }, limit);
        if (status === 200 && code === 'OK') return { ok: true };
        const message = REFUSALS[code];
        if (message) return { ok: false, reason: 'refused', message };
        throw new PeerTrouble(`HTTP ${status} ${code}`, false);
      }),
    tell: (message) =>
      http.outcome('tell', async (limit) => {
        const { status, code } = await ask(message, limit);
        if (status === 200 && code === 'OK') return { ok: true };
        const words = NOTICE_REFUSALS[code];
        if (!words) throw new PeerTrouble(`HTTP ${status} ${code}`, false);
        const reason = PASSING.includes(code) ? 'trouble' : 'refused';
        return { ok: false, reason, message: `短信网关 ${code}：${words}` };
      }),
  };
}
