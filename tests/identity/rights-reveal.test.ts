import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { disconnectDatabase } from '../../server/src/database.js';
import type { Keys } from '../../server/src/keys.js';
import { AccountModel } from '../../server/src/modules/evaluators/account-model.js';
import { BusinessRoleModel } from '../../server/src/modules/evaluators/businesses/model.js';
import { recordDisclosure } from '../../server/src/modules/rights/disclosures/disclosures.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { RatingModel } from '../../server/src/modules/ratings/model.js';
import {
  StaticCodeView,
  type DisclosurePage,
  type Overview,
  type Receipt,
  type RevealAnswer,
  type RevealPage,
  type RevealSubjectView,
} from '@haochaping/shared/contracts';
import { isOfficeTime, REVEAL_LIMITS, SEED_YEARS, workCalendar } from '@haochaping/shared/domain';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import {
  besideServer,
  colleagueOf,
  evaluatorClient,
  json,
  prove,
  ratingOf,
  somebody,
} from './rights-support.js';

// Only the centre, only for a poor rating in hand, every time audited and told to the evaluator (FA-3.3-b).

let system: OwnSystem;
let keys: Keys;
let center: StaffClient;

beforeAll(async () => {
  system = await startSystem({
    worker: false,
    env: { REVEAL_APPROVAL: 'off' },
  });
  keys = await besideServer(system);
  center = await signInStaff(system, 'center');
}, 60_000);
afterAll(async () => {
  await disconnectDatabase();
  await system.stop();
});

const ask = (client: StaffClient, id: string, purpose = 'call_back') =>
  client.send('POST', '/api/v1/staff/reveals', {
    purpose,
    subject: { kind: 'rating', id },
    reason: '按期回访差评',
  });
const auditOf = (action: string) =>
  mongoose.connection
    .collection<{ action: string; detail: { ratingId?: string; because?: string } }>('audit_events')
    .find({ action })
    .toArray();

test('a call-back shows name and telephone once, is kept nowhere, and the evaluator reads of it', async () => {
  const person = somebody();
  const rating = await ratingOf(system, person, 1);
  const before = await json<RevealSubjectView>(
    center.get(`/api/v1/staff/reveals/subjects/${rating.id}`),
    200,
  );
  expect(before).toMatchObject({ mayReveal: true, shown: 0, unusual: [] });
  const response = await ask(center, rating.id);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { contact } = await json<RevealAnswer>(Promise.resolve(response), 201);
  expect(contact).toEqual({
    name: person.name,
    phone: person.phone,
    email: '',
    certificate: null,
    handler: null,
    shownSeconds: 120,
  });
  const me = await evaluatorClient(system, keys, person);
  const seen = await json<DisclosurePage>(me.get('/api/v1/me/disclosures'), 200);
  expect(seen.items).toEqual([
    expect.objectContaining({
      purpose: '回访您的差评',
      role: '行政服务中心管委会',
      data: ['姓名', '电话'],
      rating: rating.number,
    }),
  ]);
  expect(JSON.stringify(seen)).not.toContain(center.session.displayName);
  const entries = (await auditOf('evaluator.revealed')).filter(({ detail }) => detail.ratingId === rating.id);
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain(person.phone);
});

test('whoever the rating is about is recused, and whoever acts for a business reads who looked', async () => {
  const { id, number } = await ratingOf(system, somebody(), 1);
  const rating = await RatingModel.findById(id).lean();
  const rated = rating?.attribution.targets.find(({ kind }) => kind === 'staff');
  expect(rated).toBeDefined();
  const other = await colleagueOf(system, center.session.username);
  await StaffAccountModel.updateOne(
    { username: other.accounts[0]?.username },
    { $set: { staffCode: rated?.code } },
  );
  const self = await signInStaff(other, 'center');
  const subject = await self.get(`/api/v1/staff/reveals/subjects/${id}`);
  expect(await json<RevealSubjectView>(Promise.resolve(subject), 200)).toMatchObject({ mayReveal: false });
  await json(ask(self, id), 403);
  const refused = (await auditOf('reveal.refused')).filter(({ detail }) => detail.ratingId === undefined);
  expect(refused.map(({ detail }) => detail.because)).toContain('own_service');
  await StaffAccountModel.deleteOne({ username: other.accounts[0]?.username });

  const me = await evaluatorClient(system, keys, somebody());
  const businessId = randomUUID();
  await recordDisclosure({
    ...{ evaluatorId: businessId, at: new Date(), purpose: 'call_back', office: '中心', role: 'center' },
    ...{ fields: ['name'], ratingId: id },
  });
  const seen = () => json<DisclosurePage>(me.get('/api/v1/me/disclosures'), 200);
  expect((await seen()).items).toEqual([]);
  await BusinessRoleModel.create({
    ...{ _id: randomUUID(), businessId, accountId: me.accountId, as: 'handler', since: new Date() },
    holds: `${businessId}:${me.accountId}`,
  });
  expect((await seen()).items).toEqual([expect.objectContaining({ rating: number })]);
});

