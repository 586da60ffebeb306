import { randomUUID } from 'node:crypto';
import { ErrorBody, Overview, StaffRatingPage, StaffRatingView } from '@haochaping/shared/contracts';
import { weekOf } from '@haochaping/shared/domain';
import {
  demoTransaction,
  eventually,
  expectStatus,
  issueInvitation,
  rate,
  signedFetch,
} from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem, type System } from '../support/system.js';
import { openToRatedSide } from '../support/veil.js';

/** What staff may see and do, and what they may never see: who rated (FA-3.3-c). */
// Its own: it counts all ratings there are.
let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem();
}, 60_000);
afterAll(() => system.stop());

const signIn = (role: string, at: System = system, nth = 0) => signInStaff(at, role, nth);

const errorOf = async (response: Response) => ({
  status: response.status,
  ...ErrorBody.parse(await response.json()).error,
});

describe('sign-in', () => {
  test('the cookie cannot be read by scripts nor sent by other sites', async () => {
    const account = system.accounts[0];
    const response = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: account?.username, password: account?.password }),
    });
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Strict/);
  });

  test('without it, with a forged and with an unsigned token nobody is let in', async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x","aud":"staff"}').toString('base64url')}.`;
    for (const cookie of ['', 'staff_session=x', `staff_session=${unsigned}`]) {
      const response = await fetch(`${system.baseUrl}/api/v1/staff/ratings`, { headers: { Cookie: cookie } });
      expect(await errorOf(response)).toMatchObject({ status: 401, code: 'not_signed_in' });
    }
  });

  test('a write without the page’s token is refused', async () => {
    const center = await signIn('center');
    const wrong = await center.send(
      'POST',
      '/api/v1/staff/static-codes',
      { targetKind: 'window', targetCode: '350400-W001' },
      'x',
    );
    expect(await errorOf(wrong)).toMatchObject({ status: 403, code: 'csrf' });
    expect(
      (
        await center.send('POST', '/api/v1/staff/static-codes', {
          targetKind: 'window',
          targetCode: '350400-W001',
        })
      ).status,
    ).toBe(201);
  });

  test('signing out ends this session, and no other', async () => {
    const [one, other] = [await signIn('reform_office'), await signIn('reform_office')];
    expect((await one.send('DELETE', '/api/v1/staff/session')).status).toBe(204);
    expect((await one.get('/api/v1/staff/session')).status).toBe(401);
    expect((await other.get('/api/v1/staff/session')).status).toBe(200);
  });
});

