import mongoose from 'mongoose';
import type {
  Overview,
  RevealAnswer,
  RevealSubjectView,
  StaffCorrectionPage,
  StaffCorrectionView,
  TransactionInput,
} from '@haochaping/shared/contracts';
import { disconnectDatabase } from '../../server/src/database.js';
import type { Keys } from '../../server/src/keys.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { RatingModel } from '../../server/src/modules/ratings/model.js';
import { errorOf } from '../support/evaluator.js';
import { issueInvitation, rate } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { besideServer, colleagueOf, evaluatorClient, json, somebody } from './rights-support.js';

// 同级: whom to call, and what a person asks about their data, is for the centre of the place alone (domain.md §5; FA-3.3-b).

let system: OwnSystem;
let keys: Keys;
let city: StaffClient;
let yongan: StaffClient;
let oversight: StaffClient;

beforeAll(async () => {
  system = await startSystem({ worker: false, env: { REVEAL_APPROVAL: 'off' } });
  keys = await besideServer(system);
  city = await signInStaff(system, 'center');
  yongan = await signInStaff(system, 'center', 1);
  oversight = await signInStaff(system, 'reform_office');
}, 60_000);
afterAll(async () => {
  await disconnectDatabase();
  await system.stop();
});

const REVEALS = '/api/v1/staff/reveals';
const CORRECTIONS = '/api/v1/staff/corrections';
const YONGAN = '永安市行政服务中心管委会';
/** A department's item in Yong'an, through the platform that the centre of the city runs. */
const IN_YONGAN = {
  taskCode: '11350481DM0000769C4001004003000',
  regionCode: '350481',
  institutionCode: '350481-FGJ',
} as const;
const AT_YONGAN = { windowCode: '350481-W001', platformCode: '350400-PT01', staffCode: undefined };

async function poorRating(
  changes: Partial<TransactionInput> = IN_YONGAN,
  event: Partial<TransactionInput['event']> = AT_YONGAN,
) {
  const person = somebody();
  const applicant = { kind: 'person', userProp: '1', certType: '111', ...person } as const;
  const { token } = await issueInvitation(system, { applicant, ...changes }, event);
  const { number } = await rate(system.baseUrl, token, 1);
  const id = (await RatingModel.findOne({ number }).lean())?._id ?? '';
  return { id, number, person };
}
type Rated = Awaited<ReturnType<typeof poorRating>>;

const subject = (client: StaffClient, { id }: Rated) =>
  json<RevealSubjectView>(client.get(`${REVEALS}/subjects/${id}`), 200);
const ask = (client: StaffClient, { id }: Rated) =>
  client.send('POST', REVEALS, {
    purpose: 'call_back',
    subject: { kind: 'rating', id },
    reason: '按期回访差评',
  });
const audited = (filter: Record<string, unknown>) =>
  mongoose.connection
    .collection<{ action: string; detail?: Record<string, unknown> }>('audit_events')
    .find(filter)
    .toArray();
async function corrected({ number, person }: Rated): Promise<string> {
  const me = await evaluatorClient(system, keys, person);
  const asked = { field: 'phone', text: '电话报错了一位数字', receipt: number };
  return (await json<{ id: string }>(me.post('/api/v1/me/data/corrections', asked), 201)).id;
}
const listed = async (client: StaffClient, id: string) =>
  (await json<StaffCorrectionPage>(client.get(`${CORRECTIONS}?state=waiting&pageSize=100`), 200)).items.some(
    (one) => one.id === id,
  );
const open = (client: StaffClient, id: string) => client.send('POST', `${CORRECTIONS}/${id}/opening`);
const answer = (client: StaffClient, id: string) =>
  client.send('POST', `${CORRECTIONS}/${id}/decision`, { done: true, answer: '已请报送单位改过来了' });

test('whom to call in a county is for its own centre; that of the city reads why not, and whose it is', async () => {
  const rating = await poorRating();
  const seen = await subject(city, rating);
  expect(seen).toMatchObject({ mayReveal: false, until: null });
  expect(seen.because).toBe(`这条评价归${YONGAN}回访，别的单位不能查看评价人的联系方式。`);
  const refused = await errorOf(await ask(city, rating));
  expect(refused).toMatchObject({ status: 403, code: 'not_allowed' });
  expect(refused.message).toContain(YONGAN);
  const entries = await audited({ action: 'reveal.refused', 'subject.id': rating.id });
  expect(entries.map(({ detail }) => detail)).toEqual([{ because: 'not_competent' }]);

  expect(await subject(yongan, rating)).toMatchObject({
    mayReveal: true,
    because: '这条差评还在回访期限内。',
  });
  const { contact } = await json<RevealAnswer>(ask(yongan, rating), 201);
  expect(contact?.phone).toBe(rating.person.phone);
  const [look] = await audited({ action: 'evaluator.revealed', 'detail.ratingId': rating.id });
  expect(look?.detail).not.toHaveProperty('insteadOf');
});

