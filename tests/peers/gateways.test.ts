import { randomUUID } from 'node:crypto';
import { signedPost } from '../../server/src/modules/peers/signing.js';
import { creditCode, identityNumber } from '../province/support.js';
import { clientsOf, outcomeOf, startSandbox, UNAVAILABLE, type Sandbox } from './support.js';

let sms: Sandbox;
let realname: Sandbox;
const texts = () => clientsOf('sms', sms.url, { PEER_TIMEOUT_SECONDS: '1' });
const names = () => clientsOf('realname', realname.url, { PEER_TIMEOUT_SECONDS: '1' });
beforeAll(async () => {
  [sms, realname] = await Promise.all([startSandbox('sms'), startSandbox('realname')]);
});
afterEach(() => Promise.all([sms.heal(), realname.heal()]));
afterAll(() => Promise.all([sms.stop(), realname.stop()]));

let nextPhone = 0;
const order = () => ({
  templateId: 'sign_in_code' as const,
  phone: `1990000${String(5000 + nextPhone++)}`,
  params: { code: '204816', minutes: '5' },
  requestId: randomUUID(),
});
const sentTo = (phone: string) => sms.own<{ text: string }[]>('GET', `messages?phone=${phone}`);

describe('SMS', () => {
  test('a code is sent, once for one request however often it is asked', async () => {
    const message = order();
    const { peers } = texts();
    expect(await peers.sms!.send(message)).toEqual({ ok: true });
    expect(await peers.sms!.send(message)).toEqual({ ok: true });
    const sent = await sentTo(message.phone);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toContain('204816，5分钟');
    await peers.close();
  });

  test.each([{ cutBeforeCommit: 1 }, { cutAfterCommit: 1 }, { serverErrors: 1 }])(
    'one lost call (%j) is repeated, and one message goes out',
    async (fault) => {
      const message = order();
      const { peers } = texts();
      await sms.faults(fault);
      expect(await peers.sms!.send(message)).toEqual({ ok: true });
      expect(await sentTo(message.phone)).toHaveLength(1);
      await peers.close();
    },
  );

  test.each([{ delayMs: 3000 }, { serverErrors: 9 }, { cutBeforeCommit: 9 }, { cutAfterCommit: 9 }])(
    'a gateway in trouble (%j) is told to people, and nothing personal to the log',
    async (fault) => {
      const message = order();
      const { peers, logged } = texts();
      await sms.faults(fault);
      expect(await outcomeOf(peers.sms!.send(message))).toEqual(UNAVAILABLE);
      expect(logged.join('')).toContain('peer unavailable');
      for (const secret of [message.phone, '204816', 'sms-demo-secret', message.requestId])
        expect([...logged, ...sms.lines].join('')).not.toContain(secret);
      await peers.close();
    },
  );

  test('a number that gets too many, or is none, is refused with what to do', async () => {
    const strict = await startSandbox('sms', '--perPhoneHour', '1');
    const { peers } = clientsOf('sms', strict.url);
    const message = order();
    await peers.sms!.send(message);
    const again = await peers.sms!.send({ ...message, requestId: randomUUID() });
    expect(again).toMatchObject({ ok: false, message: expect.stringContaining('一小时后') as string });
    const wrong = await peers.sms!.send({ ...order(), phone: '12345' });
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('手机号') as string });
    await Promise.all([peers.close(), strict.stop()]);
  });

  test('templates and parameters are held to the letter', async () => {
    const wrong: Record<string, string>[] = [
      { code: '204816' },
      { code: 'x', minutes: '5' },
      { code: '1234', minutes: '5', a: '1' },
    ];
    const { peers } = texts();
    for (const params of wrong)
      expect(await outcomeOf(peers.sms!.send({ ...order(), params }))).toEqual(UNAVAILABLE);
    await peers.close();
  });
});

describe('signatures', () => {
  const key = { key: 'sms-demo', secret: 'sms-demo-secret' };
  const path = '/sms/v1/messages';
  type Signed = ReturnType<typeof signedPost>;
  const post = async ({ path: at, headers, body }: Signed) => {
    const answer = await fetch(sms.url + at, { method: 'POST', headers: headers!, body: body! });
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };

  test('only what was signed, now, once and with the right secret is taken', async () => {
    const good = signedPost('Sms', key, path, order());
    expect(await post(good)).toEqual([200, 'OK']);
    expect(await post(good)).toEqual([401, 'NONCE_REPLAYED']);
    const other = signedPost('Sms', key, path, order());
    expect(await post({ ...other, body: JSON.stringify(order()) })).toEqual([401, 'SIGNATURE_INVALID']);
    expect(await post(signedPost('Sms', { ...key, secret: 'guessed' }, path, order()))).toEqual([
      401,
      'SIGNATURE_INVALID',
    ]);
    expect(await post(signedPost('Sms', { ...key, key: 'nobody' }, path, order()))).toEqual([
      401,
      'KEY_UNKNOWN',
    ]);
    const old = signedPost('Sms', key, path, order(), () => Date.now() - 600_000);
    expect(await post(old)).toEqual([401, 'TIMESTAMP_INVALID']);
    expect(await post({ ...other, headers: {} })).toEqual([401, 'KEY_UNKNOWN']);
  });
});

