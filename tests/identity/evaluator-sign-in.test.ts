import { EvaluatorSession, EvaluatorSessionList, SignInWays } from '@haochaping/shared/contracts';
import {
  agreeElsewhere,
  atSandbox,
  collection,
  errorOf,
  evaluatorClient,
  latestSmsCode,
  newWeChatPerson,
  noticeInForce,
  randomPhone,
  signInEvaluator,
  smsCode,
  weChatCode,
} from '../support/evaluator.js';
import { expectStatus } from '../support/journey.js';
import { cookiesOf, postJson } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/** How evaluators sign in: each way leads to one account a person, and tells nobody who has one (FA-3.3-b). */
let system: OwnSystem;
let base: string;
let noticeVersion: number;
beforeAll(async () => {
  system = await startSystem({ worker: false, peers: true, env: { PEER_TIMEOUT_SECONDS: '1' } });
  base = system.baseUrl;
  noticeVersion = await noticeInForce(system);
}, 60_000);
afterAll(() => system.stop());

const accounts = (filter: Record<string, unknown> = {}) =>
  collection(system, 'accounts', (c) => c.countDocuments(filter));

const signInWeapp = (code: string) => postJson(`${base}/api/v1/me/session/weapp`, { code, noticeVersion });
const signInPhone = (phone: string, code: string, client = 'web') =>
  postJson(`${base}/api/v1/me/session/phone`, { phone, code, client, noticeVersion });
const faults = (peer: 'wechat' | 'sms', order: Record<string, number>) =>
  atSandbox(system.peers[peer], 'POST', 'faults', order);

test('every configured way is told, with where it begins', async () => {
  const { items } = SignInWays.parse(await (await fetch(`${base}/api/v1/me/sign-in-ways`)).json());
  expect(items.map(({ way, start }) => [way, start])).toEqual([
    ['weapp', null],
    ['official', '/api/v1/me/session/official/start'],
    ['phone', null],
    ['sso', '/api/v1/me/session/sso/start'],
  ]);
});

describe('the mini-program', () => {
  test('gets bearer tokens and no cookie; a second sign-in is the same account', async () => {
    const { openid } = await newWeChatPerson(system);
    const before = await accounts();
    const answer = await signInWeapp(await weChatCode(system, openid));
    expect(answer.headers.getSetCookie()).toEqual([]);
    const one = await evaluatorClient(base, answer);
    expect(one.session.tokens).not.toBeNull();
    await signInEvaluator(system, { openid });
    expect(await accounts()).toBe(before + 1);
    expect(EvaluatorSession.parse(await (await one.get('/api/v1/me/session')).json())).toMatchObject({
      assurance: 'anonymous',
      nameMasked: null,
      phoneMasked: null,
      client: 'weapp',
      tokens: null,
    });
  });

  test('a code is good once, and a made-up one never; both are answered alike', async () => {
    const { openid } = await newWeChatPerson(system);
    const code = await weChatCode(system, openid);
    await expectStatus(await signInWeapp(code), 200);
    const [used, unknown] = [
      await errorOf(await signInWeapp(code)),
      await errorOf(await signInWeapp('mini-none-of-it')),
    ];
    expect(used).toMatchObject({ status: 401, code: 'sign_in_failed' });
    expect(unknown.message).toBe(used.message);
  });

  test('twelve first sign-ins of one person at once make one account', async () => {
    const { openid } = await newWeChatPerson(system);
    const before = await accounts();
    const codes = await Promise.all(Array.from({ length: 12 }, () => weChatCode(system, openid)));
    const answers = await Promise.all(codes.map(signInWeapp));
    expect(answers.map(({ status }) => status)).toEqual(codes.map(() => 200));
    expect(await accounts()).toBe(before + 1);
  });

  test('says so when WeChat does not answer, or too slowly, and signs in afterwards', async () => {
    const { openid } = await newWeChatPerson(system);
    await faults('wechat', { serverErrors: 5 });
    expect(await errorOf(await signInWeapp(await weChatCode(system, openid)))).toMatchObject({
      status: 503,
      code: 'peer_unavailable',
    });
    await faults('wechat', { serverErrors: 0, delayMs: 3000 });
    expect((await signInWeapp(await weChatCode(system, openid))).status).toBe(503);
    await atSandbox(system.peers.wechat, 'DELETE', 'faults');
    expect((await signInWeapp(await weChatCode(system, openid))).status).toBe(200);
  });
});

