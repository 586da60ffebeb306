import {
  AppealOffer,
  AppealPage,
  AppealView,
  Overview,
  OwnRatingView,
  StaffRatingView,
  SubmissionPage,
  type AppealInput,
  type AppealMoveInput,
} from '@haochaping/shared/contracts';
import { caseOf, type CaseEvent } from '@haochaping/shared/domain/cases/index';
import {
  CALLED,
  caseOfReceipt,
  poorRating,
  readCase,
  readOwnCase,
  stepCase,
  takeFromDepartment,
  withReceipt,
} from '../support/cases.js';
import { collection, errorOf } from '../support/evaluator.js';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// 申诉 through the running system: filed by the rated department, decided by the centre, and what follows from it everywhere.
// Source: 方案 三(三); FA-3.3-f FA-3.3-g.

let system: System;
let center: StaffClient;
let department: StaffClient;
let oversight: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
  oversight = await signInStaff(system, 'reform_office');
});

const STATEMENT = '当天系统停机两小时，不是窗口不办，有停机公告为证';
const REASON = '停机公告属实，评价说的等候不是窗口的责任';

const filing = (caseId: string, more: Partial<AppealInput> = {}, client = department) =>
  client.send('POST', `/api/v1/staff/cases/${caseId}/appeal`, { statement: STATEMENT, ...more });
const file = async (...asked: Parameters<typeof filing>) =>
  AppealView.parse(await expectStatus(await filing(...asked), 201));
const read = async (client: StaffClient, id: string) =>
  AppealView.parse(await expectStatus(await client.get(`/api/v1/staff/appeals/${id}`), 200));
const moving = (client: StaffClient, id: string, version: number, command: AppealMoveInput['command']) =>
  client.send('POST', `/api/v1/staff/appeals/${id}/moves`, { version, command });
const move = async (client: StaffClient, id: string, command: AppealMoveInput['command']) =>
  AppealView.parse(
    await expectStatus(await moving(client, id, (await read(client, id)).version, command), 200),
  );
const offer = async (client: StaffClient, caseId: string) =>
  AppealOffer.parse(await expectStatus(await client.get(`/api/v1/staff/cases/${caseId}/appeal`), 200));
const ratingOf = async (client: StaffClient, id: string) =>
  StaffRatingView.parse(await expectStatus(await client.get(`/api/v1/staff/ratings/${id}`), 200));

/** Waits until the timeline of a case says this. */
const told = (caseId: string, what: RegExp) =>
  eventually(`the case tells ${what}`, async () => {
    const view = await readCase(center, caseId);
    return view.timeline.some((one) => what.test(one.what)) ? view : undefined;
  });
const standing = (ratingId: string, expected: string) =>
  eventually(`the rating counts as ${expected}`, async () => {
    const rating = await ratingOf(center, ratingId);
    return rating.standing === expected || undefined;
  });

test('upheld: the case is closed as revoked, the rating no longer counts, and its author reads why', async () => {
  const { id, ratingId, receipt } = await poorRating(system, center);
  const asked = await offer(department, id);
  expect(asked).toMatchObject({ appeal: null, mayFile: true, why: null });
  expect(asked.until).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const filed = await file(id);
  expect(filed).toMatchObject({ state: 'reviewing', statement: STATEMENT, caseId: id });
  expect(filed.moves.map(({ type }) => type)).toEqual(['withdraw']);
  await told(id, /被评一方申诉/);
  const decided = await move(center, filed.id, { type: 'uphold', reason: REASON });
  expect(decided).toMatchObject({ state: 'upheld', due: null, moves: [] });
  expect(await told(id, /申诉成立/)).toMatchObject({ phase: 'closed', outcome: 'revoked' });
  await standing(ratingId, 'revoked');
  const own = await withReceipt(system, 'ratings', receipt);
  expect(OwnRatingView.parse(await expectStatus(own, 200))).toMatchObject({ standing: 'revoked', level: 1 });
  expect((await readOwnCase(system, receipt)).timeline.at(-1)).toMatchObject({ words: REASON });
});

