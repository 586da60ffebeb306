import { randomUUID } from 'node:crypto';
import { DEFAULT_TEMPLATES, weChatData } from '@haochaping/shared/domain/notifications/index';
import { clientsOf, startSandbox, type Sandbox } from '../peers/support.js';

// The stand-ins are as strict about templates as the real peers, and the log is told their own reason.

const { templateId, page } = DEFAULT_TEMPLATES.wechat;
const data = weChatData(DEFAULT_TEMPLATES.wechat, new Date());

describe('WeChat', () => {
  let wechat: Sandbox;
  let openid: string;
  beforeAll(async () => {
    wechat = await startSandbox('wechat');
    ({ openid } = await wechat.own<{ openid: string }>('POST', 'people', { name: '收消息的人' }));
    await wechat.own('POST', 'subscriptions', { person: openid, templateId, count: 1 });
  });
  afterAll(() => wechat.stop());

  const good = () => ({ openid, templateId, page, state: 'formal' as const, data });
  test.each([
    ['40003', { openid: 'o-mini-nobody' }],
    ['40037', { templateId: 'another' }],
    ['41030', { page: 'https://example.org' }],
    ['47003', { data: { ...data, thing1: '您'.repeat(21) } }],
    ['47003', { data: { ...data, time2: '刚才' } }],
    ['47003', { data: { thing1: '您的评价有进展' } }],
    ['47003', { data: { ...data, thing3: '多出来的' } }],
  ])('refuses with %s (%#), and no permission is spent', async (code, change) => {
    const { peers } = clientsOf('wechat', wechat.url);
    const outcome = await peers.miniProgram!.tell({ ...good(), ...(change as object) });
    expect(outcome).toEqual({
      ok: false,
      reason: 'refused',
      message: expect.stringContaining(code) as string,
    });
    await peers.close();
  });

  test('takes one message for one permission', async () => {
    const { peers, logged } = clientsOf('wechat', wechat.url);
    expect(await peers.miniProgram!.tell(good())).toEqual({ ok: true });
    expect(await peers.miniProgram!.tell(good())).toMatchObject({
      ok: false,
      message: expect.stringContaining('43101') as string,
    });
    await wechat.own('POST', 'faults', { serverErrors: 5 });
    expect(await peers.miniProgram!.tell(good())).toEqual({
      ok: false,
      reason: 'trouble',
      message: 'HTTP 503',
    });
    expect(logged.join()).not.toContain(openid);
    await peers.close();
  });
});

test('the gateway takes its templates to the letter, and a repeated message once', async () => {
  const sms = await startSandbox('sms');
  const { peers } = clientsOf('sms', sms.url);
  const message = {
    templateId: 'rating_progress',
    phone: '13900001234',
    params: {},
    requestId: randomUUID(),
  };
  expect(await peers.sms!.tell(message)).toEqual({ ok: true });
  expect(await peers.sms!.tell(message)).toEqual({ ok: true });
  expect(await sms.own('GET', 'messages')).toHaveLength(1);
  const refused = async (change: object) => {
    const outcome = await peers.sms!.tell({ ...message, requestId: randomUUID(), ...change });
    return outcome.ok ? 'OK' : outcome.message;
  };
  expect(await refused({ templateId: 'another' })).toContain('TEMPLATE_UNKNOWN');
  expect(await refused({ params: { title: '不动产登记' } })).toContain('PARAMETER_INVALID');
  expect(await refused({ phone: '12345' })).toContain('PHONE_INVALID');
  await Promise.all([peers.close(), sms.stop()]);
});