test("the evaluator's own request also shows the document, to know who has come", async () => {
  const person = somebody();
  const { id, number } = await ratingOf(system, person, 2);
  await json(ask(center, id, 'own_request'), 403);
  const refused = (await auditOf('reveal.refused')).filter(({ detail }) => detail.ratingId === undefined);
  expect(refused.map(({ detail }) => detail.because)).toContain('not_asked');
  const me = await evaluatorClient(system, keys, person);
  const asked = { field: 'name', receipt: number, text: '姓名写错了一个字' };
  await json(me.post('/api/v1/me/data/corrections', asked), 201);
  const { contact } = await json<RevealAnswer>(ask(center, id, 'own_request'), 201);
  expect(contact?.certificate).toEqual({ type: '111', number: person.certNumber });
});

test('good ratings, set-aside and old ones are never revealed, and the refusal is recorded', async () => {
  const good = await ratingOf(system, somebody(), 5);
  const revoked = await ratingOf(system, somebody(), 1);
  const old = await ratingOf(system, somebody(), 1);
  await RatingModel.updateOne({ _id: revoked.id }, { $set: { standing: 'revoked' } });
  await RatingModel.updateOne({ _id: old.id }, { $set: { ratedAt: new Date(Date.now() - 61 * 86_400_000) } });
  for (const { id } of [good, revoked, old]) await json(ask(center, id), 403);
  const because = (await auditOf('reveal.refused')).map(({ detail }) => detail.because);
  expect(because.filter((one) => one !== 'own_service' && one !== 'not_asked').sort()).toEqual([
    'not_poor',
    'set_aside',
    'too_old',
  ]);
});

test('at a printed code the proven number of whoever rated signed in is shown, and of a business its handler’s', async () => {
  const place = await fetch(`${system.baseUrl}/api/v1/places/window/350400-W001/static-code`);
  const { code: staticCode } = StaticCodeView.parse(await place.json());
  const person = somebody();
  const me = await evaluatorClient(system, keys, person);
  const poor = async (business?: string) => {
    const rated = { intakeId: randomUUID(), staticCode, level: 1, deviceId: randomUUID(), business };
    const { number } = await json<Receipt>(me.post('/api/v1/ratings', rated), 201);
    return String((await RatingModel.findOne({ number }))?._id);
  };
  const shown = async (id: string) => (await json<RevealAnswer>(ask(center, id), 201)).contact;
  const own = await poor();
  const contact = { name: person.name, phone: person.phone, certificate: null, handler: null };
  expect(await shown(own)).toMatchObject(contact);
  const businessId = randomUUID();
  await BusinessRoleModel.create({
    ...{ _id: randomUUID(), businessId, accountId: me.accountId, as: 'handler', since: new Date() },
    holds: `${businessId}:${me.accountId}`,
  });
  expect(await shown(await poor(businessId))).toMatchObject(contact);
  const account = { _id: me.accountId };
  await AccountModel.updateOne(account, { $unset: { verified: 1 } });
  expect(await shown(own)).toMatchObject({ ...contact, name: '' });
  const seen = await json<DisclosurePage>(me.get('/api/v1/me/disclosures'), 200);
  expect(seen.items.map(({ data }) => data)).toEqual([['电话'], ['姓名', '电话'], ['姓名', '电话']]);
  await json(ask(await signInStaff(system, 'department'), own), 403);
  await AccountModel.updateOne(account, { $set: { identities: [] } });
  await json(ask(center, own), 403);
  await AccountModel.deleteOne(account);
  await json(ask(center, own), 403);
});

test("another region's centre finds nothing, and other roles are turned away", async () => {
  const { id } = await ratingOf(system, somebody(), 1);
  await RatingModel.updateOne({ _id: id }, { $set: { regionCodes: ['350428'] } });
  await json(ask(await signInStaff(system, 'center', 1), id), 404);
  await json(ask(await signInStaff(system, 'department'), id), 403);
});

test('too many looks at one rating, or by one person, have to wait', async () => {
  const { id } = await ratingOf(system, somebody(), 1);
  for (let look = 0; look < REVEAL_LIMITS.perRatingADay; look++) await json(ask(center, id), 201);
  await json(ask(center, id), 429);
  const statuses: number[] = [];
  for (let round = 0; round < REVEAL_LIMITS.perHour; round++)
    statuses.push((await ask(center, (await ratingOf(system, somebody(), 1)).id)).status);
  expect(statuses.at(-1)).toBe(429);
});

