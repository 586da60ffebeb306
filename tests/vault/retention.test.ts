import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { Metrics } from '../../server/src/http/metrics.js';
import {
  RetentionReportModel,
  retentionSchedule,
  type RetentionRule,
} from '../../server/src/jobs/retention.js';
import { dailyAt, enterSchedules, scheduleEffects, type Schedule } from '../../server/src/jobs/schedule.js';
import { Worker } from '../../server/src/jobs/worker.js';
import { createLogger } from '../../server/src/logger.js';
import { eventually, issueInvitation, rate } from '../support/journey.js';
import { freshMongoUri, startSystem, type OwnSystem } from '../support/system.js';
import { command, placeOf } from './support.js';

const DAY_MS = 86_400_000;

describe('a schedule', () => {
  beforeAll(() => connectDatabase(freshMongoUri()));
  afterAll(() => disconnectDatabase());

  test.each([
    ['2026-11-25T19:29:59.999Z', '2026-11-25T19:30:00.000Z'],
    ['2026-11-25T19:30:00.000Z', '2026-11-26T19:30:00.000Z'],
    ['2026-12-31T20:00:00.000Z', '2027-01-01T19:30:00.000Z'],
  ])('every day at 3:30 in Shanghai: after %s comes %s', (after, next) => {
    expect(dailyAt(3, 30)(new Date(after)).toISOString()).toBe(next);
  });

  test('with two workers and days going by, each occasion happens once', async () => {
    let clock = Date.parse('2026-11-25T01:00:00Z');
    const now = () => new Date(clock);
    const finished: string[] = [];
    const steps = new Map<string, number>();
    const schedule: Schedule = {
      name: `test-${randomUUID()}`,
      what: '试验',
      nextAfter: dailyAt(3, 30),
      step: async (dueAt) => {
        const occasion = dueAt.toISOString();
        steps.set(occasion, (steps.get(occasion) ?? 0) + 1);
        if ((steps.get(occasion) ?? 0) % 40 !== 0) return 'more';
        finished.push(occasion);
        return 'done';
      },
    };
    const workers = [1, 2].map(
      () =>
        new Worker({
          sources: [scheduleEffects([schedule])],
          concurrency: 2,
          leaseSeconds: 60,
          log: createLogger('silent', 'test'),
          metrics: new Metrics(),
          now,
          random: () => 0.5,
        }),
    );
    await Promise.all(workers.map(() => enterSchedules([schedule], now())));
    for (const worker of workers) worker.start();
    const expected: string[] = [];
    for (let day = 0; day < 3; day++) {
      const due = schedule.nextAfter(now());
      expected.push(due.toISOString());
      clock = due.getTime() + 1;
      await eventually('the occasion is over', async () => (finished.length > day ? true : undefined));
    }
    await new Promise((resolve) => setTimeout(resolve, 700));
    for (const worker of workers) await worker.stop();
    expect(finished).toEqual(expected);
  });

  test('a run that fails in the middle goes on where it was, and its report is exact', async () => {
    const there = new Set(Array.from({ length: 450 }, (_, n) => `one-${String(n).padStart(3, '0')}`));
    let failures = 2;
    const rule: RetentionRule = {
      name: 'things',
      what: '东西',
      days: 10,
      due: async (_, after) => {
        const next = [...there]
          .sort()
          .filter((id) => after === undefined || id > after)
          .slice(0, 100);
        return { ids: next.filter((id) => !id.endsWith('7')), last: next.at(-1) };
      },
      remove: async (ids) => {
        for (const id of ids) there.delete(id);
        if (there.size < 300 && failures-- > 0) throw new Error('the database went away after removing');
      },
    };
    const recorded: Record<string, number>[] = [];
    const clock = new Date('2026-11-25T19:30:01Z');
    const schedule = retentionSchedule({
      rules: [rule],
      nextAfter: dailyAt(3, 30),
      now: () => clock,
      record: async (_, removed) => void recorded.push(removed),
    });
    const dueAt = new Date('2026-11-25T19:30:00Z');
    let answer: 'more' | 'done' = 'more';
    let failed = 0;
    while (answer === 'more') answer = await schedule.step(dueAt).catch(() => (failed++, 'more' as const));
    expect(await schedule.step(dueAt)).toBe('done');
    expect({ failed, left: there.size, recorded }).toEqual({
      failed: 2,
      left: 45,
      recorded: [{ things: 405 }],
    });
    const report = await RetentionReportModel.findById(dueAt.toISOString()).lean();
    expect(report?.rules).toMatchObject([
      { removed: 405, until: new Date(clock.getTime() - 10 * DAY_MS), inHand: [], done: true },
    ]);
  });
});