test('a revoked rating keeps its level, carries the record, and the province is named as not told', async () => {
  const { id, ratingId } = await poorRating(system, center);
  await move(center, (await file(id)).id, { type: 'uphold', reason: REASON });
  await standing(ratingId, 'revoked');
  expect(await ratingOf(center, ratingId)).toMatchObject({ level: 1, standing: 'revoked' });
  const trail = await collection(system, 'ratings', (ratings) =>
    ratings.findOne({ _id: ratingId as never }, { projection: { trail: 1, standingBy: 1 } }),
  );
  expect(trail).toMatchObject({ standingBy: { caseId: id } });
  expect((trail as { trail?: { action: string }[] }).trail?.map(({ action }) => action)).toContain(
    'rating.standing_changed',
  );
  await eventually('the submission is there', async () => {
    const page = SubmissionPage.parse(
      await expectStatus(
        await center.get('/api/v1/staff/forwarding/submissions?standing=changed&pageSize=100'),
        200,
      ),
    );
    const own = page.items.find((one) => one.ratingId === ratingId);
    return own?.standing === 'revoked' && own.standingNote?.includes('省') ? own : undefined;
  });
});

test('dismissed: the case goes on where it stood, and there is no second appeal', async () => {
  const { id, ratingId } = await poorRating(system, center);
  const { id: appeal } = await file(id);
  await move(center, appeal, { type: 'dismiss', reason: '停机是头一天的事，当天系统正常' });
  const view = await told(id, /申诉不成立/);
  expect(view.phase).toBe('verifying');
  expect((await ratingOf(center, ratingId)).standing).toBe('adopted');
  expect(await errorOf(await filing(id))).toMatchObject({
    status: 409,
    message: expect.stringContaining('已经有一份') as string,
  });
});

test('the appealing institution does not decide, nor does anybody but the centre of the same level', async () => {
  const { id } = await poorRating(system, center);
  const { id: appeal, version } = await file(id);
  const command = { type: 'uphold', reason: REASON } as const;
  for (const client of [department, oversight])
    expect(await errorOf(await moving(client, appeal, version, command))).toMatchObject({
      status: 403,
      message: '申诉由同级行政服务中心来决定',
    });
  const county = await signInStaff(system, 'center', 1);
  expect((await county.get(`/api/v1/staff/appeals/${appeal}`)).status).toBe(404);
  const clerk = await signInStaff(system, 'window_clerk');
  expect((await clerk.get(`/api/v1/staff/appeals/${appeal}`)).status).toBe(403);
});

test('a centre that steps aside after it was filed decides it no more, nor reads it: the oversight offices do', async () => {
  const { id } = await poorRating(system, center);
  const { id: appeal, version } = await file(id);
  const mine = async (client: StaffClient) => {
    const page = await client.get('/api/v1/staff/appeals?state=reviewing&pageSize=100');
    const { items } = AppealPage.parse(await expectStatus(page, 200));
    return items.find((one) => one.id === appeal)?.mine;
  };
  const count = async (client: StaffClient) =>
    Overview.parse(await expectStatus(await client.get('/api/v1/staff/overview'), 200)).appealsToDecide ?? 0;
  const before = [await count(center), await count(oversight)] as const;
  expect([await mine(center), await mine(oversight)]).toEqual([true, false]);
  // The case has heard of the appeal: else the worker may move it between being read and being moved.
  await told(id, /被评一方申诉/);
  await stepCase(center, id, { type: 'recuse', reason: '经办人是申诉单位的家属' });
  expect([await mine(center), await mine(oversight)]).toEqual([undefined, true]);
  expect([await count(center), await count(oversight)]).toEqual([before[0] - 1, before[1] + 1]);
  const command = { type: 'uphold', reason: REASON } as const;
  expect((await moving(center, appeal, version, command)).status).toBe(404);
  expect(await move(oversight, appeal, command)).toMatchObject({ state: 'upheld' });
});

