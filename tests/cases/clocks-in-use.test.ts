import { type CaseCommandInput } from '@haochaping/shared/contracts';
import type { StaffActor } from '../../server/src/http/actor.js';
import { disconnectDatabase } from '../../server/src/database.js';
import type { Worker } from '../../server/src/jobs/worker.js';
import { appealsFollow } from '../../server/src/modules/appeals/index.js';
import { createAttachments } from '../../server/src/modules/attachments/attachments.js';
import { databaseStore } from '../../server/src/modules/attachments/stores/database.js';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { calendarEffects, importNotice } from '../../server/src/modules/calendar/notices.js';
import { caseOpener, recountCases } from '../../server/src/modules/cases/index.js';
import { caseEffects } from '../../server/src/modules/cases/jobs.js';
import { comeBack, goOnLeave } from '../../server/src/modules/cases/leaves/leaves.js';
import { CaseModel, type CaseRecord } from '../../server/src/modules/cases/model.js';
import { moveCase } from '../../server/src/modules/cases/moves.js';
import { tellOfCase } from '../../server/src/modules/notifications/index.js';
import { RatingModel, type RatingRecord } from '../../server/src/modules/ratings/model.js';
import { StaffAccountModel, type StaffAccountRecord } from '../../server/src/modules/staff/model.js';
import { besideServer } from '../identity/rights-support.js';
import { eventually, issueInvitation, rate } from '../support/journey.js';
import { staffAccount } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { at } from './support.js';
import { startWorkers, workDone } from './workers.js';

// The clocks of the seed through the real store and two real workers, whose time is in the tests' hands.

// Its own: the workers of a running system would live in another year.
let system: OwnSystem;
let now = at('2026-03-02');
let workers: Worker[] = [];

beforeAll(async () => {
  system = await startSystem({ worker: false });
  const keys = await besideServer(system);
  const sources = [
    caseEffects(workCalendarNow, {
      tell: tellOfCase,
      standingChanged: appealsFollow(workCalendarNow),
      recount: () => Promise.resolve(),
    }),
    calendarEffects((_year, then) => recountCases(then)),
  ];
  workers = startWorkers(keys, sources, () => now, { concurrency: 1, leaseSeconds: 60 });
}, 60_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await disconnectDatabase();
  await system?.stop();
});

/** It becomes that instant, and the workers do what is due by then. */
async function until(instant: Date): Promise<void> {
  now = instant;
  await workDone(now);
}

async function actor(role: string, nth = 0): Promise<StaffActor> {
  const { username } = staffAccount(system, role, nth);
  const account = await StaffAccountModel.findOne({ username }).lean<StaffAccountRecord>();
  if (!account) throw new Error(`no account ${username}`);
  return {
    kind: 'staff',
    accountId: account._id,
    sessionId: 'test',
    username,
    displayName: account.displayName,
    secondFactor: true,
    role: account.role,
    institutionCode: account.institutionCode,
    regionCodes: account.regionCodes,
    staffCode: null,
    windowCode: null,
    offWindow: false,
  };
}

const read = async (id: string) => (await CaseModel.findById(id).lean<CaseRecord>())!;

/** The case of a poor rating given at that instant, with the department's officer. */
async function opened(ratedAt: Date): Promise<CaseRecord> {
  const { token } = await issueInvitation(system);
  const { number } = await rate(system.baseUrl, token, 1);
  await RatingModel.updateOne({ number }, { $set: { ratedAt } });
  const rating = (await RatingModel.findOne({ number }).lean<RatingRecord>())!;
  now = ratedAt;
  // Two workers at once, and one that was killed before it could say that it was done.
  const open = caseOpener(workCalendarNow);
  await Promise.all([open(rating, ratedAt), open(rating, ratedAt)]);
  await open(rating, ratedAt);
  const cases = await CaseModel.find({ ratingId: rating._id }).lean<CaseRecord[]>();
  expect(cases.length).toBe(1);
  const record = cases[0]!;
  const officer = (await actor('department')).accountId;
  if (record.departmentOfficer === officer) return record;
  return step(await actor('center'), record._id, { type: 'name_officer', side: 'department', officer });
}

/** None of these moves names a file. */
const NO_FILES = createAttachments(databaseStore());

async function step(by: StaffActor, id: string, command: CaseCommandInput): Promise<CaseRecord> {
  const { version } = await read(id);
  return moveCase(by, id, { version, command }, await workCalendarNow(), NO_FILES, now);
}
const CALLED = { type: 'call', outcome: 'reached', said: '窗口让跑了三趟' } as const;
const FOUND = { type: 'verify', finding: 'true', facts: '查了收件记录，情况属实' } as const;

const ofDay = (signals: readonly string[], day: string) =>
  signals.filter((key) => key.endsWith(day)).map((key) => key.split('.')[3]);