describe('at the limit of what is usual', () => {
  const MANY = REVEAL_LIMITS.unusual.perHour + 4;
  test('requests sent at once are counted one after another', async () => {
    const usual = await startSystem({
      worker: false,
      env: { REVEAL_APPROVAL: 'unusual', REVEAL_OFFICE_HOURS: '0-24' },
    });
    await disconnectDatabase();
    await besideServer(usual);
    try {
      const asking = await signInStaff(usual, 'center');
      await prove(asking.session.username);
      const ratings = await Promise.all(Array.from({ length: MANY }, () => ratingOf(usual, somebody(), 1)));
      const answers = await Promise.all(ratings.map(({ id }) => ask(asking, id)));
      // At a weekend everything is unusual.
      const shown = isOfficeTime(new Date(), [0, 24], workCalendar(SEED_YEARS))
        ? REVEAL_LIMITS.unusual.perHour
        : 0;
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(shown);
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(MANY - shown);
      const again = await Promise.all(Array.from({ length: 4 }, () => ask(asking, ratings[0]!.id)));
      expect(again.filter(({ status }) => status === 201)).toEqual([]);
    } finally {
      await usual.stop();
    }
  });
});

describe('with a second person', () => {
  let strict: OwnSystem;
  let asking: StaffClient;
  let other: StaffClient;
  beforeAll(async () => {
    strict = await startSystem({ worker: false, env: { REVEAL_APPROVAL: 'always' } });
    await disconnectDatabase();
    await besideServer(strict);
    asking = await signInStaff(strict, 'center');
    other = await signInStaff(await colleagueOf(strict, asking.session.username), 'center');
  }, 60_000);
  afterAll(() => strict.stop());

  test('nobody agrees to their own request; a colleague does; it opens once', async () => {
    const person = somebody();
    const { id } = await ratingOf(strict, person, 1);
    const asked = await json<RevealAnswer>(ask(asking, id), 202);
    expect(asked.contact).toBeNull();
    const path = `/api/v1/staff/reveals/${asked.id}`;
    await json(asking.send('POST', `${path}/opening`), 409);
    await json(asking.send('POST', `${path}/decision`, { approve: true }), 409);
    const elsewhere = await signInStaff(strict, 'center', 1);
    await json(elsewhere.send('POST', `${path}/decision`, { approve: true }), 404);
    const open = await json<RevealPage>(other.get('/api/v1/staff/reveals?state=open'), 200);
    expect(open.items).toEqual([expect.objectContaining({ id: asked.id, may: ['decide'] })]);
    const lists = [asking, other].flatMap((client) =>
      ['me', 'others'].map((by) => json<RevealPage>(client.get(`/api/v1/staff/reveals?by=${by}`), 200)),
    );
    expect((await Promise.all(lists)).map(({ items }) => items.map(({ own }) => own))).toEqual([
      [true],
      [],
      [],
      [false],
    ]);
    const waiting = async (client: StaffClient) =>
      (await json<Overview>(client.get('/api/v1/staff/overview'), 200)).revealsToDecide;
    expect(await waiting(asking)).toBe(0);
    expect(await waiting(other)).toBe(1);
    expect(await waiting(await signInStaff(strict, 'reform_office'))).toBe(0);
    expect(await waiting(await signInStaff(strict, 'system_admin'))).toBeNull();
    await json(other.send('POST', `${path}/decision`, { approve: false }), 400);
    await json(other.send('POST', `${path}/decision`, { approve: true }), 200);
    await json(other.send('POST', `${path}/opening`), 409);
    const opened = await json<RevealAnswer>(asking.send('POST', `${path}/opening`), 201);
    expect(opened.contact?.phone).toBe(person.phone);
    await json(asking.send('POST', `${path}/opening`), 409);
  });

  test('two accounts are two people once both are proven and different; until then they are told what to do', async () => {
    const { id } = await ratingOf(strict, somebody(), 1);
    const [first, second] = [asking.session.username, other.session.username];
    const unproven = (username: string) =>
      StaffAccountModel.updateOne({ username }, { $unset: { certProvenAt: 1 } });
    const says = async (answer: Promise<Response>, words: string) =>
      expect((await json<{ error: { message: string } }>(answer, 403)).error.message).toContain(words);

    await unproven(first);
    await says(ask(asking, id), '请先在“我的账号”登记本人的证件，再来申请');
    const subject = asking.get(`/api/v1/staff/reveals/subjects/${id}`);
    expect(await json<RevealSubjectView>(subject, 200)).toMatchObject({ mayReveal: false });
    await prove(first);
    const asked = await json<RevealAnswer>(ask(asking, id), 202);
    const decide = (approve: boolean) =>
      other.send('POST', `/api/v1/staff/reveals/${asked.id}/decision`, { approve, note: '不用看' });

    await unproven(second);
    await says(decide(true), '请先在“我的账号”登记本人的证件，再来同意');
    await prove(second, first);
    await says(decide(true), '同一个人');
    await prove(second);
    await unproven(first);
    await says(decide(true), '申请的同事还没有登记');
    await unproven(second);
    await json(decide(false), 200);
  });
});
