import { randomUUID } from 'node:crypto';
import {
  BASE_URL,
  clientsOf,
  outcomeOf,
  startGate,
  startSandbox,
  UNAVAILABLE,
  type Sandbox,
} from './support.js';

interface Person {
  openid: string;
  officialOpenid: string;
  unionid: string | null;
  phone: string;
}

let wechat: Sandbox;
let clients: ReturnType<typeof clientsOf>;
let person: Person;
beforeAll(async () => {
  wechat = await startSandbox('wechat');
});
beforeEach(async () => {
  clients = clientsOf('wechat', wechat.url);
  person = await wechat.own<Person>('POST', 'people', { name: '测试来客' });
});
afterEach(async () => {
  await wechat.heal();
  await clients.peers.close();
});
afterAll(() => wechat.stop());

const mini = () => clients.peers.miniProgram!;
const official = () => clients.peers.officialAccount!;
const phoneCode = () => `host-${randomUUID()}`;
const codeOf = async (openid: string, kind = 'mini') =>
  (await wechat.own<{ code: string }>('POST', 'codes', { person: openid, kind })).code;
const BAD_CODE = { ok: false, reason: 'bad_code' };

describe('the mini-program', () => {
  test('learns who holds the phone, once for each code', async () => {
    const { people, current } = await wechat.own<{ people: Person[]; current: string }>('GET', 'people');
    const holder = people.find(({ openid }) => openid === current);
    const code = phoneCode();
    expect(await mini().sessionOf(code)).toEqual({ ok: true, openid: current, unionid: holder?.unionid });
    expect(await mini().sessionOf(code)).toEqual(BAD_CODE);
    expect(await mini().sessionOf('made-up')).toEqual(BAD_CODE);
  });

  test('meets the person a code was bound to, with their number, or without a unionid', async () => {
    expect(await mini().sessionOf(await codeOf(person.openid))).toMatchObject({ openid: person.openid });
    expect(await mini().phoneOf(await codeOf(person.openid))).toEqual({ ok: true, phone: person.phone });
    const alone = await wechat.own<Person>('POST', 'people', { unionid: null });
    expect(await mini().sessionOf(await codeOf(alone.openid))).toMatchObject({ ok: true, unionid: null });
  });

  test('takes no code of the official account, and no phone code twice', async () => {
    expect(await mini().sessionOf(await codeOf(person.openid, 'official'))).toEqual(BAD_CODE);
    const code = await codeOf(person.openid);
    expect(await mini().phoneOf(code)).toMatchObject({ ok: true });
    expect(await mini().phoneOf(code)).toEqual(BAD_CODE);
  });

  test('has texts judged, of people who were here lately', async () => {
    expect(await mini().checkText(person.openid, '办得很快', 2)).toBe('unknown');
    await mini().sessionOf(await codeOf(person.openid));
    expect(await mini().checkText(person.openid, '办得很快', 2)).toBe('pass');
    expect(await mini().checkText(person.openid, '有一个沙箱待审词', 2)).toBe('review');
    expect(await mini().checkText(person.openid, '有一个沙箱违规词', 2)).toBe('risk');
  });
});

describe('access tokens', () => {
  test('ten calls at once buy one token; an expired one is renewed once, unseen', async () => {
    const gate = await startGate(wechat.url);
    const other = clientsOf('wechat', gate.url);
    try {
      const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(person.openid)));
      const phones = await Promise.all(codes.map((code) => other.peers.miniProgram!.phoneOf(code)));
      expect(phones).toEqual(codes.map(() => ({ ok: true, phone: person.phone })));
      expect(gate.seen.filter((path) => path.endsWith('stable_token'))).toHaveLength(1);
      gate.seen.length = 0;
      await wechat.faults({ expireTokens: 'access' });
      expect(await other.peers.miniProgram!.phoneOf(await codeOf(person.openid))).toMatchObject({ ok: true });
      expect(gate.seen).toEqual([
        '/wxa/business/getuserphonenumber',
        '/cgi-bin/stable_token',
        '/wxa/business/getuserphonenumber',
      ]);
    } finally {
      gate.stop();
      await other.peers.close();
    }
  });

  test('the token before the newest is good for a while, an unknown one never', async () => {
    const ask = async (force_refresh: boolean) => {
      const body = {
        grant_type: 'client_credential',
        appid: 'wx00000000demo0001',
        secret: 'wechat-demo-secret',
        force_refresh,
      };
      const answer = await fetch(`${wechat.url}/cgi-bin/stable_token`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return ((await answer.json()) as { access_token: string }).access_token;
    };
    const errcode = async (token: string) => {
      const url = `${wechat.url}/wxa/business/getuserphonenumber?access_token=${token}`;
      const answer = await fetch(url, { method: 'POST', body: '{"code":"x"}' });
      return ((await answer.json()) as { errcode: number }).errcode;
    };
    const first = await ask(false);
    expect(await ask(false)).toBe(first);
    const second = await ask(true);
    expect(second).not.toBe(first);
    expect([await errcode(first), await errcode(second)]).toEqual([40_029, 40_029]);
    expect(await errcode('guessed')).toBe(40_001);
    await ask(true);
    expect(await errcode(first)).toBe(40_001);
    await wechat.faults({ expireTokens: 'access' });
    expect(await errcode(second)).toBe(42_001);
  });

  test('with a wrong secret nothing works, and the person hears that WeChat is not there', async () => {
    const other = clientsOf('wechat', wechat.url, { WECHAT_APP_SECRET: 'guessed' });
    expect(await outcomeOf(other.peers.miniProgram!.sessionOf(phoneCode()))).toEqual(UNAVAILABLE);
    expect(await outcomeOf(other.peers.miniProgram!.phoneOf(phoneCode()))).toEqual(UNAVAILABLE);
    expect(other.logged.join('')).toContain('40125');
    await other.peers.close();
  });
});