test('for the member of staff who was rated: said in the list, on the page and in its story, also to who decides', async () => {
  const { id } = await poorRating(system, center);
  expect((await offer(department, id)).appellants).toEqual(['institution', 'person']);
  const { id: appeal } = await file(id, { appellant: 'person' });
  const view = await read(center, appeal);
  expect(view).toMatchObject({ state: 'reviewing', appellant: 'person', appellantName: '被评价的工作人员' });
  expect(view.timeline[0]?.what).toBe('为被评价的工作人员提出申诉');
  expect((await offer(center, id)).appeal).toMatchObject({ appellant: 'person' });
  expect(await offer(department, id)).toMatchObject({ mayFile: false, appellants: [] });
});

test('where the records name no member of staff it is for the institution, and whoever says otherwise is told which field', async () => {
  const { id } = await poorRating(system, center, { event: { staffCode: undefined } });
  expect((await offer(department, id)).appellants).toEqual(['institution']);
  expect(await errorOf(await filing(id, { appellant: 'person' }))).toMatchObject({
    status: 400,
    details: [{ field: 'appellant', message: expect.stringContaining('为谁提出') as string }],
  });
  expect(await file(id)).toMatchObject({ appellant: 'institution', appellantName: '单位' });
});

test('a window clerk has no way to make one', async () => {
  const { id } = await poorRating(system, center);
  const clerk = await signInStaff(system, 'window_clerk');
  expect((await filing(id, { appellant: 'person' }, clerk)).status).toBe(403);
});

test('whoever acts for the institution takes it back, also what a colleague made; then another may be made', async () => {
  const { id } = await poorRating(system, center);
  const { id: appeal, version } = await file(id);
  await collection(system, 'appeals', (appeals) =>
    appeals.updateOne({ _id: appeal as never }, { $set: { 'events.0.by.id': 'a colleague' } }),
  );
  expect((await moving(center, appeal, version, { type: 'withdraw' })).status).toBe(403);
  await move(department, appeal, { type: 'withdraw' });
  await told(id, /申诉撤回/);
  const second = await file(id);
  await move(center, second.id, { type: 'uphold', reason: REASON });
  expect(await told(id, /申诉成立/)).toMatchObject({ outcome: 'revoked' });
});

test('a colleague who has neither the case nor filed reads no item, level or words; and still takes it back', async () => {
  const { id, ratingId } = await poorRating(system, center);
  const { id: appeal, title } = await file(id);
  expect(await read(department, appeal)).toMatchObject({ level: 1, statement: STATEMENT, caseId: id });
  await told(id, /被评一方申诉/);
  await takeFromDepartment(system, id);
  // Whoever filed it knows what they wrote.
  expect(await read(department, appeal)).toMatchObject({ title, level: 1, statement: STATEMENT });
  await collection(system, 'appeals', (appeals) =>
    appeals.updateOne({ _id: appeal as never }, { $set: { 'events.0.by.id': 'a colleague' } }),
  );
  const veiled = { title: '本单位的一个事项', level: null, levelName: '差评' };
  expect(await read(department, appeal)).toMatchObject({ ...veiled, statement: null, files: [] });
  const list = await department.get('/api/v1/staff/appeals?state=reviewing&pageSize=100');
  const { items } = AppealPage.parse(await expectStatus(list, 200));
  expect(items.find((one) => one.id === appeal)).toMatchObject(veiled);
  expect(await read(center, appeal)).toMatchObject({ title, level: 1, statement: STATEMENT });
  // What stands decided is read when the period is shown, not before.
  const showing = (from: number) =>
    collection(system, 'ratings', (ratings) =>
      ratings.updateOne(
        { _id: ratingId as never },
        {
          $set: {
            ratedSide: {
              from: '2026-W40',
              to: '2026-W52',
              named: true,
              shownAt: new Date(Date.now() + from),
            },
          },
        },
      ),
    );
  await showing(3_600_000);
  expect(await read(department, appeal)).toMatchObject(veiled);
  await showing(-1);
  expect(await read(department, appeal)).toMatchObject({ title, level: 1, statement: null });
  expect(await move(department, appeal, { type: 'withdraw' })).toMatchObject({ state: 'withdrawn' });
});

