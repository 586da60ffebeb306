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

/** The SMS gateway. A message may be asked for twice: the gateway knows it by its requestId. */
export const createSms = (http: PeerHttp, key: SigningKey): SmsGateway => ({
  send: ({ templateId, phone, params, requestId }) =>
    http.operation('send', async (limit) => {
      const { status, body } = await http.callAgain(
        () => signedPost('Sms', key, PATH, { templateId, phone, params, requestId }),
        limit,
      );
      const code = codeOf(body);
      if (status === 200 && code === 'OK') return { ok: true };
      const message = REFUSALS[code];
      if (message) return { ok: false, reason: 'refused', message };
      throw new PeerTrouble(`HTTP ${status} ${code}`, false);
    }),
});