describe('the real-name check', () => {
  const person = (name: string) => ({ name, certType: '111', certNumber: identityNumber() });

  test('in the demo a name decides by how it ends', async () => {
    const { peers } = names();
    const results = ['沙箱某', '沙箱不符', '沙箱查无'].map((name) => peers.realName!.person(person(name)));
    expect(await Promise.all(results)).toEqual(['match', 'mismatch', 'not_found']);
    const ask = (name: string) => peers.realName!.business({ uscc: creditCode(), name });
    const active = { result: 'match', active: true, representativeMatches: null };
    expect(await ask('沙箱商行')).toEqual(active);
    expect(await ask('沙箱商行（注销）')).toEqual({ ...active, active: false });
    expect(await ask('沙箱商行查无')).toEqual({ ...active, result: 'not_found', active: false });
    await peers.close();
  });

  test('who is registered is compared, representative included', async () => {
    const { peers } = names();
    const known = person('登记人');
    await realname.own('POST', 'persons', { name: known.name, certNumber: known.certNumber });
    expect(await peers.realName!.person(known)).toBe('match');
    expect(await peers.realName!.person({ ...known, name: '别人' })).toBe('mismatch');
    const business = { uscc: creditCode(), name: '登记商行' };
    await realname.own('POST', 'businesses', {
      ...business,
      representativeName: known.name,
      representativeCertNumber: known.certNumber,
    });
    const ask = (name: string) =>
      peers.realName!.business({ ...business, representative: { name, certNumber: known.certNumber } });
    expect(await ask(known.name)).toMatchObject({ result: 'match', representativeMatches: true });
    expect(await ask('别人')).toMatchObject({ result: 'match', representativeMatches: false });
    await peers.close();
  });

  test('a number that fails its standard is refused before anybody is looked up', async () => {
    const { peers, logged } = names();
    const wrong = person('沙箱某').certNumber.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await outcomeOf(peers.realName!.person({ ...person('沙箱某'), certNumber: wrong }))).toEqual(
      UNAVAILABLE,
    );
    const code = creditCode().replace(/.$/, 'I');
    expect(await outcomeOf(peers.realName!.business({ uscc: code, name: '沙箱商行' }))).toEqual(UNAVAILABLE);
    expect(logged.join('')).toContain('HTTP 400');
    for (const number of [wrong, code]) expect([...logged, ...realname.lines].join('')).not.toContain(number);
    await peers.close();
  });

  test.each([
    [{ cutBeforeCommit: 1 }, true],
    [{ cutAfterCommit: 1 }, true],
    [{ serverErrors: 1 }, true],
    [{ serverErrors: 9 }, false],
    [{ cutBeforeCommit: 9 }, false],
    [{ delayMs: 3000 }, false],
  ])('trouble (%j) is passed over once', async (fault, passes) => {
    const { peers, logged } = names();
    const asked = person('沙箱某');
    await realname.faults(fault);
    expect(await outcomeOf(peers.realName!.person(asked))).toEqual(passes ? 'match' : UNAVAILABLE);
    for (const secret of [asked.certNumber, asked.name, 'realname-demo-secret'])
      expect([...logged, ...realname.lines].join('')).not.toContain(secret);
    await peers.close();
  });
});

test('a peer that is not configured is null', () => {
  const { peers } = texts();
  expect(peers).toMatchObject({ miniProgram: null, officialAccount: null, realName: null, sso: null });
  expect(peers.sms).not.toBeNull();
});

test('half a peer, or a peer in clear in production, stops the start with a sentence', async () => {
  const { peerProblems } = await import('../../server/src/config/peers.js');
  expect(() => clientsOf('sms', sms.url, { SMS_SECRET: '' })).toThrow(/短信验证码只配了一半.*SMS_SECRET/);
  const settings = { WECHAT_API_URL: 'https://a.example', SMS_URL: 'http://sms.example' } as never;
  const all = new Set(['SMS_URL', 'SMS_KEY', 'SMS_SECRET']);
  expect(peerProblems(settings, all, true)).toEqual([expect.stringContaining('SMS_URL 必须是 https')]);
  expect(peerProblems(settings, all, false)).toEqual([]);
  const mailbox = { MAIL_HOST: 'mail.example', MAIL_TLS: 'none' } as never;
  const half = expect.stringMatching(/收意见的邮箱只配了一半.*MAIL_USER、MAIL_PASSWORD/) as string;
  expect(peerProblems(mailbox, new Set(['MAIL_HOST']), false)).toEqual([half]);
  expect(peerProblems(mailbox, new Set(['MAIL_HOST']), true)).toEqual([
    half,
    expect.stringContaining('MAIL_TLS 不能是 none'),
  ]);
});