test('the time is over five working days after the case was given to the department', async () => {
  const { id } = await poorRating(system, center);
  await collection(system, 'cases', async (cases) => {
    const record = (await cases.findOne({ _id: id as never })) as unknown as { events: CaseEvent[] };
    const earlier = record.events.map((one) => ({
      ...one,
      at: new Date(one.at.getTime() - 20 * 86_400_000),
    }));
    await cases.updateOne({ _id: id as never }, { $set: { events: earlier, state: caseOf(earlier) } });
  });
  expect(await errorOf(await filing(id))).toMatchObject({
    status: 409,
    message: expect.stringContaining('5个工作日') as string,
  });
  expect(await offer(department, id)).toMatchObject({ mayFile: false });
});

test('two officers at once make one appeal, and of two decisions the second is told', async () => {
  const { id } = await poorRating(system, center);
  const filed = await Promise.all([filing(id), filing(id)]);
  expect(filed.map(({ status }) => status).sort()).toEqual([201, 409]);
  const { appeal } = await offer(center, id);
  const { version } = await read(center, appeal!.id);
  const decided = await Promise.all([
    moving(center, appeal!.id, version, { type: 'uphold', reason: REASON }),
    moving(center, appeal!.id, version, { type: 'dismiss', reason: REASON }),
  ]);
  expect(decided.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { state } = await read(center, appeal!.id);
  const view = await told(id, state === 'upheld' ? /申诉成立/ : /申诉不成立/);
  expect(view.timeline.filter(({ what }) => /申诉(不)?成立/.test(what))).toHaveLength(1);
});

test('a rating that is revoked by another way leaves nothing to decide', async () => {
  const { id, ratingId } = await poorRating(system, center);
  const { id: appeal } = await file(id);
  await told(id, /被评一方申诉/);
  await stepCase(center, id, CALLED);
  await stepCase(center, id, { type: 'verify', finding: 'mistaken', facts: '本人说是点错了，想点满意' });
  await stepCase(oversight, id, { type: 'confirm_revocation', reason: '听了录音，确认点错了' });
  await standing(ratingId, 'revoked');
  await eventually('the appeal is moot', async () => {
    const { state } = await read(center, appeal);
    return state === 'moot' || undefined;
  });
  await told(id, /申诉不用再决定/);
});

test('a worker that is killed and does everything again tells the case and the rating nothing twice', async () => {
  const { id, ratingId } = await poorRating(system, center);
  const { id: appeal } = await file(id);
  await move(center, appeal, { type: 'uphold', reason: REASON });
  await standing(ratingId, 'revoked');
  const again = async (name: string, of: string, kind: string) => {
    await collection(system, name, (records) =>
      records.updateOne({ _id: of as never }, {
        $push: { pending: { kind, notBefore: new Date(), attempts: 0 } },
      } as never),
    );
    await eventually(`${kind} is performed again`, async () => {
      const left = await collection(system, name, (records) =>
        records.countDocuments({ _id: of as never, 'pending.kind': kind }),
      );
      return left === 0 || undefined;
    });
  };
  await again('appeals', appeal, 'case');
  await again('cases', id, 'standing');
  const stored = await collection(system, 'cases', (cases) => cases.findOne({ _id: id as never }));
  const types = (stored as unknown as { events: { type: string }[] }).events.map(({ type }) => type);
  expect(types.filter((type) => type.startsWith('appeal_'))).toEqual(['appeal_filed', 'appeal_upheld']);
  const rating = await collection(system, 'ratings', (ratings) =>
    ratings.findOne({ _id: ratingId as never }),
  );
  const told = (rating as unknown as { trail: { action: string }[] }).trail;
  expect(told.filter(({ action }) => action === 'rating.standing_changed')).toHaveLength(1);
});

test('shown the rating without its case, the department appeals from there, and is told no more than it was shown', async () => {
  const { id, ratingId } = await poorRating(system, center);
  await takeFromDepartment(system, id);
  const path = `/api/v1/staff/ratings/${ratingId}/appeal`;
  expect((await department.send('POST', path, { statement: STATEMENT })).status).toBe(404);
  const week = { from: '2026-W40', to: '2026-W52', named: false };
  await collection(system, 'ratings', (ratings) =>
    ratings.updateOne(
      { _id: ratingId as never },
      // After the case was given.
      { $set: { ratedSide: { ...week, shownAt: new Date(Date.now() - 1) } } },
    ),
  );
  // The records name who served, and a last day would tell when the case was given to a colleague: neither is read here.
  const asked = AppealOffer.parse(await expectStatus(await department.get(path), 200));
  expect(asked).toMatchObject({ mayFile: true, appellants: ['institution'], until: null });
  const person = await department.send('POST', path, { statement: STATEMENT, appellant: 'person' });
  expect(await errorOf(person)).toMatchObject({ status: 400, details: [{ field: 'appellant' }] });
  const filed = AppealView.parse(
    await expectStatus(await department.send('POST', path, { statement: STATEMENT }), 201),
  );
  expect(filed).toMatchObject({ title: '本单位的一个事项', caseId: null });
  expect(await read(center, filed.id)).toMatchObject({ caseId: id });
});

test('a centre that is itself rated appeals when it was shown the rating; the oversight offices decide', async () => {
  const { token } = await issueInvitation(system, { institutionCode: '350400-XZFW' });
  const { ratingId } = await caseOfReceipt(system, await rate(system.baseUrl, token, 1));
  const ratedSide = { from: '2026-W40', to: '2026-W52', named: true, shownAt: new Date(Date.now() - 1) };
  await collection(system, 'ratings', (all) =>
    all.updateOne({ _id: ratingId as never }, { $set: { ratedSide } }),
  );
  const filed = await center.send('POST', `/api/v1/staff/ratings/${ratingId}/appeal`, {
    statement: STATEMENT,
  });
  const { id: appeal } = AppealView.parse(await expectStatus(filed, 201));
  expect((await read(center, appeal)).moves.map(({ type }) => type)).toEqual(['withdraw']);
  expect(await move(oversight, appeal, { type: 'dismiss', reason: REASON })).toMatchObject({
    state: 'dismissed',
  });
});

test('there is nothing to appeal against where there is no poor rating', async () => {
  const { token } = await issueInvitation(system);
  const { number } = await rate(system.baseUrl, token, 5);
  const rating = await collection(system, 'ratings', (ratings) => ratings.findOne({ number }));
  const answer = await center.get(`/api/v1/staff/ratings/${String(rating?._id)}/appeal`);
  expect(AppealOffer.parse(await expectStatus(answer, 200))).toMatchObject({
    appeal: null,
    mayFile: false,
    why: expect.stringContaining('立了案的差评') as string,
  });
});

test('the lists show each their own, and the audit log what was done, without the words', async () => {
  const { id } = await poorRating(system, center);
  const { id: appeal } = await file(id);
  const listed = async (client: StaffClient, state: string) =>
    AppealPage.parse(
      await expectStatus(await client.get(`/api/v1/staff/appeals?state=${state}&pageSize=100`), 200),
    ).items.find((one) => one.id === appeal);
  expect(await listed(center, 'reviewing')).toMatchObject({ mine: true });
  expect(await listed(department, 'reviewing')).toMatchObject({ mine: false });
  await move(center, appeal, { type: 'dismiss', reason: REASON });
  expect(await listed(center, 'dismissed')).toMatchObject({ due: null });
  const entries = await eventually('the chain tells both', async () => {
    const found = await collection(system, 'audit_entries', (audit) =>
      audit.find({ 'subject.id': appeal }).toArray(),
    );
    return found.length === 2 ? found : undefined;
  });
  expect(entries.map(({ action }) => action as string).sort()).toEqual(['appeal.filed', 'appeal.moved']);
  for (const words of [STATEMENT, REASON]) expect(JSON.stringify(entries)).not.toContain(words);
});
