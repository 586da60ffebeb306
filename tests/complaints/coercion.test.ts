import { randomUUID } from 'node:crypto';
import { CoercionPage, CoercionReport, OwnCoercionReports, type Receipt } from '@haochaping/shared/contracts';
import { withReceipt } from '../support/cases.js';
import { complain } from '../support/complaints.js';
import { audited, errorOf } from '../support/evaluator.js';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// Coercion and retaliation, told straight to the efficiency office, past everybody who may be meant. FA-3.3-a FA-2.3.1-e.

let system: System;
let efficiency: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  efficiency = await signInStaff(system, 'efficiency_office');
});

const BASE = '/api/v1/staff/coercion-reports';
const pressed = (changes: object = {}) => ({
  reportId: randomUUID(),
  text: '窗口的人打电话，要我把不满意改成满意，不改就拖着不办',
  ...changes,
});
const ratedBy = async (level: 1 | 5 = 1): Promise<Receipt> =>
  rate(system.baseUrl, (await issueInvitation(system)).token, level);
const tell = (receipt: Receipt, body?: object) => withReceipt(system, 'ratings', receipt, '/coercion', body);
const own = async (receipt: Receipt) =>
  OwnCoercionReports.parse(await expectStatus(await tell(receipt), 200));
const listed = async (state: string, id: string) =>
  CoercionPage.parse(
    await expectStatus(await efficiency.get(`${BASE}?state=${state}&pageSize=100`), 200),
  ).items.find((one) => one.id === id);
const move = (client: StaffClient, id: string, version: number, command: object) =>
  client.send('POST', `${BASE}/${id}/moves`, { version, command });

test('reported, looked into, concluded; each step is told to the reporter on the same page and stands in the audit log', async () => {
  const receipt = await ratedBy();
  const report = pressed();
  await expectStatus(await tell(receipt, report), 201);
  expect((await own(receipt)).items).toMatchObject([{ state: 'new', conclusion: null }]);
  expect(await listed('new', report.reportId)).toMatchObject({
    text: report.text,
    about: { number: receipt.number },
    moves: [{ type: 'look' }],
  });
  await expectStatus(await move(efficiency, report.reportId, 1, { type: 'look' }), 200);
  expect((await own(receipt)).items[0]?.told).toBe('效能办正在查');
  const conclusion = '查实了，已对当事人停岗教育，您的办件今天办结。';
  const done = CoercionReport.parse(
    await expectStatus(
      await move(efficiency, report.reportId, 2, { type: 'conclude', upheld: true, conclusion }),
      200,
    ),
  );
  expect(done).toMatchObject({ state: 'concluded', moves: [] });
  expect((await own(receipt)).items).toMatchObject([{ state: 'concluded', conclusion }]);
  const entries = await eventually('each step is in the audit log', async () => {
    const told = await audited(system, { 'subject.id': report.reportId });
    return told.length === 3 ? told : undefined;
  });
  expect(entries.map(({ action }) => action).sort()).toEqual([
    'coercion.moved',
    'coercion.moved',
    'coercion.reported',
  ]);
  expect(JSON.stringify(entries)).not.toContain(report.text);
});

test.each(['center', 'department', 'window_clerk', 'reform_office', 'security_admin'])(
  '%s reads none of it',
  async (role) => {
    const client = await signInStaff(system, role);
    expect((await client.get(BASE)).status).toBe(403);
    expect((await move(client, randomUUID(), 1, { type: 'look' })).status).toBe(403);
  },
);

test('a good rating may have been forced: it is reported as well, and so is one about a complaint', async () => {
  const good = await ratedBy(5);
  await expectStatus(await tell(good, pressed()), 201);
  const complaint = await complain(system);
  const report = pressed();
  await expectStatus(await withReceipt(system, 'complaints', complaint, '/coercion', report), 201);
  expect(await listed('new', report.reportId)).toMatchObject({ about: { number: complaint.number } });
});

test('sent again it is one report; nobody concludes what nobody looked into; of two at once the second is told', async () => {
  const receipt = await ratedBy();
  const report = pressed();
  for (let round = 0; round < 2; round++) await expectStatus(await tell(receipt, report), 201);
  expect((await own(receipt)).items).toHaveLength(1);
  const early = { type: 'conclude', upheld: false, conclusion: '没有查就写结论' };
  expect(await errorOf(await move(efficiency, report.reportId, 1, early))).toMatchObject({ status: 409 });
  const both = await Promise.all([
    move(efficiency, report.reportId, 1, { type: 'look' }),
    move(efficiency, report.reportId, 1, { type: 'look' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('the number of a report that was made about something else is refused, not failed on', async () => {
  const report = pressed();
  await expectStatus(await tell(await ratedBy(), report), 201);
  const other = await ratedBy();
  expect(await errorOf(await tell(other, report))).toMatchObject({ status: 409, code: 'conflict' });
  expect((await own(other)).items).toEqual([]);
});

test('the receipt of another opens nothing', async () => {
  const [mine, theirs] = [await ratedBy(), await ratedBy()];
  const mixed = { ...theirs, accessKey: mine.accessKey };
  expect((await tell(mixed)).status).toBe(404);
  expect((await tell(mixed, pressed())).status).toBe(404);
});
