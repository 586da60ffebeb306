import {
  OversightCasePage,
  OversightFigures,
  RepeatedPoorRatings,
  RevealSubjectView,
  type OversightList,
} from '@haochaping/shared/contracts';
import { dayOf, dayPlus, SEED_YEARS, workCalendar } from '@haochaping/shared/domain';
import {
  CASE_TIMES,
  caseOf,
  figuresOf,
  toldFigures,
  type CaseEvent,
} from '@haochaping/shared/domain/cases/index';
import { ANSWER, CALLED, FOUND, poorRating, readCase, sayOnCase, stepCase } from '../support/cases.js';
import { complaintInHand } from '../support/complaints.js';
import { collection } from '../support/evaluator.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// 督查 through the running system: the lists lead to their cases, the figures are those of the records.

let system: System;
let center: StaffClient;
let department: StaffClient;
let oversight: StaffClient;
let efficiency: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
  oversight = await signInStaff(system, 'reform_office');
  efficiency = await signInStaff(system, 'efficiency_office');
});

const BASE = '/api/v1/staff/oversight';
const today = dayOf(new Date());
const period = `from=${dayPlus(today, -29)}&to=${today}`;
// 三明市审改办 looks: a case about itself is not its to count, one about the centre is.
const OWN = '350400-SGB';
const read = async (path: string, client = oversight) =>
  expectStatus(await client.get(`${BASE}/${path}`), 200);
const listed = async (list: OversightList, id: string, client = oversight) =>
  OversightCasePage.parse(await read(`cases?list=${list}&${period}&pageSize=100`, client)).items.find(
    (one) => one.id === id,
  );
const repeated = async () => RepeatedPoorRatings.parse(await read(`repeated?${period}`)).items;

test('unsatisfied with the answer: in the list, ordered to be handled again, and urged, from the case itself', async () => {
  const { id, receipt } = await poorRating(system, center);
  await stepCase(center, id, CALLED);
  await stepCase(center, id, FOUND);
  await stepCase(department, id, ANSWER);
  expect(await listed('unsatisfied', id)).toBeUndefined();
  await sayOnCase(system, receipt, { type: 'reply', satisfied: false, reason: '还是要跑两趟' });
  expect(await listed('unsatisfied', id)).toMatchObject({ phase: 'supervised', mine: true });
  const moves = (await readCase(efficiency, id)).moves.map(({ type }) => type);
  expect(moves).toEqual(expect.arrayContaining(['supervise', 'urge']));
  await stepCase(efficiency, id, { type: 'urge', text: '请三天内再答复一次' });
});

test('once the centre steps aside, whoever leads looks whom to call, and the centre no more: a rating and a complaint', async () => {
  const rated = await poorRating(system, center);
  const { id: complaint } = await complaintInHand(system, center);
  const asked = await collection(system, 'cases', (all) => all.findOne({ _id: complaint as never }));
  for (const [id, subject] of [
    [rated.id, rated.ratingId],
    [complaint, String(asked?.complaintId)],
  ] as const) {
    const may = (client: StaffClient) =>
      client
        .get(`/api/v1/staff/reveals/subjects/${subject}`)
        .then(async (answer) => RevealSubjectView.parse(await expectStatus(answer, 200)));
    const ask = (client: StaffClient) =>
      client.send('POST', '/api/v1/staff/reveals', {
        purpose: 'call_back',
        subject: { kind: 'rating', id: subject },
        reason: '中心回避，由我们回访',
      });
    expect([(await may(center)).mayReveal, (await may(oversight)).mayReveal]).toEqual([true, false]);
    await stepCase(center, id, { type: 'recuse', reason: '经办人和评价人是亲戚' });
    expect([(await may(center)).mayReveal, (await may(oversight)).mayReveal]).toEqual([false, true]);
    expect((await may(center)).because).toContain('归三明市审改办、三明市效能办回访');
    expect((await ask(center)).status).toBe(403);
    // At once, or when a colleague agrees: outside office hours it is unusual.
    expect([201, 202]).toContain((await ask(oversight)).status);
  }
});

test('a revoked rating is in the list of revocations, and no longer counts among the repeated', async () => {
  const { id } = await poorRating(system, center);
  const among = async () => (await repeated()).some(({ cases }) => cases.some((one) => one.id === id));
  await poorRating(system, center);
  await poorRating(system, center);
  expect(await among()).toBe(true);
  await stepCase(center, id, CALLED);
  await stepCase(center, id, { type: 'verify', finding: 'mistaken', facts: '本人说是点错了，想点满意' });
  await stepCase(efficiency, id, { type: 'confirm_revocation', reason: '听了录音，确认点错了' });
  expect(await listed('revoked', id)).toMatchObject({ outcome: 'revoked' });
  expect(await among()).toBe(false);
});

test('three poor ratings of one window within thirty days lead to their cases', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) ids.push((await poorRating(system, center, { level: 2 })).id);
  const windows = (await repeated()).filter(({ kind }) => kind === 'window');
  const found = windows.find(({ cases }) => cases.some((one) => one.id === ids[0]));
  expect(found).toMatchObject({ kindName: '窗口', institutionName: expect.any(String) as string });
  expect(found?.cases.map((one) => one.id)).toEqual(expect.arrayContaining(ids));
});

test('what is overdue is listed whenever it was rated, and nothing else', async () => {
  const { id } = await poorRating(system, center);
  expect(await listed('overdue', id)).toBeUndefined();
  await collection(system, 'cases', (cases) =>
    cases.updateOne({ _id: id as never }, { $set: { dueAt: new Date(Date.now() - 86_400_000) } }),
  );
  expect(await listed('overdue', id)).toBeDefined();
});

test('the figures are those counted from the events of every case, each with its parts and its rule', async () => {
  const { cases, figures, counts } = OversightFigures.parse(await read(`figures?${period}`));
  const records = await collection(system, 'cases', (all) => all.find({}).toArray());
  const states = records
    .map((one) => caseOf((one as unknown as { events: CaseEvent[] }).events))
    .filter(
      ({ origin, rated, startedAt }) =>
        origin === 'rating' &&
        !rated.institutions.includes(OWN) &&
        dayOf(startedAt) >= dayPlus(today, -29) &&
        dayOf(startedAt) <= today,
    );
  const counting = { now: new Date(), calendar: workCalendar(SEED_YEARS), times: CASE_TIMES };
  expect(states.length).toBeGreaterThan(3);
  expect(cases).toBe(states.length);
  expect(figures).toEqual(toldFigures(figuresOf(states, counting)));
  expect(figures[0]).toMatchObject({
    name: '实名差评回访整改率',
    rule: expect.stringContaining('分母') as string,
  });
  expect(counts.revoked).toBe(states.filter(({ standing }) => standing === 'revoked').length);
});

test('only the oversight offices look, and only a year at a time', async () => {
  for (const client of [center, department])
    expect((await client.get(`${BASE}/figures?${period}`)).status).toBe(403);
  for (const wrong of ['from=2026-02-01&to=2026-01-01', 'from=2024-01-01&to=2026-01-01'])
    expect((await oversight.get(`${BASE}/figures?${wrong}`)).status).toBe(400);
});
