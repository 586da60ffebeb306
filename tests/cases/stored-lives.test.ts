import { randomUUID } from 'node:crypto';
import { dayEnd, dayOf, dayPlus, isWorkday } from '@haochaping/shared/domain';
import {
  caseOf,
  clocksOf,
  decide,
  figuresOf,
  isLate,
  movesFor,
  openCase,
  type CaseCommandType,
} from '@haochaping/shared/domain/cases/index';
import { disconnectDatabase } from '../../server/src/database.js';
import { effect } from '../../server/src/jobs/effects.js';
import type { Worker } from '../../server/src/jobs/worker.js';
import { verifyAuditChain } from '../../server/src/modules/audit/index.js';
import { caseEffects } from '../../server/src/modules/cases/jobs.js';
import { CaseModel, type CaseRecord } from '../../server/src/modules/cases/model.js';
import { auditOf, countingAt, foldedFields, keepEvents } from '../../server/src/modules/cases/store.js';
import { besideServer } from '../identity/rights-support.js';
import { eventually } from '../support/journey.js';
import { report, sized } from '../support/soak.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { dice, RARE, words } from './chance.js';
import { at, calendar, OFFICER, OPENING, PEOPLE, type Who } from './support.js';
import { startWorkers, workDone } from './workers.js';

/*
 * Cases lived through the real store by everybody at random, while two real workers keep their clocks, day by day: none stuck, none late
 * without its warnings, what is stored equal to what the events tell, and the figures those counted from the events.
 */

const CASES = sized(8, 1000);
const DAYS = 150;
const FIRST_DAY = '2026-03-02';
/** From here on everybody is there and nothing is begun anew, so that everything can run to its end. */
const QUIET_DAY = dayPlus(FIRST_DAY, 60);
const everybody = Object.keys(PEOPLE) as Who[];

let system: OwnSystem;
let now = at(FIRST_DAY);
let workers: Worker[] = [];

beforeAll(async () => {
  system = await startSystem({ worker: false });
  const keys = await besideServer(system);
  const nothing = () => Promise.resolve('done' as const);
  const sources = [
    caseEffects(() => Promise.resolve(calendar), {
      tell: () => Promise.resolve(),
      standingChanged: nothing,
      recount: () => Promise.resolve(),
    }),
  ];
  workers = startWorkers(keys, sources, () => now, { concurrency: 8, leaseSeconds: 600 });
}, 60_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await disconnectDatabase();
  await system?.stop();
});

async function born(roll: (sides: number) => number): Promise<string> {
  const startedAt = at(dayPlus(FIRST_DAY, roll(30)));
  const contactable = roll(5) > 0;
  const events = openCase(
    { ...OPENING, startedAt, contactable, realName: contactable },
    { now: startedAt, actor: PEOPLE.system },
    OFFICER,
  );
  const id = randomUUID();
  const offices = [{ role: 'center', jurisdiction: '350400' }] as CaseRecord['offices'];
  const state = caseOf(events);
  await CaseModel.create([
    {
      _id: id,
      number: `CP-${id.slice(0, 8)}`,
      ratingId: id,
      version: events.length,
      told: events.length,
      events: [...events],
      ...foldedFields({ offices }, state, countingAt(startedAt, calendar)),
      offices,
      title: '试验',
      level: 1,
      week: '2026-W10',
      startedAt,
      trail: auditOf(id, events),
      pending: [effect('audit', startedAt), effect('clock', dayEnd(dayOf(startedAt)))],
      dead: [],
    } satisfies CaseRecord,
  ]);
  return id;
}

/** What is open to somebody at random, taken by them through the store. */
async function live(id: string, roll: (sides: number) => number): Promise<void> {
  const record = (await CaseModel.findById(id).lean<CaseRecord>())!;
  const quiet = dayOf(now) >= QUIET_DAY;
  if (record.startedAt > now || (!record.open && (quiet || roll(30) > 0))) return;
  const counting = countingAt(now, calendar);
  const here = everybody.filter(() => quiet || roll(3) === 0);
  const open = here.flatMap((who) =>
    movesFor(record.state, { ...counting, actor: PEOPLE[who] })
      .filter((type) => !roll(RARE[type] ?? 1) && !(quiet && type === 'reopen'))
      .map((type): [Who, CaseCommandType] => [who, type]),
  );
  const chosen = open[roll(open.length)];
  if (!chosen) return;
  const [who, type] = chosen;
  const decision = decide(record.state, words(type, roll, dayOf(now)), { ...counting, actor: PEOPLE[who] });
  if (!decision.refused) await keepEvents(record, decision.events, counting);
}

/** Every move of every case stands in the audit log. */
const allSealed = () =>
  eventually(
    'the workers have sealed every move',
    async () => ((await CaseModel.exists({ 'pending.kind': 'audit' })) ? undefined : true),
    300_000,
  );

test('none stuck, none late without warning, and what is stored is what the events tell', async () => {
  const roll = dice(7);
  const ids: string[] = [];
  for (let n = 0; n < CASES; n++) ids.push(await born(roll));
  for (let n = 0; n < DAYS; n++) {
    const day = dayPlus(FIRST_DAY, n);
    now = at(day, '00:00:01');
    await workDone(now, 300_000);
    now = at(day, '15:00:00');
    if (isWorkday(day, calendar)) for (const id of ids) await live(id, roll);
  }
  now = at(dayPlus(FIRST_DAY, DAYS), '09:00:00');
  await workDone(now, 300_000);
  await allSealed();
  const cases = await CaseModel.find().lean<CaseRecord[]>();
  expect(await CaseModel.exists({ 'dead.0': { $exists: true } })).toBeNull();
  expect(await verifyAuditChain()).toMatchObject({ intact: true });
  const counting = countingAt(now, calendar);
  let late = 0;
  for (const { _id, events, state, open, ...stored } of cases) {
    const told = caseOf(events);
    expect({ _id, state }).toEqual({ _id, state: told });
    expect({ _id, open }).toEqual({ _id, open: false });
    expect(foldedFields(stored, told, counting)).toMatchObject({
      open,
      phase: stored.phase,
      seenBy: stored.seenBy,
    });
    expect(new Set(state.signals).size).toBe(state.signals.length);
    clocksOf(state, counting).forEach((clock, place) => {
      if (clock.kind === 'reply' || !isLate(clock, now)) return;
      const endedAtOnce = clock.endedAt && dayOf(clock.endedAt) === dayOf(clock.startedAt);
      const warned = state.signals.some((key) => key.startsWith(`${place}.`));
      late += 1;
      expect({ _id, clock: clock.kind, warned: warned || !!endedAtOnce }).toMatchObject({ warned: true });
    });
  }
  expect(late).toBeGreaterThan(0);
  const figures = figuresOf(
    cases.map(({ state }) => state),
    counting,
  );
  expect(figures).toEqual(
    figuresOf(
      cases.map(({ events }) => caseOf(events)),
      counting,
    ),
  );
  report('Cases lived through the store and two workers', {
    cases: CASES,
    days: DAYS,
    events: cases.reduce((all, { version }) => all + version, 0),
    'clocks that were late, all warned of': late,
  });
}, 3_600_000);
