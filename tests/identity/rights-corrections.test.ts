import mongoose from 'mongoose';
import type {
  CorrectionList,
  CorrectionView,
  DataExport,
  DeletionAnswer,
  DisclosurePage,
  Overview,
  StaffCorrectionPage,
  StaffCorrectionView,
} from '@haochaping/shared/contracts';
import { disconnectDatabase } from '../../server/src/database.js';
import type { Keys } from '../../server/src/keys.js';
import { resealedCorrections } from '../../server/src/modules/rights/corrections/corrections.js';
import { CorrectionModel } from '../../server/src/modules/rights/corrections/model.js';
import { AccountModel } from '../../server/src/modules/evaluators/account-model.js';
import { mergeAccounts } from '../../server/src/modules/evaluators/merge.js';
import { audited } from '../support/evaluator.js';
import { eventually } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { besideServer, evaluatorClient, json, ratingOf, somebody } from './rights-support.js';

// Having put right what an office reported (PIPL article 46): asked, read with the person's knowledge, answered once.

let system: OwnSystem;
let keys: Keys;
let center: StaffClient;

beforeAll(async () => {
  system = await startSystem({ env: { DELETION_GRACE_HOURS: '0.0015' } });
  keys = await besideServer(system);
  center = await signInStaff(system, 'center');
}, 60_000);
afterAll(async () => {
  await disconnectDatabase();
  await system.stop();
});

const OWN = '/api/v1/me/data/corrections';
const STAFF = '/api/v1/staff/corrections';
const TEXT = '电话报错了，应是尾号七七八八的那个';
const someone = () => evaluatorClient(system, keys, somebody());
const ask = (me: Awaited<ReturnType<typeof someone>>, changes: Record<string, unknown> = {}) =>
  json<CorrectionView>(me.post(OWN, { field: 'phone', text: TEXT, ...changes }), 201);
const open = (id: string) => json<StaffCorrectionView>(center.send('POST', `${STAFF}/${id}/opening`), 201);
const answer = (id: string, done: boolean, words = '已请报送单位改过来，下次办件就是对的') =>
  center.send('POST', `${STAFF}/${id}/decision`, { done, answer: words });

test('asked, opened with the person’s knowledge, answered, read by the person', async () => {
  const me = await someone();
  const asked = await ask(me);
  expect(asked).toMatchObject({ state: 'waiting', stateName: '等答复', text: TEXT, may: ['withdraw'] });

  const page = await json<StaffCorrectionPage>(center.get(`${STAFF}?state=waiting&pageSize=100`), 200);
  const overview = await json<Overview>(center.get('/api/v1/staff/overview'), 200);
  expect(overview.correctionsWaiting).toBe(page.total);
  const row = page.items.find(({ id }) => id === asked.id);
  expect(row).toMatchObject({ fieldName: '电话', state: 'waiting', answeredAt: null });
  expect(JSON.stringify(page)).not.toContain(TEXT);

  const opened = await open(asked.id);
  expect(opened).toMatchObject({ text: TEXT, may: ['decide'] });
  const seen = await json<DisclosurePage>(me.get('/api/v1/me/disclosures'), 200);
  expect(seen.items).toEqual([
    expect.objectContaining({ purpose: '处理您的更正申请', data: ['您写的更正内容'] }),
  ]);

  await json(answer(asked.id, true), 200);
  const { items } = await json<CorrectionList>(me.get(OWN), 200);
  expect(items[0]).toMatchObject({
    state: 'done',
    answer: '已请报送单位改过来，下次办件就是对的',
    may: [],
  });
  expect(items[0]?.office).toBeTruthy();
  expect(items[0]?.office).not.toBe(center.session.displayName);
});

test('an answer is given once, and a refusal says why', async () => {
  const me = await someone();
  const { id } = await ask(me);
  await json(answer(id, false, ''), 400);
  const [first, second] = await Promise.all([answer(id, false, '办件单上就是这样写的'), answer(id, true)]);
  expect([first.status, second.status].sort()).toEqual([200, 409]);
  const { items } = await json<CorrectionList>(me.get(OWN), 200);
  expect(['done', 'refused']).toContain(items[0]?.state);
  await json(me.delete(`${OWN}/${id}`), 409);
});

