import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { CASE_LISTS, type CaseList } from '@haochaping/shared/contracts';
import { dayOf, SEED_YEARS, workCalendar } from '@haochaping/shared/domain';
import { caseOf, openCase, SYSTEM_ACTOR, type CaseEvent } from '@haochaping/shared/domain/cases/index';
import type { CaseRecord } from '../../server/src/modules/cases/model.js';
import { countingAt, foldedFields } from '../../server/src/modules/cases/store.js';
import setup from '../support/global-setup.mjs';
import teardown from '../support/global-teardown.mjs';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

const SIZES = [500, 50_000];
const ROUNDS = 40;
/** One of so many is still open: a year's cases, and a month's. */
const OPEN_ONE_IN = 12;
const BATCH = 1000;
const HOUR = 3_600_000;

const EVALUATOR = { id: 'evaluator', role: 'evaluator' } as const;

function caseOfAge(place: number, size: number, now: Date): CaseRecord {
  const id = randomUUID();
  const open = place % OPEN_ONE_IN === 0;
  const age = open ? (place / size) * 30 * 24 : (30 + (place / size) * 300) * 24;
  const startedAt = new Date(now.getTime() - age * HOUR);
  const opening = {
    origin: 'rating',
    startedAt,
    realName: true,
    contactable: true,
    rated: { institutions: ['350400-FGW'], staff: [] },
    assignedTo: '350400-FGW',
    recused: false,
  } as const;
  const events: CaseEvent[] = [...openCase(opening, { now: startedAt, actor: SYSTEM_ACTOR }, undefined)];
  if (!open)
    events.push({ type: 'settled', said: '', at: new Date(startedAt.getTime() + HOUR), by: EVALUATOR });
  const offices = [{ role: 'center', jurisdiction: '350400' }] as CaseRecord['offices'];
  return {
    _id: id,
    number: `CP-${id.slice(0, 13)}`,
    ratingId: id,
    version: events.length,
    told: events.length,
    events,
    ...foldedFields({ offices }, caseOf(events), countingAt(now, workCalendar(SEED_YEARS))),
    offices,
    title: '固定资产投资项目节能审查',
    level: 1,
    week: dayOf(startedAt),
    startedAt,
    trail: [],
    pending: [],
    dead: [],
  };
}

async function filled(size: number): Promise<{ system: OwnSystem; center: StaffClient }> {
  const system = await startSystem({ worker: false });
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  const now = new Date();
  for (let n = 0; n < size; n += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, size - n) }, (_, i) => caseOfAge(n + i, size, now));
    await connection.collection<CaseRecord>('cases').insertMany(some);
  }
  await connection.close();
  return { system, center: await signInStaff(system, 'center') };
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

async function opened(center: StaffClient, list: CaseList): Promise<number> {
  const started = performance.now();
  const answer = await center.get(`/api/v1/staff/cases?list=${list}`);
  await answer.text();
  if (answer.status !== 200) throw new Error(`the list ${list} answered ${answer.status}`);
  return performance.now() - started;
}

async function compare(list: CaseList, places: Awaited<ReturnType<typeof filled>>[]): Promise<void> {
  const times: number[][] = places.map(() => []);
  for (let n = 0; n < ROUNDS; n++)
    for (const [place, { center }] of places.entries()) times[place]?.push(await opened(center, list));
  const [few = 0, many = 0] = times.map(median);
  const told = SIZES.map((size, n) => `${size}: ${[few, many][n]?.toFixed(1)} ms`).join('  ');
  process.stdout.write(`${list.padEnd(8)} ${told}  ratio ${(many / few).toFixed(2)}\n`);
}

/** How long each list of the centre takes to open with few cases and with many, asked by turns; medians. */
export async function bench(): Promise<void> {
  await setup();
  const places = [];
  try {
    for (const size of SIZES) places.push(await filled(size));
    for (const list of CASE_LISTS) await compare(list, places);
  } finally {
    for (const { system } of places) await system.stop();
    await teardown();
  }
}
