import { Buffer } from 'node:buffer';
import { CoveragePage, InvitedFigures } from '@haochaping/shared/contracts';
import { dayOf, lackingFor, reachOf, type Ways } from '@haochaping/shared/domain';
import { bind, makeDevice } from '../support/devices.js';
import { collection } from '../support/evaluator.js';
import { demoTransaction, eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { rowsIn } from '../support/workbooks.js';

// Who is asked to rate, and what nobody can rate. FA-1-a FA-2.2.1-b FA-2.2.1-h.

describe('how something can be rated', () => {
  const ways: Ways = { kind: 'window', coded: false, device: false, reported: false, findable: true };
  test.each([
    ['only by whoever looks for it', {}, 'search'],
    ['with a code', { coded: true }, 'offered'],
    ['with a device', { device: true }, 'offered'],
    ['with reported services', { reported: true }, 'offered'],
    ['not at all', { findable: false }, 'none'],
    ['not by a code that leads nowhere', { findable: false, coded: true, device: true }, 'none'],
    ['still by an invitation', { findable: false, reported: true }, 'offered'],
  ] as const)('%s', (_, known, reach) => expect(reachOf({ ...ways, ...known })).toBe(reach));

  test('what is missing is what could be done', () => {
    expect(lackingFor(ways)).toEqual(['没有做过码', '没有绑评价器', '90天里没有报来办件']);
    expect(lackingFor({ ...ways, kind: 'staff', coded: true, findable: false })).toEqual([
      '工号找不到：他的单位已停用',
      '90天里没有报来办件',
    ]);
  });
});

describe('on the running system', () => {
  // Its own: it counts everything there is.
  let system: OwnSystem;
  let center: StaffClient;
  let county: StaffClient;
  beforeAll(async () => {
    system = await startSystem();
    center = await signInStaff(system, 'center');
    county = await signInStaff(system, 'center', 1);
  }, 60_000);
  afterAll(() => system?.stop());

  const today = dayOf(new Date());
  const base = '/api/v1/staff/coverage';
  const invited = async (by: StaffClient) =>
    InvitedFigures.parse(await expectStatus(await by.get(`${base}/invited?from=${today}&to=${today}`), 200));
  const reach = async (by: StaffClient, query: string) =>
    CoveragePage.parse(await expectStatus(await by.get(`${base}?${query}`), 200));

  test('a service is counted once, in the channel it was first asked by, with what came of it', async () => {
    const again = await demoTransaction({ channel: 'sms' });
    const onPhone = await issueInvitation(system, again);
    await issueInvitation(system, { ...again, channel: 'qr' });
    await fetch(`${system.baseUrl}/api/v1/invitations/${onPhone.token}`);
    await rate(system.baseUrl, (await issueInvitation(system, { channel: 'tablet' })).token, 5);
    await issueInvitation(system, { channel: 'tablet' }, { windowCode: '350400-W002', staffCode: undefined });

    const figures = await eventually('the rating is noted', async () => {
      const now = await invited(center);
      return now.total.rated > 0 ? now : undefined;
    });
    const counts = { invited: 3, rated: 1 };
    expect(figures.total).toMatchObject(counts);
    expect(figures.channels).toMatchObject([
      { channel: 'tablet', invited: 2, rated: 1 },
      { channel: 'sms', invited: 1, rated: 0 },
    ]);
    expect(figures.windows).toMatchObject([
      { code: '350400-W001', invited: 2, rated: 1, onScreen: 1 },
      { code: '350400-W002', invited: 1, rated: 0, onScreen: 1 },
    ]);
    // Another county has nothing to do with it.
    expect((await invited(county)).total).toEqual({ invited: 0, opened: 0, rated: 0 });
    const saved = await center.get(`${base}/invited/export.xlsx?from=${today}&to=${today}`);
    const lines = await rowsIn(await saved.arrayBuffer());
    expect(JSON.stringify(lines)).toContain('窗口评价器');
    expect((await center.get(`${base}/invited?from=2026-01-01&to=2026-12-31`)).status).toBe(400);
  });

  test('a day that is over is counted once, and again every night while its invitations are good', async () => {
    const input = await demoTransaction({ channel: 'qr' });
    const { token } = await issueInvitation(system, input);
    const yesterday = new Date(Date.now() - 86_400_000);
    await collection(system, 'invitations', (all) =>
      all.updateOne({ projectNo: input.projectNo }, { $set: { issuedAt: yesterday } }),
    );
    const day = dayOf(yesterday);
    const figures = async () => {
      const answer = await center.get(`${base}/invited?from=${day}&to=${day}`);
      return InvitedFigures.parse(await expectStatus(answer, 200)).total;
    };
    expect(await figures()).toEqual({ invited: 1, opened: 0, rated: 0 });
    await rate(system.baseUrl, token, 5);
    await eventually('the rating is noted', () =>
      collection(system, 'invitations', async (all) => {
        const { projectNo } = input;
        return (await all.countDocuments({ projectNo, answeredAt: { $type: 'date' } })) || undefined;
      }),
    );
    expect(await figures()).toMatchObject({ invited: 1, rated: 0 });
    await collection(system, 'schedules', (all) =>
      all.updateOne(
        { _id: 'invited_days' as never },
        { $set: { dueAt: new Date(), 'pending.0.notBefore': new Date(0) } },
      ),
    );
    await eventually('the night has come', async () => ((await figures()).rated === 1 ? true : undefined));
  });

  test('a printed code and a bound device take a window off the list; a look-up on the home page does not', async () => {
    const lacking = async (code: string) =>
      (await reach(center, `reach=search&kind=window&search=${code}`)).items.map(({ lacking: what }) => what);
    const [printed, bound, looked] = ['350400-W003', '350400-W004', '350400-W005'];
    const nothing = ['没有做过码', '没有绑评价器', '90天里没有报来办件'];
    for (const code of [printed, bound, looked]) expect(await lacking(code)).toEqual([nothing]);
    const codes = { targetKind: 'window', targetCode: printed };
    await expectStatus(await center.send('POST', '/api/v1/staff/static-codes', codes), 201);
    await bind(system.baseUrl, (await makeDevice(center, bound)).code);
    await fetch(`${system.baseUrl}/api/v1/places/window/${looked}/static-code`);
    expect(await lacking(printed)).toEqual([]);
    expect(await lacking(bound)).toEqual([]);
    expect(await lacking(looked)).toEqual([nothing]);

    const all = await reach(center, 'reach=none');
    for (const { total, offered, search, none } of all.kinds) expect(offered + search + none).toBe(total);
    const sum = (of: 'total' | 'none') => all.kinds.reduce((whole, one) => whole + one[of], 0);
    expect(all.covered).toMatchObject({
      id: 'covered_share',
      part: sum('total') - sum('none'),
      whole: sum('total'),
    });
    expect(all.kinds.map(({ kind }) => kind)).toEqual([
      'item',
      'window',
      'institution',
      'hall',
      'platform',
      'staff',
    ]);
    const own = await reach(county, 'reach=search&kind=window&pageSize=100');
    expect(own.items.filter(({ code }) => !code.startsWith('350481'))).toEqual([]);
    const saved = await center.get(`${base}/export.xlsx?reach=search&kind=window`);
    expect(saved.status).toBe(200);
  });

  test('a slip is a narrow paper with the code of the invitation', async () => {
    const { token } = await issueInvitation(system);
    const answer = await fetch(`${system.baseUrl}/api/v1/invitations/${token}/slip.pdf`);
    const pdf = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 227 [23]\d\d/);
    if (process.env['PICTURES']) {
      const { writeFile } = await import('node:fs/promises');
      await writeFile(`${process.env['PICTURES']}/slip.pdf`, pdf);
    }
  });
});

test('whoever is named may show the rating page in a frame; nobody may show the console', async () => {
  const system = await startSystem({ worker: false, env: { EMBED_ORIGINS: 'https://fgw.sm.gov.cn' } });
  try {
    const framed = async (path: string) =>
      /frame-ancestors ([^;]*)/.exec(
        (await fetch(`${system.baseUrl}${path}`)).headers.get('content-security-policy') ?? '',
      )?.[1];
    expect(await framed('/pages/rate/index')).toBe("'self' https://fgw.sm.gov.cn");
    expect(await framed('/admin')).toBe("'self'");
  } finally {
    await system.stop();
  }
}, 60_000);
