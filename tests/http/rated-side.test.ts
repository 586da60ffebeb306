import {
  CaseView,
  Overview,
  Receipt,
  StaffRatingPage,
  StaffRatingView,
  StaticCodeView,
  SubmissionPage,
  type RevealPage,
  type RevealSubjectView,
} from '@haochaping/shared/contracts';
import { ratedAs, type AttributionScope, type TargetKind } from '@haochaping/shared/domain';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { disconnectDatabase } from '../../server/src/database.js';
import type { StaffActor } from '../../server/src/http/actor.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { NoticeModel } from '../../server/src/modules/notifications/notices/model.js';
import { RatingModel } from '../../server/src/modules/ratings/index.js';
import { othersRatings, ownRatings, ratingsAbout } from '../../server/src/modules/ratings/policy.js';
import { besideServer, colleagueOf, json, prove } from '../identity/rights-support.js';
import { caseOfReceipt } from '../support/cases.js';
import { eventually, expectStatus, issueInvitation, rate, sendRating } from '../support/journey.js';
import { inboxOf, signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { openToRatedSide } from '../support/veil.js';

// The rated side is whoever is rated, whatever role the account has: no screen of theirs tells who, when, or which one.
// FA-3.3-b FA-3.3-c adr/019

const HALL = '350400-H01';
const WINDOW = '350400-W001';
const PERSON = '350400-P001';
const INSULT = '等了两小时，这帮人都是王八蛋';

let system: OwnSystem;
let center: StaffClient;
/** Of the centre as well, and the person who sits at the window. */
let atWindow: StaffClient;
let oversight: StaffClient;
/** About the centre's hall, and about the person at its window. */
let ofHall: Receipt;
let ofPerson: Receipt;

beforeAll(async () => {
  system = await startSystem({ worker: false, env: { REVEAL_APPROVAL: 'always' } });
  await besideServer(system);
  center = await signInStaff(system, 'center');
  oversight = await signInStaff(system, 'reform_office');
  const colleague = await colleagueOf(system, center.session.username);
  const { username } = colleague.accounts[0] ?? {};
  await StaffAccountModel.updateOne({ username }, { $set: { staffCode: PERSON } });
  atWindow = await signInStaff(colleague, 'center');
  const { code } = StaticCodeView.parse(
    await expectStatus(await fetch(`${system.baseUrl}/api/v1/places/hall/${HALL}/static-code`), 200),
  );
  ofHall = Receipt.parse(
    await expectStatus(await sendRating(system.baseUrl, { staticCode: code, level: 1 }), 201),
  );
  const event = { windowCode: WINDOW, staffCode: PERSON };
  ofPerson = await rate(system.baseUrl, (await issueInvitation(system, {}, event)).token, 1);
  for (const { number, accessKey } of [ofHall, ofPerson]) await say(number, accessKey);
  await system.restart('worker');
}, 120_000);
afterAll(async () => {
  await disconnectDatabase();
  await system.stop();
});

async function say(number: string, accessKey: string): Promise<void> {
  const answer = await fetch(`${system.baseUrl}/api/v1/ratings/${number}/details`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ accessKey, detailsId: randomUUID(), options: [], text: INSULT }),
  });
  await expectStatus(answer, 200);
}

const list = async (who: StaffClient, query = '') =>
  StaffRatingPage.parse(await expectStatus(await who.get(`/api/v1/staff/ratings${query}`), 200));
const numbers = async (who: StaffClient, query = '') =>
  (await list(who, query)).items.map(({ number }) => number);
const idOf = async ({ number }: Receipt) => String((await RatingModel.findOne({ number }).lean())?._id);
const detail = async (who: StaffClient, receipt: Receipt) =>
  who.get(`/api/v1/staff/ratings/${await idOf(receipt)}`);

test('oversight reads both in full; the centre what is not about itself; whoever served, nothing about themselves', async () => {
  expect((await numbers(oversight)).sort()).toEqual([ofHall.number, ofPerson.number].sort());
  expect(await numbers(center)).toEqual([ofPerson.number]);
  expect(await numbers(atWindow)).toEqual([]);
  for (const [who, receipt] of [
    [center, ofHall],
    [atWindow, ofHall],
    [atWindow, ofPerson],
  ] as const)
    expect((await detail(who, receipt)).status).toBe(404);
  expect((await detail(center, ofPerson)).status).toBe(200);
  for (const who of [center, atWindow])
    expect((await list(who, `?search=${ofHall.number}`)).total + (await list(who, '?side=own')).total).toBe(
      0,
    );
});

