import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { dayOf, weekOf, type Level } from '@haochaping/shared/domain';
import type { SubmissionRecord } from '../../server/src/modules/forwarding/model.js';
import type { RatingRecord } from '../../server/src/modules/ratings/model.js';
import setup from '../support/global-setup.mjs';
import teardown from '../support/global-teardown.mjs';
import { issueInvitation, sendRating } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

const SIZES = [1000, 100_000];
const ROUNDS = 11;
const BATCH = 1000;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
const YEAR = 365 * DAY;
/** So many ratings come on one day, with a thousand as with a hundred thousand: the days differ in number. */
const TODAY = 200;
const ROLES = ['center', 'department', 'reform_office', 'efficiency_office', 'system_admin'];

interface Place {
  system: OwnSystem;
  connection: mongoose.Connection;
  clients: Record<string, StaffClient>;
}

/** A rating like the one that was really given, at its place between now and a year ago. */
function ratingLike(like: RatingRecord, place: number, size: number, houses: string[]): RatingRecord {
  const id = randomUUID();
  const age = place < TODAY ? place * 1000 : DAY + ((place - TODAY) / size) * YEAR;
  const at = new Date(Date.now() - age);
  const week = weekOf(at);
  // One in a hundred is about each house that reads here, two of five about the demo department.
  const house =
    houses[(place * 7) % 100] ?? (place % 5 < 2 ? (like.institutionCodes[0] ?? '') : `350400-${place % 40}`);
  const poor = place % 20 === 0;
  return {
    ...like,
    _id: id,
    number: `HP-${dayOf(at).replaceAll('-', '')}-${id.slice(0, 13).toUpperCase()}`,
    intakeKey: id,
    onceKey: id,
    projectNo: id,
    level: (poor ? 1 + (place % 40) / 20 : 3 + (place % 3)) as Level,
    channel: place % 50 === 0 ? 'sms' : like.channel,
    ratedAt: at,
    receivedAt: at,
    receivedWeek: week,
    ratedSide: { from: week, to: week, named: place % 3 > 0, shownAt: new Date(at.getTime() + WEEK) },
    attribution: {
      ...like.attribution,
      targets: like.attribution.targets.map((target) => ({ ...target, institutionCode: house })),
    },
    institutionCodes: [house],
    pending: [],
  };
}

const submissionOf = (
  { _id, number, level, title, regionCodes, receivedAt }: RatingRecord,
  place: number,
): SubmissionRecord => ({
  _id,
  number,
  level,
  title,
  regionCodes,
  // What somebody has to see to is recent, and does not become more with the years.
  state: place >= 1000 || place % 50 > 1 ? 'sent' : place % 50 === 0 ? 'held' : 'parked',
  missing: [],
  attempts: 1,
  uncertain: false,
  told: 1,
  evaluateUnid: randomUUID(),
  createdAt: receivedAt,
  sentAt: receivedAt,
  history: [],
  trail: [],
  pending: [],
  dead: [],
});

async function filled(size: number): Promise<Place> {
  const system = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'warn' } });
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  const { token } = await issueInvitation(system);
  await sendRating(system.baseUrl, { invitation: token, level: 5 });
  const ratings = connection.collection<RatingRecord>('ratings');
  const like = await ratings.findOne({});
  if (!like) throw new Error('no rating was taken in');
  const houses = await connection.collection('staff_accounts').distinct('institutionCode');
  for (let n = 0; n < size; n += BATCH) {
    const some = Array.from({ length: BATCH }, (_, i) => ratingLike(like, n + i, size, houses as string[]));
    await ratings.insertMany(some);
    await connection
      .collection<SubmissionRecord>('submissions')
      .insertMany(some.map((rating, i) => submissionOf(rating, n + i)));
  }
  const clients: Place['clients'] = {};
  for (const role of ROLES) clients[role] = await signInStaff(system, role);
  return { system, connection, clients };
}

const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Asks the engine again and again whether it is there, until told to stop; what it answers last tells how long it was held. */
function watch(connection: mongoose.Connection): () => Promise<number> {
  let done = false;
  let worst = 0;
  const watching = (async () => {
    while (!done) {
      const started = performance.now();
      await connection.db?.command({ ping: 1 });
      worst = Math.max(worst, performance.now() - started);
    }
  })();
  return async () => {
    done = true;
    await watching;
    return worst;
  };
}

async function asked(client: StaffClient, path: string): Promise<number> {
  const started = performance.now();
  const answer = await client.get(`/api/v1/staff/${path}`);
  await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return performance.now() - started;
}

async function compare(places: Place[], role: string, path: string): Promise<void> {
  const times: number[][] = places.map(() => []);
  const held: number[] = [];
  for (let n = 0; n < ROUNDS; n++)
    for (const [at, { clients }] of places.entries())
      times[at]?.push(await asked(clients[role] as StaffClient, path));
  const { clients, connection } = places.at(-1) as Place;
  for (let n = 0; n < 5; n++) {
    const stop = watch(connection);
    await asked(clients[role] as StaffClient, path);
    held.push(await stop());
  }
  const [few = 0, many = 0] = times.map(median);
  process.stdout.write(
    `${role.padEnd(18)} ${path.padEnd(46)} ${few.toFixed(1).padStart(6)} ms ${many.toFixed(1).padStart(7)} ms  ratio ${(many / few).toFixed(2).padStart(5)}  engine held ${median(held).toFixed(0)} ms\n`,
  );
}

const today = dayOf(new Date());
const LISTS = [
  'ratings',
  'ratings?page=20',
  'ratings?level=poor',
  'ratings?level=1',
  'ratings?level=5',
  `ratings?from=${today}&to=${today}`,
  `ratings?level=poor&from=${today}&to=${today}`,
  'ratings?channel=sms',
  'ratings?institutionCode=350400-FGW',
  'ratings?institutionCode=350400-FGW&level=poor',
  'ratings?regionCode=350400',
  'ratings?delivery=sent',
  'ratings?delivery=parked',
  `ratings?search=${encodeURIComponent('节能审查')}`,
  `ratings?search=${encodeURIComponent('没有这样的事项')}`,
];
const VEILED = [
  'ratings',
  'ratings?page=20',
  'ratings?level=poor',
  'ratings?level=5',
  LISTS.at(-2),
  LISTS.at(-1),
];
const OWN = ['ratings?side=own', 'ratings?side=own&level=poor'];
const SUBMISSIONS = [
  'forwarding/submissions',
  'forwarding/submissions?state=sent',
  'forwarding/submissions?state=parked',
];

const ASKED: Record<string, (string | undefined)[]> = {
  center: ['overview', ...LISTS, ...OWN, ...SUBMISSIONS, 'reveals', 'corrections', 'texts'],
  department: VEILED,
  reform_office: ['overview', ...LISTS, ...OWN, ...SUBMISSIONS],
  efficiency_office: ['overview', ...LISTS.slice(0, 8)],
  system_admin: ['overview', 'effects/dead', ...SUBMISSIONS],
};

/** How long what the console asks takes with few ratings and with many, asked by turns; medians, and how long the engine is held. */
export async function bench(): Promise<void> {
  await setup();
  const places: Place[] = [];
  try {
    for (const size of SIZES) places.push(await filled(size));
    for (const [role, paths] of Object.entries(ASKED))
      for (const path of paths) if (path) await compare(places, role, path);
  } finally {
    for (const { system, connection } of places) {
      await connection.close();
      await system.stop();
    }
    await teardown();
  }
}