test('FA-2.3.1-b, FA-2.3.1-m: warned before, on the last day, after it, and risen to the efficiency office; nothing twice', async () => {
  const { _id } = await opened(at('2026-03-02'));
  expect((await read(_id)).dueAt).toEqual(at('2026-03-06', '00:00:00'));
  for (const day of ['03', '04', '05', '06', '07', '08', '09', '10'])
    for (const time of ['00:00:01', '09:00:00', '21:00:00']) await until(at(`2026-03-${day}`, time));
  // A clock that was wrong: back for a day, and forth again.
  await until(at('2026-03-09', '09:00:00'));
  await until(at('2026-03-10', '22:00:00'));
  const { signals } = (await read(_id)).state;
  expect(new Set(signals).size).toBe(signals.length);
  expect(ofDay(signals, '2026-03-04')).toEqual(['before']);
  expect(ofDay(signals, '2026-03-05')).toEqual(['at']);
  expect(ofDay(signals, '2026-03-06').sort()).toEqual(['late', 'to_lead']);
  expect(ofDay(signals, '2026-03-07')).toEqual([]);
  expect(ofDay(signals, '2026-03-10').sort()).toEqual(['late', 'to_efficiency_office']);
});

test('after a standstill of a week the newest warnings are given, not one for each day gone by', async () => {
  const { _id } = await opened(at('2026-03-16'));
  await until(at('2026-03-27', '08:00:00'));
  const { signals } = (await read(_id)).state;
  expect(signals.map((key) => key.split('.')[3]).sort()).toEqual(['late', 'to_efficiency_office', 'to_lead']);
});

test('FA-2.3.1-e: a notice that is imported while the clock runs moves the day, and what is listed by it', async () => {
  const { _id } = await opened(at('2026-12-22'));
  const center = await actor('center');
  await step(center, _id, CALLED);
  now = at('2026-12-25');
  const before = (await step(center, _id, FOUND)).dueAt;
  const admin = await actor('system_admin');
  await importNotice(admin, { year: 2027, source: '试验用的通知', seen: 0, text: NOTICE_2027 }, now);
  const after = await eventually('the case is counted again', async () => {
    const { dueAt } = await read(_id);
    return dueAt && dueAt.getTime() !== before?.getTime() ? dueAt : undefined;
  });
  expect([before, after]).toEqual([at('2027-01-09', '00:00:00'), at('2027-01-12', '00:00:00')]);
});

test('FA-2.3.1-k: an answer nobody replied to closes the case as silent when the time is over, never as satisfied', async () => {
  const { _id } = await opened(at('2026-04-07'));
  const center = await actor('center');
  await step(center, _id, CALLED);
  await step(center, _id, FOUND);
  await step(await actor('department'), _id, { type: 'answer', kind: 'rectified', text: '已经整改好了' });
  const { dueAt } = await read(_id);
  await until(new Date(dueAt!.getTime() - 1));
  expect((await read(_id)).phase).toBe('answered');
  await until(dueAt!);
  expect((await read(_id)).state.closing).toMatchObject({ outcome: 'silent' });
});

test('an officer goes on leave: the open cases move to the deputy, new ones to those present', async () => {
  const { _id } = await opened(at('2026-05-11'));
  const officer = await actor('department');
  const deputy = await StaffAccountModel.create([
    {
      ...(await StaffAccountModel.findById(officer.accountId).lean()),
      _id: 'deputy-of-the-test',
      username: 'daiban',
      displayName: '代办同事',
    },
  ]).then(([one]) => one!);
  await goOnLeave(officer, { until: '2026-05-15', deputy: deputy._id }, now);
  await until(at('2026-05-11', '10:00:01'));
  expect((await read(_id)).departmentOfficer).toBe(deputy._id);
  expect((await read(_id)).events.at(-1)).toMatchObject({
    insteadOf: officer.accountId,
    by: { role: 'system' },
  });
  await comeBack(officer);
});

test('an officer whose account is closed: the open case goes to a colleague, and does not wait for nobody', async () => {
  const { _id } = await opened(at('2026-05-18'));
  const { departmentOfficer } = await read(_id);
  expect(departmentOfficer).not.toBeNull();
  await StaffAccountModel.updateOne({ _id: departmentOfficer! }, { $set: { disabledAt: now } });
  await recountCases(now);
  await until(at('2026-05-18', '10:00:01'));
  const moved = await read(_id);
  expect(moved.departmentOfficer).not.toBe(departmentOfficer);
  expect(moved.events.at(-1)).toMatchObject({ insteadOf: departmentOfficer, by: { role: 'system' } });
  await StaffAccountModel.updateOne({ _id: departmentOfficer! }, { $set: { disabledAt: null } });
});

const NOTICE_2027 = `关于2027年部分节假日安排的通知

一、元旦：1月1日至3日放假，共3天。
二、春节：2月5日至12日放假调休，共8天。2月14日（星期日）、2月20日（星期六）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
五、端午节：6月9日放假。
六、中秋节：9月15日放假。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。

2026年10月25日`;