describe('a code by short message', () => {
  test('signs in once; web pages get HttpOnly cookies, and every write needs the page’s own token', async () => {
    const phone = randomPhone();
    const code = await smsCode(system, phone);
    const answer = await signInPhone(phone, code);
    const [access = '', refresh = ''] = answer.headers.getSetCookie();
    expect(access).toMatch(/^evaluator_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    expect(refresh).toMatch(
      /^evaluator_refresh=.*; Path=\/api\/v1\/me\/session\/refresh; HttpOnly; SameSite=Strict/,
    );
    const client = await evaluatorClient(base, answer);
    expect(client.session).toMatchObject({
      assurance: 'phone',
      tokens: null,
      phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    });
    expect(await errorOf(await signInPhone(phone, code))).toMatchObject({ status: 401, code: 'wrong_code' });
    const bare = await fetch(`${base}/api/v1/me/session`, {
      method: 'DELETE',
      headers: { Cookie: client.headers.Cookie ?? '' },
    });
    expect(await errorOf(bare)).toMatchObject({ status: 403, code: 'csrf' });
  });

  test('the same right code five times at once lets one in', async () => {
    const phone = randomPhone();
    const code = await smsCode(system, phone);
    const answers = await Promise.all(Array.from({ length: 5 }, () => signInPhone(phone, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('is burnt after five tries, also when the right one comes then', async () => {
    const phone = randomPhone();
    const code = await smsCode(system, phone);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n++) expect((await signInPhone(phone, wrong)).status).toBe(401);
    expect(await errorOf(await signInPhone(phone, code))).toMatchObject({ status: 401, code: 'wrong_code' });
  });

  test('runs out: nothing of it is kept in clear, and after its time the right one is wrong', async () => {
    const phone = randomPhone();
    const code = await smsCode(system, phone);
    const kept = await collection(system, 'phone_codes', (c) => c.find({}).toArray());
    expect(JSON.stringify(kept)).not.toContain(phone);
    expect(JSON.stringify(kept.map((one) => one.codeHash as string))).not.toContain(code);
    await collection(system, 'phone_codes', (c) =>
      c.updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } }),
    );
    expect((await signInPhone(phone, code)).status).toBe(401);
  });

  test('known and unknown numbers get the same answers, word for word', async () => {
    const [known, unknown] = [randomPhone(), randomPhone()];
    await expectStatus(await signInPhone(known, await smsCode(system, known)), 200);
    await collection(system, 'phone_codes', (c) => c.deleteMany({}));
    const strip = ({ status, code, message }: Awaited<ReturnType<typeof errorOf>>) => ({
      status,
      code,
      message,
    });
    const [a, b] = [
      await errorOf(await signInPhone(known, '123456')),
      await errorOf(await signInPhone(unknown, '123456')),
    ];
    expect(strip(a)).toEqual(strip(b));
    const other = randomPhone();
    const fresh = await postJson(`${base}/api/v1/me/phone-codes`, { phone: other });
    // The known number waits out its minute; then its answer is that of any other.
    const again = await postJson(`${base}/api/v1/me/phone-codes`, { phone: unknown });
    expect([fresh.status, await fresh.json()]).toEqual([again.status, await again.json()]);
    expect((await postJson(`${base}/api/v1/me/phone-codes`, { phone: unknown })).status).toBe(429);
    expect((await postJson(`${base}/api/v1/me/phone-codes`, { phone: known })).status).toBe(429);
  });

  test('one that could not be sent may be asked for again at once', async () => {
    const phone = randomPhone();
    await faults('sms', { serverErrors: 10 });
    const failed = await errorOf(await postJson(`${base}/api/v1/me/phone-codes`, { phone }));
    expect(failed).toMatchObject({ status: 503, code: 'peer_unavailable' });
    expect(failed.message).not.toContain(phone);
    await atSandbox(system.peers.sms, 'DELETE', 'faults');
    await expectStatus(await postJson(`${base}/api/v1/me/phone-codes`, { phone }), 202);
    expect((await signInPhone(phone, await latestSmsCode(system, phone))).status).toBe(200);
  });
});

const comeBack = (back: string, cookie: string) =>
  fetch(back, { redirect: 'manual', headers: cookie ? { Cookie: cookie } : {} });

describe('signing in at another site', () => {
  test('the official account brings the browser back to the page it came from, signed in', async () => {
    const { officialOpenid } = await newWeChatPerson(system);
    const { back, cookie, stateCookie } = await agreeElsewhere(
      system,
      'official',
      '/pages/mine/index?a=1',
      officialOpenid,
    );
    expect(stateCookie).toMatch(
      /^evaluator_sign_in=[0-9a-f]+; Path=\/api\/v1\/me\/session\/official\/callback; HttpOnly; SameSite=Lax; Max-Age=600$/,
    );
    const answer = await comeBack(back, cookie);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/pages/mine/index?a=1&signIn=ok']);
    expect(answer.headers.getSetCookie().some((line) => line.startsWith('evaluator_session='))).toBe(true);
  });

  test('a state is good in the browser it was given to, and for its own way', async () => {
    const { back, cookie } = await agreeElsewhere(system, 'official', '/pages/mine/index');
    const outcomes = [
      await comeBack(back, ''),
      await comeBack(back, 'evaluator_sign_in=0123456789abcdef'),
      await comeBack(back.replace('/official/', '/sso/'), cookie),
      await comeBack(back.replace(/state=\w+/, 'state=feedfacefeedface'), cookie),
    ];
    for (const answer of outcomes) {
      expect(answer.headers.get('location')).toBe('/?signIn=expired');
      expect(answer.headers.getSetCookie().some((line) => line.startsWith('evaluator_session='))).toBe(false);
    }
    expect((await comeBack(back, cookie)).headers.get('location')).toBe('/pages/mine/index?signIn=ok');
    // Called a second time, as WeChat does: the same outcome, see tests/stumbles/people.
    expect((await comeBack(back, cookie)).headers.get('location')).toBe('/pages/mine/index?signIn=ok');
  });

  test('leads nowhere but to our own pages', async () => {
    for (const returnTo of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      'javascript:x',
      '/a\r\nX: y',
    ]) {
      const answer = await fetch(
        `${base}/api/v1/me/session/official/start?returnTo=${encodeURIComponent(returnTo)}`,
        { redirect: 'manual' },
      );
      expect({ returnTo, status: answer.status }).toEqual({ returnTo, status: 400 });
    }
  });

  test('comes back to the page with a word about it when WeChat is away, or the person says no', async () => {
    const gone = await agreeElsewhere(system, 'official', '/pages/mine/index');
    await faults('wechat', { serverErrors: 5 });
    expect((await comeBack(gone.back, gone.cookie)).headers.get('location')).toBe(
      '/pages/mine/index?signIn=unavailable',
    );
    await atSandbox(system.peers.wechat, 'DELETE', 'faults');
    const no = await agreeElsewhere(system, 'official', '/pages/mine/index');
    const without = new URL(no.back);
    without.searchParams.delete('code');
    expect((await comeBack(without.href, no.cookie)).headers.get('location')).toBe(
      '/pages/mine/index?signIn=refused',
    );
  });

  test('one person in mini-program and official account is one account, by their unionid', async () => {
    const person = await newWeChatPerson(system, { unionid: `union-${Date.now()}` });
    await signInEvaluator(system, { openid: person.openid });
    const before = await accounts();
    const { back, cookie } = await agreeElsewhere(system, 'official', '/', person.officialOpenid);
    await comeBack(back, cookie);
    expect(await accounts()).toBe(before);
  });

  test('two accounts that WeChat tells are one become one, and nothing of the second stays readable', async () => {
    const person = await newWeChatPerson(system, { unionid: null });
    const mini = await signInEvaluator(system, { openid: person.openid });
    const first = await agreeElsewhere(system, 'official', '/', person.officialOpenid);
    const official = await comeBack(first.back, first.cookie);
    const officialCookie = cookiesOf(official);
    const union = `union-late-${Date.now()}`;
    await atSandbox(system.peers.wechat, 'POST', 'people', { openid: person.openid, unionid: union });
    await signInEvaluator(system, { openid: person.openid });
    const open = await accounts({ closedAt: null });
    const second = await agreeElsewhere(system, 'official', '/', person.officialOpenid);
    await comeBack(second.back, second.cookie);
    expect(await accounts({ closedAt: null })).toBe(open - 1);
    const ways = EvaluatorSession.parse(await (await mini.get('/api/v1/me/session')).json()).ways;
    expect(ways.map(({ way }) => way).sort()).toEqual(['official', 'weapp']);
    const old = await fetch(`${base}/api/v1/me/session`, { headers: { Cookie: officialCookie } });
    expect(old.status).toBe(401);
    const [closed] = await collection(system, 'accounts', (c) =>
      c.find({ mergedInto: { $type: 'string' } }).toArray(),
    );
    expect(closed).toMatchObject({ identities: [], sealed: {} });
  });

  test('the unified sign-in counts as verified where the peer has checked the name', async () => {
    for (const [person, assurance] of [
      ['sso-demo-person-0002', 'verified'],
      ['sso-demo-person-0003', 'anonymous'],
    ] as const) {
      const { back, cookie } = await agreeElsewhere(system, 'sso', '/', person);
      const answer = await comeBack(back, cookie);
      expect(answer.headers.get('location')).toBe('/?signIn=ok');
      const session = await fetch(`${base}/api/v1/me/session`, { headers: { Cookie: cookiesOf(answer) } });
      expect(EvaluatorSession.parse(await session.json()).assurance).toBe(assurance);
    }
  });
});

describe('sessions', () => {
  test('renew by cookie and by token, each where it belongs', async () => {
    const weapp = await signInEvaluator(system);
    const renewed = await postJson(`${base}/api/v1/me/session/refresh`, {
      refreshToken: weapp.session.tokens?.refreshToken,
    });
    const next = EvaluatorSession.parse(await expectStatus(renewed, 200));
    expect(next.tokens?.refreshToken).not.toBe(weapp.session.tokens?.refreshToken);
    const web = await signInEvaluator(system, { client: 'web' });
    const byCookie = (headers: Record<string, string>) =>
      fetch(`${base}/api/v1/me/session/refresh`, { method: 'POST', headers });
    expect(await errorOf(await byCookie({ ...web.headers, Origin: 'https://evil.example' }))).toMatchObject({
      code: 'csrf',
    });
    const cookies = await byCookie({ ...web.headers });
    expect(EvaluatorSession.parse(await expectStatus(cookies, 200)).tokens).toBeNull();
    expect(cookies.headers.getSetCookie()).toHaveLength(2);
    const [, , refresh = ''] = /(evaluator_refresh=)([^;]+)/.exec(web.headers.Cookie ?? '') ?? [];
    const stolen = await postJson(`${base}/api/v1/me/session/refresh`, { refreshToken: refresh });
    expect(stolen.status).toBe(401);
  });

  test('are listed, ended one by one, and all at once; nobody ends another person’s', async () => {
    const { openid } = await newWeChatPerson(system);
    const [one, two, three] = [
      await signInEvaluator(system, { openid }),
      await signInEvaluator(system, { openid }),
      await signInEvaluator(system, { openid }),
    ];
    const listed = EvaluatorSessionList.parse(await (await one.get('/api/v1/me/sessions')).json()).items;
    expect(listed).toHaveLength(3);
    expect(listed.filter(({ current }) => current)).toHaveLength(1);
    const stranger = await signInEvaluator(system);
    const other = listed.find(({ current }) => !current)?.id ?? '';
    expect((await stranger.send('DELETE', `/api/v1/me/sessions/${other}`)).status).toBe(404);
    await expectStatus(await one.send('DELETE', `/api/v1/me/sessions/${other}`), 204);
    const alive = await Promise.all(
      [two, three].map(async (c) => (await c.get('/api/v1/me/session')).status),
    );
    expect(alive.sort()).toEqual([200, 401]);
    await expectStatus(await one.send('DELETE', '/api/v1/me/sessions'), 204);
    for (const client of [one, two, three]) expect((await client.get('/api/v1/me/session')).status).toBe(401);
    expect((await stranger.get('/api/v1/me/session')).status).toBe(200);
  });
});
