import mongoose from 'mongoose';
import { StaffRatingPage, StaffRatingView } from '@haochaping/shared/contracts';
import { POSSIBLE_EVALUATORS, quarterOf, weekOf, weekPlus, weekStart } from '@haochaping/shared/domain';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/**
 * When and how a rating reaches the rated side, by the real programs (FA-3.3-c). The services lie in the last quarter,
 * which is over; the ratings, which arrive now, are moved back to it in the database.
 */
const QUARTER = quarterOf(weekPlus(quarterOf(weekOf(new Date())).from, -1));
const BUSY = weekPlus(QUARTER.from, 2);

let system: OwnSystem;
let connection: mongoose.Connection;
let department: StaffClient;

/** Somebody is served in a week; the right to rate it is returned. */
const serve = async (week: string) => {
  const at = new Date(weekStart(week).getTime() + 2 * 86_400_000).toISOString();
  return (await issueInvitation(system, {}, { servedAt: at, acceptedAt: at })).token;
};
const ratings = () => connection.collection<{ _id: string; ratedSide?: unknown }>('ratings');
const list = async (who: StaffClient, query = '') =>
  StaffRatingPage.parse(await expectStatus(await who.get(`/api/v1/staff/ratings${query}`), 200));
const marked = () =>
  eventually('the worker decided the weeks of the quarter', async () => {
    const found = await ratings().findOne({});
    return found?.ratedSide ?? undefined;
  });

/** What a test leaves behind that the next would count. */
const LEFT = ['ratings', 'veils', 'served_events'];
let working = false;

beforeAll(async () => {
  system = await startSystem({ worker: false, env: { RATED_SIDE_DELAY_DAYS: '0' } });
  connection = await mongoose.createConnection(system.mongoUri).asPromise();
  department = await signInStaff(system, 'department');
}, 60_000);
// Every test counts who was served from nobody, and decides with a worker that starts when all is there.
afterEach(async () => {
  if (working) await system.kill('worker', 'SIGTERM');
  working = false;
  for (const name of LEFT) await connection.collection(name).deleteMany({});
});
afterAll(async () => {
  await connection?.close();
  await system?.stop();
});

/** Rates as if it had arrived in that week, and lets the worker decide. */
async function rateIn(week: string, token: string): Promise<void> {
  await rate(system.baseUrl, token, 1);
  await ratings().updateMany({}, { $set: { receivedWeek: week } });
  await system.restart('worker');
  working = true;
}

const timePasses = () =>
  ratings().updateMany({}, { $set: { 'ratedSide.shownAt': new Date(Date.now() - 1000) } });

test('with enough people served for the item in its week, the rated side reads item and week: all together, and not at the moment it is decided', async () => {
  const tokens = [];
  for (let n = 0; n < POSSIBLE_EVALUATORS; n++) tokens.push(await serve(BUSY));
  await rateIn(BUSY, tokens[0] as string);
  expect(await marked()).toMatchObject({ from: QUARTER.from, to: BUSY, named: true });
  expect((await list(department)).total).toBe(0);
  await timePasses();
  const [row] = (await list(department)).items;
  expect(row).toMatchObject({ level: 1, ratedOn: `${QUARTER.from}/${BUSY}`, channel: null });
  expect(row?.title).not.toBe('本单位的一个事项');
});

test('with one fewer the item is not named, not found by its name, and not to be guessed from the targets; a unit that small waits', async () => {
  const tokens = [];
  for (let n = 0; n < POSSIBLE_EVALUATORS - 1; n++) tokens.push(await serve(BUSY));
  await rateIn(BUSY, tokens[0] as string);
  const decided = await eventually('the whole quarter is decided', async () => {
    const veil = await connection.collection<{ _id: string; next: string }>('veils').findOne({});
    return veil && veil.next > QUARTER.to ? veil : undefined;
  });
  expect(decided).toMatchObject({ carried: { from: QUARTER.from } });
  expect(await ratings().countDocuments({ ratedSide: { $exists: true } })).toBe(0);
  const title = String((await connection.collection('ratings').findOne({}))?.title);
  // As it is once the unit has served enough: opened without a name.
  await ratings().updateMany(
    {},
    { $set: { ratedSide: { ...QUARTER, named: false, shownAt: new Date(Date.now() - 1000) } } },
  );
  const { items } = await list(department);
  expect(items[0]).toMatchObject({ title: '本单位的一个事项', ratedOn: `${QUARTER.from}/${QUARTER.to}` });
  const view = StaffRatingView.parse(
    await expectStatus(await department.get(`/api/v1/staff/ratings/${items[0]?.id}`), 200),
  );
  expect(new Set(view.targets.map(({ kind }) => kind))).toEqual(new Set(['institution']));
  expect(JSON.stringify(view)).not.toContain(title);
  expect((await list(department, `?search=${encodeURIComponent(title)}`)).total).toBe(0);
});

test('whoever holds the links, the business system among them, cannot read from them who rated', async () => {
  const [used, unused] = [await serve(BUSY), await serve(BUSY)];
  const read = async (token: string) =>
    JSON.stringify(
      await expectStatus(await fetch(`${system.baseUrl}/api/v1/invitations/${token}`), 200),
    ).replace(/"expiresAt":"[^"]*"/, '');
  await read(unused);
  await rate(system.baseUrl, used, 1);
  expect(await read(used)).toBe(await read(unused));
});

test('words that come after the period wait for the end of their quarter', async () => {
  const token = await serve(BUSY);
  await rate(system.baseUrl, token, 1);
  const shownAt = new Date(Date.now() - 1000);
  const said = (at: Date) => ({
    ratedSide: { from: BUSY, to: BUSY, named: true, shownAt },
    details: [{ id: 'x', at, options: ['115'], text: '后来说的' }],
  });
  const told = async (at: Date) => {
    await ratings().updateMany({}, { $set: said(at) });
    const id = (await list(department)).items[0]?.id;
    return StaffRatingView.parse(
      await expectStatus(await department.get(`/api/v1/staff/ratings/${id}`), 200),
    ).details.map(({ at }) => at);
  };
  expect(await told(weekStart(BUSY))).toEqual([BUSY]);
  expect(await told(weekStart(weekPlus(BUSY, 1)))).toEqual([`${QUARTER.from}/${QUARTER.to}`]);
  expect(await told(new Date())).toEqual([]);
});
