import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import mongoose from 'mongoose';
import { dayOf } from '@haochaping/shared/domain';
import type { InvitationRecord } from '../../server/src/modules/channels/model.js';
import setup from '../support/global-setup.mjs';
import teardown from '../support/global-teardown.mjs';
import { issueInvitation } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { startSystem } from '../support/system.js';
import { median } from './lib/load.js';

const INVITATIONS = 200_000;
const DAYS = 90;
const BATCH = 1000;
const DAY = 86_400_000;
const ROUNDS = 5;

/** One of many like the one that was really issued, spread over the days, channels and windows. */
function invitationLike(like: InvitationRecord, place: number): InvitationRecord {
  const issuedAt = new Date(Date.now() - (place / INVITATIONS) * DAYS * DAY);
  const windowCode = `350400-W${String((place % 40) + 1).padStart(3, '0')}`;
  const targets = like.attribution.targets.map((target) =>
    target.kind === 'window' ? { ...target, code: windowCode } : target,
  );
  const id = randomUUID();
  return {
    ...like,
    _id: id,
    tokenHash: id,
    projectNo: id,
    channel: (['qr', 'sms', 'tablet'] as const)[place % 3] ?? 'qr',
    issuedAt,
    attribution: { ...like.attribution, targets },
    openedAt: place % 2 ? issuedAt : null,
    answeredAt: place % 4 ? null : issuedAt,
    pending: [],
  };
}

/** What a process holds in memory at most so far, in megabytes. */
const peakOf = (pid: number) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** How long who was invited, and what can be rated, takes to count with a quarter of invitations, and how much memory. */
export async function bench(): Promise<void> {
  await setup();
  const system = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'warn' } });
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  try {
    await issueInvitation(system);
    const invitations = connection.collection<InvitationRecord>('invitations');
    const like = await invitations.findOne({});
    if (!like) throw new Error('nothing was issued');
    for (let n = 0; n < INVITATIONS; n += BATCH)
      await invitations.insertMany(Array.from({ length: BATCH }, (_, i) => invitationLike(like, n + i)));
    const center = await signInStaff(system, 'center');
    const [from, to] = [dayOf(new Date(Date.now() - (DAYS - 1) * DAY)), dayOf(new Date())];
    const pid = system.pids()['api'] ?? 0;
    for (const path of [`invited?from=${from}&to=${to}`, `invited?from=${to}&to=${to}`, '?reach=none']) {
      const before = peakOf(pid);
      const times: number[] = [];
      for (let n = 0; n < ROUNDS; n++) {
        const started = performance.now();
        const answer = await center.get(`/api/v1/staff/coverage${path.startsWith('?') ? '' : '/'}${path}`);
        const text = await answer.text();
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text}`);
        times.push(performance.now() - started);
      }
      process.stdout.write(
        `${path.padEnd(40)} first ${(times[0] ?? 0).toFixed(0)} ms, median ${median(times).toFixed(0)} ms, api at most ${before.toFixed(0)} → ${peakOf(pid).toFixed(0)} MB\n`,
      );
    }
  } finally {
    await connection.close();
    await system.stop();
    await teardown();
  }
}
