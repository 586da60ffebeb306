import { ImprovementPage, ImprovementView, OwnRatingView } from '@haochaping/shared/contracts';
import { dayOf, dayPlus } from '@haochaping/shared/domain';
import { withReceipt } from '../support/cases.js';
import { demoTransaction, expectStatus } from '../support/journey.js';
import { LOOKED_AT, pointCounted, saidPoor, SORE_POINTS } from '../support/sore-points.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// FA-2.4.1-a FA-2.4.1-b 堵点、限期整改 through the running system: what is said again and again becomes a task, and whoever said it learns what changed.

const today = dayOf(new Date());
const OPTION = '113';

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

/** Everybody says it in the same words. */
const SAID = '叫号屏坏了，不知道叫到谁';

test('three people say the same: a sore point, put right by the department, and each of them reads what changed', async () => {
  const [center, department] = [await signInStaff(system, 'center'), await signInStaff(system, 'department')];
  const { taskCode: itemCode } = await demoTransaction();
  const receipt = await saidPoor(system, OPTION, SAID);
  for (let more = 0; more < 2; more++) await saidPoor(system, OPTION, SAID);
  await pointCounted(center, itemCode, OPTION);
  expect((await department.get(SORE_POINTS)).status).toBe(403);

  const input = {
    itemCode,
    reasonCode: OPTION,
    ...LOOKED_AT,
    words: '请把流程理顺，一个窗口办完',
    dueDay: dayPlus(today, 10),
  };
  for (const dueDay of [today, dayPlus(today, 400)])
    expect((await center.send('POST', '/api/v1/staff/improvements', { ...input, dueDay })).status).toBe(400);
  const asked = ImprovementView.parse(
    await expectStatus(await center.send('POST', '/api/v1/staff/improvements', input), 201),
  );
  expect(asked).toMatchObject({ state: 'asked', moves: [] });
  expect(asked.ratings).toBeGreaterThanOrEqual(3);
  expect((await center.send('POST', '/api/v1/staff/improvements', input)).status).toBe(409);
  // What all of them wrote is a reason too, and one that nobody gave is none.
  const worded = { ...input, reasonCode: 'word:叫号' };
  expect(
    await expectStatus(await center.send('POST', '/api/v1/staff/improvements', worded), 201),
  ).toMatchObject({
    reason: '都提到“叫号”',
  });
  const unsaid = { ...input, reasonCode: 'word:停车' };
  expect((await center.send('POST', '/api/v1/staff/improvements', unsaid)).status).toBe(400);

  const listed = ImprovementPage.parse(
    await expectStatus(await department.get('/api/v1/staff/improvements?pageSize=100'), 200),
  ).items.find(({ id }) => id === asked.id);
  // How many of its ratings there were in a week is nothing for the rated side.
  expect(listed).toMatchObject({ ratings: null, moves: ['answer'] });
  const move = async (client: typeof center, version: number, command: object) =>
    client.send('POST', `/api/v1/staff/improvements/${asked.id}/moves`, { version, command });
  await expectStatus(await move(department, 1, { type: 'answer', words: '三个窗口的事并到一个窗口办' }), 200);
  expect((await move(center, 1, { type: 'accept', changed: '现在一个窗口办完' })).status).toBe(409);
  await expectStatus(await move(center, 2, { type: 'accept', changed: '现在一个窗口就能办完' }), 200);

  const own = OwnRatingView.parse(await expectStatus(await withReceipt(system, 'ratings', receipt), 200));
  expect(own.progress.map(({ text }) => text)).toContain('您的意见改变了：现在一个窗口就能办完');
});