describe('the official account', () => {
  const redirectUri = `${BASE_URL}/api/v1/somewhere?from=menu`;
  const agree = async (url: string) => {
    const address = new URL(url);
    address.searchParams.set('__sandbox', 'agree');
    address.searchParams.set('__sandbox_person', person.openid);
    const answer = await fetch(address, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '');
  };

  test('sends people to a page with 同意, and gets them back with code and state', async () => {
    const url = official().authorizeUrl(redirectUri, 'abc123');
    expect(url).toMatch(/#wechat_redirect$/);
    expect(await (await fetch(url)).text()).toContain('同意');
    const back = await agree(url);
    expect(`${back.origin}${back.pathname}`).toBe(`${BASE_URL}/api/v1/somewhere`);
    expect([back.searchParams.get('from'), back.searchParams.get('state')]).toEqual(['menu', 'abc123']);
    const code = back.searchParams.get('code') ?? '';
    const known = { ok: true, openid: person.officialOpenid, unionid: person.unionid };
    expect(await official().openidOf(code)).toEqual(known);
    expect(await official().openidOf(code)).toEqual(BAD_CODE);
    expect(await official().openidOf(await codeOf(person.openid, 'mini'))).toEqual(BAD_CODE);
  });

  test.each([
    ['another host', 'https://elsewhere.example/', 'abc', '10003'],
    ['a state WeChat does not take', redirectUri, 'a_b', '10006'],
  ])('%s is refused on the page', async (_, address, state, words) => {
    const answer = await fetch(official().authorizeUrl(address, state), { redirect: 'manual' });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('when WeChat is in trouble', () => {
  test.each([
    ['slow', { delayMs: 4000 }],
    ['answering 5xx', { serverErrors: 9 }],
    ['cutting before', { cutBeforeCommit: 9 }],
    ['cutting after', { cutAfterCommit: 9 }],
  ])('%s: everybody is told so, and a text stays unjudged', async (_, order) => {
    const impatient = clientsOf('wechat', wechat.url, { PEER_TIMEOUT_SECONDS: '0.5' });
    const { miniProgram, officialAccount } = impatient.peers;
    const [first, second] = [await codeOf(person.openid), await codeOf(person.openid, 'official')];
    await wechat.faults(order);
    expect(await outcomeOf(miniProgram!.sessionOf(first))).toEqual(UNAVAILABLE);
    expect(await outcomeOf(officialAccount!.openidOf(second))).toEqual(UNAVAILABLE);
    expect(await outcomeOf(miniProgram!.phoneOf(first))).toEqual(UNAVAILABLE);
    expect(await miniProgram!.checkText(person.openid, '办得很快', 2)).toBe('unknown');
    const logs = impatient.logged.join('');
    expect(logs).toContain('peer unavailable');
    for (const personal of [first, second, person.openid, person.phone, 'wechat-demo-secret', '办得很快'])
      expect(logs).not.toContain(personal);
    await impatient.peers.close();
  });

  test('a code is never sent twice, because the first time may have spent it', async () => {
    const code = await codeOf(person.openid);
    await wechat.faults({ cutAfterCommit: 1 });
    expect(await outcomeOf(mini().sessionOf(code))).toEqual(UNAVAILABLE);
    expect(await mini().sessionOf(code)).toEqual(BAD_CODE);
  });

  test('one lost check of a text is tried again', async () => {
    await mini().sessionOf(await codeOf(person.openid));
    expect(await mini().checkText(person.openid, '很好', 2)).toBe('pass');
    await wechat.faults({ cutBeforeCommit: 1 });
    expect(await mini().checkText(person.openid, '很好', 2)).toBe('pass');
  });

  test('nobody there at all', async () => {
    const nobody = clientsOf('wechat', 'http://127.0.0.1:9');
    expect(await outcomeOf(nobody.peers.miniProgram!.sessionOf('code'))).toEqual(UNAVAILABLE);
    await nobody.peers.close();
  });
});

test('the sandbox is as strict as WeChat: each mistake has its number', async () => {
  const ask = async (change: Record<string, string>) => {
    const query = new URLSearchParams({
      appid: 'wx00000000demo0001',
      secret: 'wechat-demo-secret',
      js_code: phoneCode(),
      grant_type: 'authorization_code',
      ...change,
    });
    const answer = await fetch(`${wechat.url}/sns/jscode2session?${query.toString()}`);
    return [answer.status, ((await answer.json()) as { errcode?: number }).errcode];
  };
  expect(await ask({})).toEqual([200, undefined]);
  expect(await ask({ appid: 'wx1' })).toEqual([200, 40_013]);
  expect(await ask({ secret: 'guessed' })).toEqual([200, 40_125]);
  expect(await ask({ grant_type: 'password' })).toEqual([200, 40_002]);
  expect(await ask({ js_code: '' })).toEqual([200, 41_008]);
  expect(await ask({ js_code: 'the-code' })).toEqual([200, 40_029]);
});

test('a code grows old', async () => {
  const quick = await startSandbox('wechat', '--codeSeconds', '1');
  const other = clientsOf('wechat', quick.url);
  const { code } = await quick.own<{ code: string }>('POST', 'codes', {});
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await other.peers.miniProgram!.sessionOf(code)).toEqual(BAD_CODE);
  await Promise.all([other.peers.close(), quick.stop()]);
});