test('a county finds nothing of the city’s, and the oversight offices of the city look at nothing in a county', async () => {
  expect((await ask(yongan, await poorRating({}, {}))).status).toBe(404);
  const rating = await poorRating({ ...IN_YONGAN, institutionCode: '350481-XZFW' });
  const { because, mayReveal } = await subject(oversight, rating);
  expect({ because, mayReveal }).toEqual({
    because: `这条评价归永安市审改办、永安市效能办、三明市行政服务中心管委会回访，别的单位不能查看评价人的联系方式。`,
    mayReveal: false,
  });
});

test('where a county’s centre, or one of its people, is rated, the centre of the city may look, and the audit says for whom', async () => {
  const itself = await poorRating({ ...IN_YONGAN, institutionCode: '350481-XZFW' });
  const itsClerk = await poorRating(IN_YONGAN, { ...AT_YONGAN, staffCode: '350481-P001' });
  const { mayReveal, because } = await subject(yongan, itself);
  expect(mayReveal).toBe(false);
  expect(because).toContain('由永安市审改办、永安市效能办、三明市行政服务中心管委会回访');
  expect((await subject(yongan, itsClerk)).mayReveal).toBe(true);
  for (const rating of [itself, itsClerk]) {
    const seen = await subject(city, rating);
    expect(seen.mayReveal).toBe(true);
    expect(seen.because).toContain('您是代它回访');
    const bare = { purpose: 'call_back', subject: { kind: 'rating', id: rating.id }, reason: '' };
    expect((await city.send('POST', REVEALS, bare)).status).toBe(400);
    await json<RevealAnswer>(ask(city, rating), 201);
    const [look] = await audited({ action: 'evaluator.revealed', 'detail.ratingId': rating.id });
    expect(look?.detail).toMatchObject({ purpose: 'call_back', insteadOf: '350481' });
  }
});

test('what a county’s evaluator asks to have put right stands in that county’s queue alone, and is answered there', async () => {
  const id = await corrected(await poorRating());
  const waiting = async (client: StaffClient) =>
    (await json<Overview>(client.get('/api/v1/staff/overview'), 200)).correctionsWaiting;
  expect([await listed(city, id), await waiting(city)]).toEqual([false, 0]);
  expect([await listed(yongan, id), await waiting(yongan)]).toEqual([true, 1]);
  for (const refused of [await errorOf(await open(city, id)), await errorOf(await answer(city, id))])
    expect(refused).toMatchObject({ status: 403, message: `这件更正申请归${YONGAN}答复` });
  expect((await audited({ action: 'correction.opened', 'subject.id': id })).length).toBe(0);
  await json<StaffCorrectionView>(open(yongan, id), 201);
  await json<StaffCorrectionView>(answer(yongan, id), 200);
  const atCity = await corrected(await poorRating({}, {}));
  expect(await listed(yongan, atCity)).toBe(false);
  expect((await open(yongan, atCity)).status).toBe(404);
});

test('a request about a rated centre goes to whoever is beside or above it, and never stays without an answer', async () => {
  const ofCounty = await corrected(await poorRating({ ...IN_YONGAN, institutionCode: '350481-XZFW' }));
  expect([await listed(yongan, ofCounty), await listed(city, ofCounty)]).toEqual([false, true]);
  expect((await open(yongan, ofCounty)).status).toBe(404);
  await json(open(city, ofCounty), 201);
  await json(answer(city, ofCounty), 200);
  for (const action of ['correction.opened', 'correction.done']) {
    const [entry] = await audited({ action, 'subject.id': ofCounty });
    expect(entry?.detail).toEqual({ insteadOf: '350481' });
  }
  const ofCity = await corrected(await poorRating({ institutionCode: '350400-XZFW' }, {}));
  expect([await listed(city, ofCity), await listed(oversight, ofCity)]).toEqual([false, true]);
  await json(open(oversight, ofCity), 201);
  await json(answer(oversight, ofCity), 200);
});

test('whoever cannot be told from the one who is rated is not offered to agree to a colleague’s request', async () => {
  const strict = await startSystem({ worker: false, env: { REVEAL_APPROVAL: 'always' } });
  await disconnectDatabase();
  await besideServer(strict);
  try {
    const asking = await signInStaff(strict, 'center');
    const other = await signInStaff(await colleagueOf(strict, asking.session.username), 'center');
    const { token } = await issueInvitation(strict);
    const { number } = await rate(strict.baseUrl, token, 1);
    const id = (await RatingModel.findOne({ number }).lean())?._id ?? '';
    const asked = { purpose: 'call_back', subject: { kind: 'rating', id }, reason: '按期回访差评' };
    await json(asking.send('POST', REVEALS, asked), 202);
    const offered = async () => {
      const { items } = await json<{ items: { may: string[] }[] }>(other.get(REVEALS), 200);
      const { revealsToDecide } = await json<Overview>(other.get('/api/v1/staff/overview'), 200);
      return [items[0]?.may, revealsToDecide];
    };
    expect(await offered()).toEqual([['decide'], 1]);
    await StaffAccountModel.updateOne({ username: other.session.username }, { $unset: { offWindow: 1 } });
    expect(await offered()).toEqual([[], 0]);
  } finally {
    await strict.stop();
  }
});
