import { AppealView } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import { poorRating, readCase, sayOnCase, stepCase } from '../support/cases.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// An appeal that was upheld, and then overturned by the evaluator's contest: its own page may not say that it counts. FA-3.3-g.

let system: System;
let center: StaffClient;
let department: StaffClient;
let oversight: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  [center, department, oversight] = await Promise.all([
    signInStaff(system, 'center'),
    signInStaff(system, 'department'),
    signInStaff(system, 'reform_office'),
  ]);
});

const STATEMENT = '当天系统停机两小时，不是窗口不办，有停机公告为证';
const REASON = '停机公告属实，评价说的等候不是窗口的责任';
const CONTEST = '停机公告是第二天的，我来的那天系统是好的';

const read = async (client: StaffClient, id: string) =>
  AppealView.parse(await expectStatus(await client.get(`/api/v1/staff/appeals/${id}`), 200));

test('both sides read on which day the evaluator’s contest overturned it; what was decided stays as it was', async () => {
  const { id, receipt } = await poorRating(system, center);
  const filing = await department.send('POST', `/api/v1/staff/cases/${id}/appeal`, { statement: STATEMENT });
  const { id: appeal, version } = AppealView.parse(await expectStatus(filing, 201));
  const uphold = { version, command: { type: 'uphold', reason: REASON } };
  await expectStatus(await center.send('POST', `/api/v1/staff/appeals/${appeal}/moves`, uphold), 200);
  await eventually('the case is closed as revoked', async () => {
    const { outcome } = await readCase(center, id);
    return outcome === 'revoked' || undefined;
  });
  expect(await read(department, appeal)).toMatchObject({ state: 'upheld', overturned: null });
  await sayOnCase(system, receipt, { type: 'contest', reason: CONTEST });
  expect(await read(department, appeal)).toMatchObject({ overturned: null });
  await stepCase(oversight, id, { type: 'uphold_contest', reason: '核对了公告的日期，评价人说得对' });
  for (const client of [department, center])
    expect(await read(client, appeal)).toMatchObject({ state: 'upheld', overturned: dayOf(new Date()) });
});
