import { AppealView } from '@haochaping/shared/contracts';
import { disconnectDatabase } from '../../server/src/database.js';
import { appealEffects } from '../../server/src/modules/appeals/jobs.js';
import { AppealModel, type AppealRecord } from '../../server/src/modules/appeals/model.js';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { tellOfAppeal } from '../../server/src/modules/notifications/index.js';
import { at } from '../cases/support.js';
import { besideServer } from '../identity/rights-support.js';
import { poorRating } from '../support/cases.js';
import { eventually, expectStatus } from '../support/journey.js';
import { inboxOf, signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// The time of an appeal: who is told before, on and after the day.

let system: System;
let center: StaffClient;
let department: StaffClient;
let oversight: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  await besideServer(system);
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
  oversight = await signInStaff(system, 'efficiency_office');
});
afterAll(() => disconnectDatabase());

/** An appeal that began on that day, its time in the test's hands. */
async function appealOf(submittedAt: Date): Promise<string> {
  const { id } = await poorRating(system, center);
  const answer = await department.send('POST', `/api/v1/staff/cases/${id}/appeal`, {
    statement: '当天系统停机两小时，不是窗口不办，有停机公告为证',
  });
  const filed = AppealView.parse(await expectStatus(answer, 201)).id;
  const record = await eventually(
    'the worker of the running system, which lives today, has looked',
    async () => {
      const found = await read(filed);
      const mark = found.pending.find(({ kind }) => kind === 'clock');
      return mark && !mark.owner && mark.notBefore.getTime() > Date.now() ? found : undefined;
    },
  );
  const appeal = { ...record.appeal, submittedAt };
  await AppealModel.updateOne({ _id: filed }, { $set: { appeal, submittedAt } });
  return filed;
}
const read = async (id: string) => (await AppealModel.findById(id).lean<AppealRecord>())!;
const { clock } = appealEffects(workCalendarNow, tellOfAppeal).performers;
/** As a worker does it, and once more: one that was killed before it could say that it was done. */
async function until(id: string, now: Date) {
  await clock!(await read(id), now, 'worker');
  return clock!(await read(id), now, 'worker');
}
const told = async (client: StaffClient, id: string) =>
  (await inboxOf(client)).flatMap(({ kind, appeal }) => (appeal?.id === id ? [kind] : [])).sort();

test('who decides is warned before, on and after the last day; when it is late the oversight offices too, each once', async () => {
  // Monday; due on the Monday after.
  const id = await appealOf(at('2026-03-02'));
  for (const day of ['03', '04', '05', '06', '07', '08', '09']) await until(id, at(`2026-03-${day}`));
  expect(await told(center, id)).toEqual(['appeal_due_soon', 'appeal_due_soon', 'appeal_due_today']);
  expect(await told(oversight, id)).toEqual([]);
  expect(await until(id, at('2026-03-10'))).toEqual({ later: at('2026-03-11', '00:00:00') });
  await until(id, at('2026-03-10', '21:00:00'));
  expect((await told(center, id)).filter((kind) => kind === 'appeal_late')).toHaveLength(1);
  expect(await told(oversight, id)).toEqual(['appeal_late_elsewhere']);
  expect(await told(department, id)).toEqual([]);
});

test('what is decided is warned of no more', async () => {
  const id = await appealOf(at('2026-03-02'));
  const { version } = await read(id);
  const command = { type: 'dismiss', reason: '停机是头一天的事，当天系统正常' };
  await expectStatus(
    await center.send('POST', `/api/v1/staff/appeals/${id}/moves`, { version, command }),
    200,
  );
  expect(await until(id, at('2026-03-09'))).toBe('done');
  expect(await told(center, id)).toEqual([]);
});
