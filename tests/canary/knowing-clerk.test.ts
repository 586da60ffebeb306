import { randomUUID } from 'node:crypto';
import { DataExport, MyRatingPage } from '@haochaping/shared/contracts';
import {
  atSandbox,
  collection,
  randomPhone,
  signInElsewhere,
  signInEvaluator,
  type EvaluatorClient,
} from '../support/evaluator.js';
import {
  demoTransaction,
  eventually,
  expectStatus,
  issueInvitation,
  randomIdentityNumber,
  rate,
} from '../support/journey.js';
import { cookiesOf } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/**
 * The clerk who knows everything that an applicant tells at a counter: name, identity number and telephone number. Knowing
 * it is not being the person: the clerk can have the name checked, and still cannot receive the person's short messages.
 * FA-3.3-b FA-3.3-c.
 */
let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({ peers: true, env: { DELETION_GRACE_HOURS: '0.0003' } });
}, 60_000);
afterAll(() => system.stop());

const MINE = '/api/v1/me/ratings';

interface Victim {
  name: string;
  certNumber: string;
  phone: string;
}
const somebody = (): Victim => ({
  name: '甄演示',
  certNumber: randomIdentityNumber(),
  phone: randomPhone(),
});
const document = ({ name, certNumber }: Victim) => ({ name, certNumber });

/** A transaction of this person, and the rating they gave without signing in. */
async function ratedTransaction(victim: Victim): Promise<{ number: string; projectNo: string }> {
  const { applicant } = await demoTransaction();
  const transaction = await demoTransaction({ applicant: { ...applicant, ...victim } });
  const { token } = await issueInvitation(system, transaction);
  const { number } = await rate(system.baseUrl, token, 1);
  return { number, projectNo: transaction.projectNo };
}

const numbersOf = async (client: Pick<EvaluatorClient, 'get'>) =>
  MyRatingPage.parse(await expectStatus(await client.get(MINE), 200)).items.map(({ number }) => number);
const exportOf = async (client: EvaluatorClient) =>
  DataExport.parse(await expectStatus(await client.get('/api/v1/me/data/export.json'), 200));
const snapshots = () => collection(system, 'applicants', (c) => c.countDocuments());

test('name and number give an account its label, and open no rating, no words, no export, no disclosure', async () => {
  const victim = somebody();
  const { number } = await ratedTransaction(victim);
  const clerk = await signInEvaluator(system, { verified: document(victim), phone: randomPhone() });
  expect(clerk.session.assurance).toBe('verified');
  expect(await numbersOf(clerk)).toEqual([]);
  expect((await clerk.get(`${MINE}/${number}`)).status).toBe(404);
  const words = { detailsId: randomUUID(), options: [], text: '其实服务挺好。', finished: true };
  expect((await clerk.send('POST', `${MINE}/${number}/details`, words)).status).toBe(404);
  const data = await exportOf(clerk);
  expect(data.sections.find(({ name }) => name === 'applicants')?.entries).toEqual([]);
  expect(JSON.stringify(data)).not.toContain(victim.phone);
  expect(await (await clerk.get('/api/v1/me/disclosures')).json()).toMatchObject({ items: [] });
  const refused = { rating: number, kind: 'other', text: '不对' };
  expect((await clerk.send('POST', '/api/v1/me/corrections', refused)).status).toBeGreaterThanOrEqual(400);
});

test('closing such an account erases nothing of the person, nor does it break their own account', async () => {
  const victim = somebody();
  const { number } = await ratedTransaction(victim);
  const owner = await signInEvaluator(system, { verified: document(victim), phone: victim.phone });
  expect(await numbersOf(owner)).toEqual([number]);
  const before = await snapshots();
  const clerk = await signInEvaluator(system, { verified: document(victim) });
  await expectStatus(await clerk.send('POST', '/api/v1/me/data/deletion', { confirm: '注销账号' }), 200);
  await eventually('the snapshots are erased', async () => {
    const [record] = await collection(system, 'account_deletions', (c) => c.find({}).toArray());
    return record?.snapshotsErasedAt as Date | undefined;
  });
  expect(await snapshots()).toBe(before);
  const applicants = (await exportOf(owner)).sections.find(({ name }) => name === 'applicants');
  expect(applicants?.entries).toHaveLength(1);
  const later = await ratedTransaction(victim);
  expect((await numbersOf(owner)).sort()).toEqual([number, later.number].sort());
});

test('whoever proves the number that was told finds that transaction, and no other of the same document', async () => {
  const victim = somebody();
  const withThis = await ratedTransaction(victim);
  await ratedTransaction({ ...victim, phone: randomPhone() });
  const owner = await signInEvaluator(system, { verified: document(victim), phone: victim.phone });
  expect(await numbersOf(owner)).toEqual([withThis.number]);
});

test('a transaction that the clerk reports with an own number, or reports again with it, opens nothing else', async () => {
  const victim = somebody();
  const { applicant } = await demoTransaction();
  const transaction = await demoTransaction({ applicant: { ...applicant, ...victim } });
  const { token } = await issueInvitation(system, transaction);
  const { number } = await rate(system.baseUrl, token, 1);
  const phone = randomPhone();
  await issueInvitation(system, { ...transaction, applicant: { ...applicant, ...victim, phone } });
  const forged = await ratedTransaction({ ...victim, phone });
  const clerk = await signInEvaluator(system, { verified: document(victim), phone });
  expect(await numbersOf(clerk)).toEqual([forged.number]);
  expect((await clerk.get(`${MINE}/${number}`)).status).toBe(404);
});

test('the unified sign-in opens everything of the document once it has seen the person, not by the name alone', async () => {
  for (const [loa, opened] of [
    [2, false],
    [3, true],
  ] as const) {
    const victim = somebody();
    const sub = randomUUID();
    await atSandbox(system.peers.sso, 'POST', 'people', {
      sub,
      name: victim.name,
      cert_type: '111',
      cert_number: victim.certNumber,
      phone_number: randomPhone(),
      loa,
    });
    const ratings = [
      await ratedTransaction(victim),
      await ratedTransaction({ ...victim, phone: randomPhone() }),
    ].map(({ number }) => number);
    const Cookie = cookiesOf(await signInElsewhere(system, 'sso', sub));
    const get = (path: string) => fetch(`${system.baseUrl}${path}`, { headers: { Cookie } });
    expect((await numbersOf({ get })).sort()).toEqual(opened ? ratings.sort() : []);
  }
});
