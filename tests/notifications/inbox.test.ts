import { NoticeCount } from '@haochaping/shared/contracts';
import { sayOnCase, takeFromDepartment } from '../support/cases.js';
import { collection } from '../support/evaluator.js';
import { eventually, expectStatus, issueInvitation } from '../support/journey.js';
import { inboxOf, signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import { ANSWER, CALLED, FOUND, noticesOf, poorRating, steps } from './support.js';

// What staff find in their inbox: what concerns them, once, and nothing of who gave the rating.

let system: System;
let center: StaffClient;
let department: StaffClient;
let oversight: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
  oversight = await signInStaff(system, 'efficiency_office');
  // Among so many the case goes to somebody at once; else the centre names them.
  for (let n = 0; n < 5; n++) await issueInvitation(system);
});

const unread = async (client: StaffClient) =>
  NoticeCount.parse(await expectStatus(await client.get('/api/v1/staff/notices/unread'), 200)).unread;
const markRead = async (client: StaffClient, body: unknown) =>
  NoticeCount.parse(await expectStatus(await client.send('POST', '/api/v1/staff/notices/read', body), 200))
    .unread;
const kindsOf = async (client: StaffClient, id: string) =>
  (await noticesOf(client, id)).map(({ kind }) => kind);
const untilTold = (client: StaffClient, id: string, kind: string) =>
  eventually(`told of ${kind}`, async () => (await kindsOf(client, id)).find((one) => one === kind));

/** Given to the department when it was opened, or, where another of its officers was next, by the centre. */
const GIVEN = /^(assigned|named)$/;
const given = expect.stringMatching(GIVEN) as string;
const untilGiven = (id: string) =>
  eventually('told of its case', async () => (await kindsOf(department, id)).find((one) => GIVEN.test(one)));

test('each is told what is theirs to do, never what they did, and where to go', async () => {
  const { receipt, id } = await poorRating(system);
  await untilGiven(id);
  expect(await kindsOf(center, id)).toEqual(['opened']);
  await steps(center, id, CALLED, FOUND);
  await untilTold(department, id, 'to_rectify');
  await steps(department, id, ANSWER);
  await untilTold(center, id, 'answered');
  await sayOnCase(system, receipt, { type: 'reply', satisfied: false, reason: '还是要跑两趟' });
  await untilTold(oversight, id, 'replied_unsatisfied');
  await untilTold(department, id, 'replied_unsatisfied');
  expect(await kindsOf(department, id)).toEqual(['replied_unsatisfied', 'to_rectify', given]);
  expect(await kindsOf(center, id)).toEqual(['replied_unsatisfied', 'answered', 'opened']);
  // Of a case that came in the rated side learns the day, never the instant.
  const came = (await noticesOf(department, id)).filter(({ kind }) => kind === 'assigned');
  for (const { at } of came) expect(at).toMatch(/T16:00:00.000Z$/);
  const text = JSON.stringify(await noticesOf(department, id));
  for (const secret of [receipt.number, receipt.place, CALLED.said, '还是要跑两趟'])
    expect(text).not.toContain(secret);
});

test('is read one by one or all at once, by its owner alone', async () => {
  const { id } = await poorRating(system);
  await untilGiven(id);
  const [notice] = await noticesOf(department, id);
  const before = await unread(department);
  await markRead(center, { ids: [notice?.id] });
  expect(await unread(department)).toBe(before);
  expect(await markRead(department, { ids: [notice?.id] })).toBe(before - 1);
  expect((await noticesOf(department, id))[0]?.read).toBe(true);
  expect(await markRead(department, { all: true })).toBe(0);
});

test('a case that went elsewhere is named no more', async () => {
  const { id } = await poorRating(system);
  await untilGiven(id);
  await takeFromDepartment(system, id);
  expect(await noticesOf(department, id)).toEqual([]);
});

test('told again after a crash, nobody is told twice, and what was read stays read', async () => {
  const { id } = await poorRating(system);
  await untilGiven(id);
  await markRead(department, { ids: (await noticesOf(department, id)).map((one) => one.id) });
  // As a worker leaves it that was killed before it noted what it had told; two of them at once.
  const mark = () => ({ kind: 'notify', notBefore: new Date(), attempts: 0 });
  await collection(system, 'cases', (c) =>
    c.updateOne(
      { _id: id as never },
      { $set: { told: 0 }, $push: { pending: { $each: [mark(), mark()] } } as never },
    ),
  );
  await eventually('told again', async () => {
    const record = await collection(system, 'cases', (c) => c.findOne({ _id: id as never }));
    const left = (record?.pending as { kind: string }[]).some(({ kind }) => kind === 'notify');
    return record?.told === record?.version && !left ? true : undefined;
  });
  const notices = await noticesOf(department, id);
  expect(notices.map(({ kind, read }) => ({ kind, read }))).toEqual([{ kind: given, read: true }]);
});

test('a window clerk has none of a case', async () => {
  const clerk = await signInStaff(system, 'window_clerk');
  expect((await inboxOf(clerk)).filter((notice) => !notice.kind.startsWith('listing_'))).toEqual([]);
});