test('no figure, no queue of texts, no delivery and no question about the contact tells of it', async () => {
  const told = async (who: StaffClient) => {
    const { ratingsToday, poorToday, textsWaiting, revealsToDecide } = Overview.parse(
      await expectStatus(await who.get('/api/v1/staff/overview'), 200),
    );
    return { ratingsToday, poorToday, textsWaiting, revealsToDecide };
  };
  expect(await told(center)).toEqual({ ratingsToday: 1, poorToday: 1, textsWaiting: 1, revealsToDecide: 0 });
  const texts = await expectStatus(await atWindow.get('/api/v1/staff/texts?state=waiting'), 200);
  expect(texts).toMatchObject({ total: 0 });
  const submissions = SubmissionPage.parse(
    await expectStatus(await center.get('/api/v1/staff/forwarding/submissions'), 200),
  );
  expect(submissions.items.map(({ number }) => number)).not.toContain(ofHall.number);
  for (const [who, receipt, because] of [
    [center, ofHall, '您的单位'],
    [atWindow, ofPerson, '您自己的服务'],
  ] as const) {
    const path = `/api/v1/staff/reveals/subjects/${await idOf(receipt)}`;
    const subject = await json<RevealSubjectView>(who.get(path), 200);
    expect(subject.mayReveal).toBe(false);
    expect(subject.because).toContain(because);
  }
  expect((await center.get(`/api/v1/staff/ratings/${await idOf(ofHall)}/handlers`)).status).toBe(404);
  const asked = {
    purpose: 'call_back',
    subject: { kind: 'rating', id: await idOf(ofPerson) },
    reason: '按期回访差评',
  };
  await json(center.send('POST', '/api/v1/staff/reveals', asked), 202);
  const reveals = async (who: StaffClient) =>
    (await json<RevealPage>(who.get('/api/v1/staff/reveals'), 200)).total;
  expect([await reveals(center), await reveals(atWindow)]).toEqual([1, 0]);
  expect(await told(atWindow)).toEqual({
    ratingsToday: 0,
    poorToday: 0,
    textsWaiting: 0,
    revealsToDecide: 0,
  });
});

test('when its period is shown, the centre reads it apart, as a department does; the one at the window still nothing', async () => {
  await openToRatedSide(system.mongoUri);
  expect(await numbers(center)).toEqual([ofPerson.number]);
  const [row] = (await list(center, '?side=own&channel=sms&from=2020-01-01&to=2020-01-02')).items;
  expect(row).toMatchObject({ level: 1, channel: null, delivery: null, hasDetails: true });
  expect(row?.number).not.toBe(ofHall.number);
  expect(row?.ratedOn).toMatch(/^\d{4}-W\d{2}$/);
  const view = StaffRatingView.parse(await expectStatus(await detail(center, ofHall), 200));
  expect(view).toMatchObject({
    receivedAt: null,
    assurance: null,
    forwarding: null,
  });
  expect(JSON.stringify(view)).not.toContain(INSULT);
  // Of the centre too: the hall, but never the rating about themselves, which would be one of those they served.
  expect((await list(atWindow, '?side=own')).items.map(({ id }) => id)).toEqual([row?.id]);
  expect((await detail(atWindow, ofPerson)).status).toBe(404);
});

test('where a centre is what was rated, the oversight office of its level looks and calls back; elsewhere the centre does', async () => {
  const { token } = await issueInvitation(system, { institutionCode: '350400-XZFW', parallel: undefined });
  const ofCenter = await rate(system.baseUrl, token, 1);
  const path = async (receipt: Receipt) => `/api/v1/staff/reveals/subjects/${await idOf(receipt)}`;
  const subject = async (who: StaffClient, receipt: Receipt) =>
    json<RevealSubjectView>(who.get(await path(receipt)), 200);
  const elsewhere = await signInStaff(system, 'center', 1);
  expect(elsewhere.session.institutionCode).not.toBe(center.session.institutionCode);
  expect((await subject(center, ofCenter)).because).toContain('由三明市审改办、三明市效能办回访');
  expect((await elsewhere.get(await path(ofCenter))).status).toBe(404);
  expect((await subject(oversight, ofPerson)).because).toBe(
    '这条评价归三明市行政服务中心管委会回访，别的单位不能查看评价人的联系方式。',
  );
  expect(await subject(oversight, ofCenter)).toMatchObject({ mayReveal: false });

  await prove(oversight.session.username);
  expect((await subject(oversight, ofCenter)).mayReveal).toBe(true);
  const ask = async (who: StaffClient) =>
    who.send('POST', '/api/v1/staff/reveals', {
      purpose: 'call_back',
      subject: { kind: 'rating', id: await idOf(ofCenter) },
      reason: '按期回访差评',
    });
  expect((await ask(oversight)).status).toBe(202);
  expect((await ask(center)).status).toBe(403);

  const { username } = oversight.session;
  await StaffAccountModel.updateOne({ username }, { $set: { offWindow: false } });
  expect((await subject(oversight, ofCenter)).because).toContain('认不出评的是不是您');
  expect((await ask(oversight)).status).toBe(403);
});