test('taken back while it waits; nobody reads or answers it any more', async () => {
  const [me, other] = [await someone(), await someone()];
  const { id } = await ask(me);
  await json(other.delete(`${OWN}/${id}`), 404);
  await json(me.delete(`${OWN}/${id}`), 204);
  await json(me.delete(`${OWN}/${id}`), 204);
  await json(answer(id, true), 409);
  await json(center.send('POST', `${STAFF}/${id}/opening`), 409);
  expect((await json<DisclosurePage>(me.get('/api/v1/me/disclosures'), 200)).items).toEqual([]);
  const { items } = await json<CorrectionList>(me.get(OWN), 200);
  expect(items).toEqual([expect.objectContaining({ id, state: 'withdrawn', answer: null })]);
});

test('what names a transaction goes to the centre of its region, and only with one’s own receipt', async () => {
  const person = somebody();
  const rating = await ratingOf(system, person, 4);
  const me = await evaluatorClient(system, keys, person);
  await json((await someone()).post(OWN, { field: 'name', text: TEXT, receipt: rating.number }), 404);
  const asked = await ask(me, { receipt: rating.number });
  const record = await CorrectionModel.findById(asked.id).lean();
  expect(record?.offices).toEqual([{ role: 'center', jurisdiction: '350400', insteadOf: null }]);
  expect(await open(asked.id)).toMatchObject({ receipt: rating.number });
});

test('too many at a time are not taken in, and the text has a length', async () => {
  const me = await someone();
  await json(me.post(OWN, { field: 'name', text: '不对' }), 400);
  await json(me.post(OWN, { field: 'name', text: '长'.repeat(501) }), 400);
  await json(me.post(OWN, { field: 'level', text: TEXT }), 400);
  for (let n = 0; n < 10; n++) await ask(me);
  const refused = await me.post(OWN, { field: 'name', text: TEXT });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('先收回一件');
});

test('the words are ciphertext at rest, stand in the export, and no audit entry holds them', async () => {
  const me = await someone();
  const { id } = await ask(me);
  await json(answer(id, true, '照您说的改成了新号码'), 200);
  const [raw] = await mongoose.connection
    .collection<{ _id: string }>('corrections')
    .find({ _id: id })
    .toArray();
  expect(JSON.stringify(raw)).not.toMatch(/尾号|新号码/);
  const exported = await json<DataExport>(me.get('/api/v1/me/data/export.json'), 200);
  const section = exported.sections.find(({ name }) => name === 'corrections');
  expect(JSON.stringify(section)).toContain(TEXT);
  expect(JSON.stringify(section)).toContain('照您说的改成了新号码');
  const told = await audited(system, { 'subject.id': id });
  expect(told).not.toEqual([]);
  expect(JSON.stringify(told)).not.toMatch(/尾号|新号码/);
});

test('two accounts become one: the requests of both are there, under one key', async () => {
  const [into, from] = [await someone(), await someone()];
  const { id } = await ask(from, { text: '合并之前提的更正' });
  const accountOf = async (accountId: string) => {
    const account = await AccountModel.findById(accountId).lean();
    if (!account) throw new Error('no account');
    return account;
  };
  const desk = { keys, moving: [resealedCorrections] };
  await mergeAccounts(desk, await accountOf(into.accountId), await accountOf(from.accountId), new Date());
  const { items } = await json<CorrectionList>(into.get(OWN), 200);
  expect(items).toEqual([expect.objectContaining({ id, text: '合并之前提的更正' })]);
});

test('they go with the account', async () => {
  const me = await someone();
  const { id } = await ask(me);
  await json<DeletionAnswer>(me.post('/api/v1/me/data/deletion', { confirm: '注销账号' }), 200);
  await eventually('the request is erased', async () =>
    (await CorrectionModel.countDocuments({ _id: id })) === 0 ? true : undefined,
  );
  const late = await answer(id, true);
  expect(late.status).toBe(404);
});