describe('guessing a password', () => {
  let behindProxy: OwnSystem;
  beforeEach(async () => {
    behindProxy = await startSystem({ worker: false, env: { TRUST_PROXY: '1' } });
  }, 60_000);
  afterEach(() => behindProxy.stop());

  const attempt = (username: string, password: string, network: string) =>
    fetch(`${behindProxy.baseUrl}/api/v1/staff/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': network },
      body: JSON.stringify({ username, password }),
    });
  const owner = () => behindProxy.accounts[0] as { username: string; password: string };

  test('five wrong tries stop the stranger’s network, also with the right password, and never the owner elsewhere', async () => {
    const { username, password } = owner();
    for (let n = 0; n < 5; n++) expect((await attempt(username, 'wrong', '203.0.113.1')).status).toBe(401);
    expect(await errorOf(await attempt(username, password, '203.0.113.1'))).toMatchObject({
      status: 429,
      message: expect.stringContaining('分钟') as string,
    });
    expect((await attempt(username, password, '203.0.113.2')).status).toBe(200);
  });

  test('a name nobody has answers exactly like one somebody has', async () => {
    const answersTo = async (username: string, network: string) => {
      const answers = [];
      for (let n = 0; n < 7; n++) {
        const { status, code, message } = await errorOf(await attempt(username, 'wrong', network));
        answers.push({ status, code, message });
      }
      return answers;
    };
    const known = await answersTo(owner().username, '203.0.113.3');
    expect(await answersTo('nobody-has-this-name', '203.0.113.3')).toEqual(known);
    expect(known.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  test('many networks together are slowed down after fifty wrong tries at one name, whether it exists or not', async () => {
    for (const username of [owner().username, 'nobody-has-this-name']) {
      for (let n = 0; n < 50; n++)
        expect((await attempt(username, 'wrong', `198.51.100.${Math.floor(n / 5)}`)).status).toBe(401);
      expect((await attempt(username, 'wrong', '198.51.100.200')).status).toBe(429);
    }
  }, 120_000);

  test('a sign-in that works forgets the wrong tries before it, and costs nothing', async () => {
    const { username, password } = owner();
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 4; n++) expect((await attempt(username, 'wrong', '203.0.113.4')).status).toBe(401);
      expect((await attempt(username, password, '203.0.113.4')).status).toBe(200);
    }
    for (let n = 0; n < 60; n++) expect((await attempt(username, password, '203.0.113.5')).status).toBe(200);
  }, 120_000);
});

describe('ratings', () => {
  const applicant = { name: '欧阳测试', phone: '13955512345' };
  let projectNo: string;
  let certNumber: string;

  beforeAll(async () => {
    const transaction = await demoTransaction({ projectNo: `STAFF-${Date.now()}` });
    projectNo = transaction.projectNo;
    certNumber = transaction.applicant.certNumber;
    const reported = await signedFetch(
      system.baseUrl,
      system.businessSystem,
      'POST',
      '/api/v1/transactions',
      {
        ...transaction,
        applicant: { ...transaction.applicant, ...applicant },
      },
    );
    const { invitation } = (await expectStatus(reported, 201)) as { invitation: { token: string } };
    const receipt = await rate(system.baseUrl, invitation.token, 1);
    await fetch(`${system.baseUrl}/api/v1/ratings/${receipt.number}/details`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ accessKey: receipt.accessKey, detailsId: randomUUID(), options: ['115'] }),
    });
    for (const level of [5, 4, 3] as const)
      await rate(system.baseUrl, (await issueInvitation(system)).token, level);
    await openToRatedSide(system.mongoUri);
  });

  const listOf = async (who: StaffClient, query = '') => {
    const response = await who.get(`/api/v1/staff/ratings${query}`);
    return StaffRatingPage.parse(await expectStatus(response, 200));
  };

  test('the centre filters by level, channel, words and day, and pages', async () => {
    const center = await signIn('center');
    expect((await listOf(center, '?level=poor')).items.map(({ level }) => level)).toEqual([1]);
    expect((await listOf(center, '?channel=phone')).total).toBe(0);
    expect((await listOf(center, `?search=${encodeURIComponent('综合收件')}`)).total).toBeGreaterThanOrEqual(
      4,
    );
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format();
    expect((await listOf(center, `?from=${today}&to=${today}`)).total).toBe((await listOf(center)).total);
    expect((await listOf(center, '?to=2020-01-01')).total).toBe(0);
    const [first, second] = [
      await listOf(center, '?pageSize=2&page=1'),
      await listOf(center, '?pageSize=2&page=2'),
    ];
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
  });

  test('no answer to any role holds the applicant, the transaction or the evaluator', async () => {
    for (const role of ['center', 'department', 'efficiency_office', 'reform_office']) {
      if (!system.accounts.some((account) => account.role === role)) continue;
      const who = await signIn(role);
      const list = await listOf(who, '?pageSize=100');
      expect(list.total).toBeGreaterThan(0);
      const texts = [JSON.stringify(list)];
      for (const { id } of list.items) {
        const response = await who.get(`/api/v1/staff/ratings/${id}`);
        texts.push(JSON.stringify(StaffRatingView.parse(await expectStatus(response, 200))));
      }
      for (const secret of [
        applicant.name,
        applicant.phone,
        certNumber,
        projectNo,
        'evaluatorId',
        'deviceHash',
        'networkHash',
      ]) {
        expect(texts.join()).not.toContain(secret);
      }
    }
  });

  test('the rated side reads the week and what was said; no instant, no receipt number, no delivery, no assurance', async () => {
    const department = await signIn('department');
    const { items } = await listOf(department, '?level=1');
    const view = StaffRatingView.parse(
      await expectStatus(await department.get(`/api/v1/staff/ratings/${items[0]?.id}`), 200),
    );
    expect(view).toMatchObject({
      ratedOn: weekOf(new Date()),
      delivery: null,
      forwarding: null,
      assurance: null,
      receivedAt: null,
      occasion: null,
      details: [{ at: weekOf(new Date()), options: [{ code: '115' }] }],
    });
    expect(JSON.stringify(view)).not.toMatch(/HP\d{8}/);
  });

  test('the rated side reads neither window, nor person, nor channel of a service event', async () => {
    const department = await signIn('department');
    const { items } = await listOf(department, '?level=1');
    const view = StaffRatingView.parse(
      await expectStatus(await department.get(`/api/v1/staff/ratings/${items[0]?.id}`), 200),
    );
    expect(view).toMatchObject({
      channel: null,
      channelName: null,
      pageSource: null,
      place: view.institutionName,
    });
    expect(new Set(view.targets.map(({ kind }) => kind))).toEqual(new Set(['institution', 'item']));
    expect((await listOf(department, `?search=${encodeURIComponent('综合收件')}`)).total).toBe(0);
    expect((await listOf(department, '?channel=phone')).total).toBe((await listOf(department)).total);
  });

  test('the rated side cannot find out the day by searching or filtering', async () => {
    const [center, department] = [await signIn('center'), await signIn('department')];
    const [known] = (await listOf(center, '?level=1')).items;
    expect((await listOf(department, `?search=${known?.number}`)).total).toBe(0);
    const all = (await listOf(department)).total;
    expect((await listOf(department, '?to=2020-01-01')).total).toBe(all);
    for (const more of ['delivery=parked', 'standing=revoked', 'option=999', 'target=window:350400-W001'])
      expect((await listOf(department, `?${more}`)).total).toBe(all);
  });

  test('another region’s centre sees none of it, also not by its id', async () => {
    const [center, elsewhere] = [await signIn('center'), await signIn('center', system, 1)];
    expect(elsewhere.session.regionCodes).not.toContain('350400');
    const [known] = (await listOf(center)).items;
    expect((await listOf(elsewhere)).total).toBe(0);
    expect((await elsewhere.get(`/api/v1/staff/ratings/${known?.id}`)).status).toBe(404);
  });

  test('a role that may not is told so', async () => {
    const clerk = await signIn('system_admin');
    expect(await errorOf(await clerk.get('/api/v1/staff/ratings'))).toMatchObject({
      status: 403,
      code: 'not_allowed',
    });
    const department = await signIn('department');
    expect((await department.get('/api/v1/staff/overview')).status).toBe(403);
    expect(
      (
        await department.send('POST', '/api/v1/staff/static-codes', {
          targetKind: 'window',
          targetCode: '350400-W001',
        })
      ).status,
    ).toBe(403);
  });

  test('a printed code is found by its own letters, its window’s code and its window’s name', async () => {
    const center = await signIn('center');
    const made = (await expectStatus(
      await center.send('POST', '/api/v1/staff/static-codes', {
        targetKind: 'window',
        targetCode: '350400-W002',
      }),
      201,
    )) as { code: string };
    const found = async (search: string) => {
      const answer = await center.get(`/api/v1/staff/static-codes?search=${encodeURIComponent(search)}`);
      return ((await expectStatus(answer, 200)) as { items: { code: string }[] }).items.map(
        ({ code }) => code,
      );
    };
    for (const search of [made.code, '350400-w002', '综合收件窗口2'])
      expect(await found(search)).toContain(made.code);
    expect(await found('没有这个窗口')).toEqual([]);
  });

  test('the overview counts what is there', async () => {
    const center = await signIn('center');
    await eventually('all effects are worked off', async () => {
      const overview = Overview.parse(await expectStatus(await center.get('/api/v1/staff/overview'), 200));
      expect(overview).toMatchObject({ ratingsToday: 4, poorToday: 1, deadEffects: null });
      return overview;
    });
  });
});