describe('the filter of a list and the rule', () => {
  const kinds: TargetKind[] = [
    'institution',
    'item',
    'hall',
    'platform',
    'window',
    'staff',
    'package',
    'stage',
  ];
  const scopes: AttributionScope[] = ['event', 'place', 'package'];
  const code = fc.constantFrom('A', 'B');
  const rated = fc.record({
    scope: fc.constantFrom(...scopes),
    targets: fc.array(fc.record({ kind: fc.constantFrom(...kinds), code, institutionCode: code }), {
      minLength: 1,
      maxLength: 3,
    }),
    institutionCodes: fc.array(code, { minLength: 1, maxLength: 2 }),
    shown: fc.boolean(),
  });
  const someone = fc.record({
    role: fc.constantFrom('center', 'reform_office', 'department', 'window_clerk', 'system_admin'),
    institutionCode: code,
    staffCode: fc.option(code),
    windowCode: fc.option(code),
  });

  test('agree on every rating for every account', async () => {
    const now = new Date();
    const region = `test-${randomUUID()}`;
    const all = fc.sample(rated, 150).map((one) => ({ ...one, id: randomUUID() }));
    const mark = { from: '2026-W01', to: '2026-W01', named: true };
    await RatingModel.collection.insertMany(
      all.map(({ id, scope, targets, institutionCodes, shown }) => ({
        _id: id as never,
        ...{
          number: id,
          intakeKey: id,
          attribution: { scope, targets },
          institutionCodes,
          regionCodes: [region],
        },
        ratedSide: { ...mark, shownAt: new Date(now.getTime() + (shown ? -1000 : 1000_000)) },
      })),
    );
    const ids = async (filter: object) =>
      (await RatingModel.find({ $and: [filter, { regionCodes: region }] }, { _id: 1 }).lean())
        .map(({ _id }) => _id)
        .sort();
    const idsOf = (some: typeof all) => some.map(({ id }) => id).sort();
    for (const party of fc.sample(someone, 40)) {
      const actor: StaffActor = {
        ...{ kind: 'staff', accountId: randomUUID(), username: 'u', displayName: 'n', sessionId: 's' },
        ...{ secondFactor: true, offWindow: false, regionCodes: ['350400'] },
        ...party,
      };
      const isRatedRole = ['department', 'window_clerk'].includes(party.role);
      const own = all.filter((one) => ratedAs({ ...actor, staffCode: null, windowCode: null }, one));
      const about = all.filter((one) => ratedAs(actor, one));
      expect(await ids(ownRatings(actor, now))).toEqual(idsOf(own.filter(({ shown }) => shown)));
      expect(await ids(othersRatings(actor))).toEqual(
        isRatedRole ? [] : idsOf(all.filter((one) => !about.includes(one))),
      );
      const asked = [...all.map(({ id }) => id), randomUUID()];
      for (const by of ['_id', 'number'] as const)
        expect([...(await ratingsAbout(actor, by, asked))].sort()).toEqual(idsOf(about));
    }
  });
});

test('nobody of the centre has to do with the case about themselves, by name or by their window', async () => {
  const event = { windowCode: WINDOW, staffCode: undefined };
  const ofWindow = await rate(system.baseUrl, (await issueInvitation(system, {}, event)).token, 1);
  const me = String((await StaffAccountModel.findOne({ username: atWindow.session.username }))?._id);
  for (const receipt of [ofPerson, ofWindow]) {
    const { id } = await caseOfReceipt(system, receipt);
    const path = `/api/v1/staff/cases/${id}`;
    const { version, number } = CaseView.parse(await expectStatus(await center.get(path), 200));
    const listed = async (client: StaffClient) =>
      JSON.stringify(
        await Promise.all(
          ['mine', 'others', 'late'].map(async (list) =>
            json(client.get(`/api/v1/staff/cases?list=${list}&search=${number}`), 200),
          ),
        ),
      ).includes(id);
    expect([await listed(center), await listed(atWindow)]).toEqual([true, false]);
    expect((await atWindow.get(path)).status).toBe(404);
    for (const command of [
      { type: 'explain', text: '当时系统停机，不是我不办' },
      { type: 'recuse', reason: '这件事评的是我自己' },
    ])
      expect((await atWindow.send('POST', `${path}/moves`, { version, command })).status).toBe(404);
    const offered = await json(center.get(`${path}/officers?side=lead`), 200);
    expect(JSON.stringify(offered)).not.toContain(me);
    const command = { type: 'name_officer', side: 'lead', officer: me };
    expect((await center.send('POST', `${path}/moves`, { version, command })).status).toBe(400);
    const noticed = async (client: StaffClient) => (await inboxOf(client)).some((one) => one.case?.id === id);
    await eventually('the centre is told', async () => (await noticed(center)) || undefined);
    expect(await noticed(atWindow)).toBe(false);
    expect(await NoticeModel.exists({ accountId: me, caseId: id })).toBeNull();
  }
});
