import { issueInvitation, rate } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/** Channels whose page is the province's own lead there; the others, and all while the province is away, to ours (FA-附件). */
let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({ province: true, worker: false, env: { PAGE_SOURCES: 'sms=province,qr=own' } });
}, 60_000);
afterAll(() => system.stop());

const leadsTo = async (link: string) => (await fetch(link, { redirect: 'manual' })).headers.get('location');

test('an SMS invitation leads to the address the province gave, and to the same one again', async () => {
  const invitation = await issueInvitation(system, { channel: 'sms' });
  expect(invitation.pageSource).toBe('province');
  const address = await leadsTo(invitation.link);
  expect(address?.startsWith(system.provinceUrl)).toBe(true);
  expect((await fetch(address as string)).status).toBe(200);
  expect(await leadsTo(invitation.link)).toBe(address);
});

test('a QR code leads to our own page', async () => {
  const invitation = await issueInvitation(system, { channel: 'qr' });
  expect(invitation.pageSource).toBe('own');
  expect(await leadsTo(invitation.link)).toMatch(`${system.baseUrl}/pages/rate/index?i=`);
});

test('while the province is away, our own page is better than none', async () => {
  const invitation = await issueInvitation(system, { channel: 'sms' });
  await system.kill('province', 'SIGTERM');
  expect(await leadsTo(invitation.link)).toMatch(`${system.baseUrl}/pages/rate/index?i=${invitation.token}`);
  expect((await rate(system.baseUrl, invitation.token, 5)).level).toBe(5);
  await system.restart('province');
});

test('a link nobody gave out still opens our page, which explains', async () => {
  expect(await leadsTo(`${system.baseUrl}/r/AAAAAAAAAAAAAAAA`)).toBe(
    `${system.baseUrl}/pages/rate/index?i=AAAAAAAAAAAAAAAA`,
  );
});