describe('retention periods on the running system (PIPL 19)', () => {
  let system: OwnSystem;
  let database: mongoose.Connection;
  beforeAll(async () => {
    system = await startSystem({ province: true, env: { FORWARD_DETAILS_WAIT_SECONDS: '0' } });
    database = await mongoose.createConnection(system.mongoUri).asPromise();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await system.stop();
  });

  const collection = (name: string) => database.collection<{ _id: string }>(name);
  const age = (name: string, field: string, days: number) =>
    collection(name).updateMany({}, { $set: { [field]: new Date(Date.now() - days * DAY_MS) } });

  test('removes what is over its time, keeps what is still needed, and reports it', async () => {
    await rate(system.baseUrl, (await issueInvitation(system)).token, 5);
    await eventually('it is forwarded', async () =>
      (await collection('submissions').countDocuments({ state: 'sent' })) === 1 ? true : undefined,
    );
    await rate(system.baseUrl, (await issueInvitation(system)).token, 1); // poor, no outcome
    await issueInvitation(system); // never rated
    await age('applicants', 'createdAt', 731);
    await age('invitations', 'expiresAt', 366);
    await age('ratings', 'receivedAt', 181);
    const young = await issueInvitation(system);

    const place = placeOf(system);
    const dry = await command(place, ['retention', '--dry-run']);
    expect(dry).toMatchObject({
      code: 0,
      output: expect.stringMatching(/电话：.*有 2 项.*没有清理任何东西/s) as string,
    });
    expect(await collection('applicants').countDocuments()).toBe(4);

    const run = await command(place, ['retention', 'run']);
    expect(run).toMatchObject({ code: 0, output: expect.stringMatching(/电话：.*清理了 2 项/) as string });
    expect(await collection('applicants').countDocuments()).toBe(2);
    expect(await collection('invitations').countDocuments()).toBe(1);
    expect(await collection('ratings').countDocuments({ networkHash: { $exists: true } })).toBe(0);
    expect(await collection('ratings').countDocuments()).toBe(2);
    expect((await fetch(`${system.baseUrl}/api/v1/invitations/${young.token}`)).status).toBe(200);

    const again = await command(place, ['retention', 'run']);
    expect(again.output).toMatch(/电话：.*清理了 0 项/);
  }, 60_000);

  test('the worker carries out what is due, once, and an administrator reads the report', async () => {
    const before = await collection('retention_reports').countDocuments();
    const dueAt = new Date(Date.now() - 1000);
    await collection('schedules').updateOne(
      { _id: 'retention' },
      { $set: { dueAt, 'pending.0.notBefore': dueAt } },
    );
    await eventually('it is carried out', async () =>
      (await collection('retention_reports').countDocuments({
        _id: dueAt.toISOString(),
        finishedAt: { $exists: true },
      })) === 1
        ? true
        : undefined,
    );
    expect(await collection('retention_reports').countDocuments()).toBe(before + 1);
    const account = system.accounts.find(({ role }) => role === 'system_admin');
    const signedIn = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: account?.username, password: account?.password }),
    });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const read = await fetch(`${system.baseUrl}/api/v1/staff/retention-reports`, {
      headers: { Cookie: cookie },
    });
    const { items } = (await read.json()) as { items: { id: string; seconds: number; rules: unknown[] }[] };
    expect({ status: read.status, id: items[0]?.id, rules: items[0]?.rules.length }).toEqual({
      status: 200,
      id: dueAt.toISOString(),
      rules: 12,
    });
  });
});
