import type { ForwardingReason } from '@haochaping/shared/contracts';
import { backoffMs } from '../../jobs/worker.js';
import { insertBuilt, isDuplicateKey } from '../../database.js';
import { gatherFinds, gatherUpdates } from '../../gather.js';
import { effect, type EffectOutcome, type Performer, type SettlingPerformer } from '../../jobs/effects.js';
import type { Keys } from '../../keys.js';
import type { Logger } from '../../logger.js';
import { type InvitationRecord } from '../channels/index.js';
import { revealApplicant } from '../rights/index.js';
import { RatingModel, type RatingRecord } from '../ratings/index.js';
import type { ForwardableRating, Prepared, ProvinceDocument, PushOutcome } from './dialect.js';
import { applicantOf, forwardableOf, serviceOf } from './forwardable.js';
import type { GuardedProvince } from './guarded.js';
import { SubmissionModel, type SentMark, type SubmissionRecord } from './model.js';
import { fromLookUp, held, keepVerdict, parked, postponed, sent, type Verdict } from './verdict.js';

export interface ForwardingContext {
  /** Null when no province is configured: ratings then wait. */
  province: GuardedProvince | null;
  keys: Keys;
  log: Logger;
  random: () => number;
  /** After an outcome nobody knows, the province gets this long to finish before it is asked. */
  settleMs: number;
}

/** How often a rating looks whether a province has been configured meanwhile. */
const UNCONFIGURED_WAIT_MS = 600_000;

/** What is parked for a person, and may go by itself once something else was said or reported. */
const MENDABLE: ForwardingReason[] = ['unencodable', 'rejected'];

const after = (now: Date, ms: number): EffectOutcome => ({ later: new Date(now.getTime() + ms) });

/**
 * Performs the `forward` effect of a rating: puts it on its way to the province, once. One that is held looks again, or
 * parked for what it says, since something new was said about it. FA-2.2.5-b.
 */
export const forwardRating: Performer<RatingRecord> = async (rating, now) => {
  // A mark that waits for the evaluator's details will come by itself; going ahead of it would leave them behind.
  const another = rating.pending.some(
    ({ kind, owner, notBefore }) => kind === 'forward' && !owner && notBefore > now,
  );
  if (another) return 'done';
  const submission = newSubmission(rating, now);
  try {
    await insertBuilt(SubmissionModel, submission);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await SubmissionModel.updateOne({ _id: rating._id }, { $inc: { told: 1 } });
    await SubmissionModel.updateOne(
      {
        _id: rating._id,
        $or: [
          { state: 'held', reason: { $ne: 'from_province' } },
          { state: 'parked', reason: { $in: MENDABLE } },
        ],
        // One that is in hand may have looked before this was said: it needs another behind it.
        $nor: [{ pending: { $elemMatch: { kind: 'send', owner: null } } }],
      },
      { $set: { state: 'waiting' }, $push: { pending: effect('send', now) } },
    );
  }
  return 'done';
};

function newSubmission(rating: RatingRecord, now: Date): SubmissionRecord {
  const own = rating.pageSource === 'own';
  return {
    _id: rating._id,
    number: rating.number,
    level: rating.level,
    title: rating.title,
    regionCodes: rating.regionCodes,
    state: own ? 'waiting' : 'held',
    reason: own ? null : 'from_province',
    missing: [],
    attempts: 0,
    uncertain: false,
    told: 0,
    createdAt: now,
    history: [],
    trail: [],
    pending: own ? [effect('send', now)] : [],
    dead: [],
  };
}

/** Performs the `send` effect: finds out about an earlier attempt, then sends what has to be sent. */
export function sendSubmission(context: ForwardingContext): SettlingPerformer<SubmissionRecord> {
  return async (submission, now, owner) => {
    if (submission.state === 'sent') return 'done';
    const { province } = context;
    if (!province) {
      await SubmissionModel.updateOne({ _id: submission._id }, { $set: { reason: 'not_configured' } });
      return after(now, UNCONFIGURED_WAIT_MS);
    }
    const verdict = await attempt(context, province, submission, now);
    // The circuit is open: nothing was asked, nothing is known anew.
    if (verdict === null) return after(now, province.restMs * (1 + context.random()));
    if (!(await keepVerdict(submission, owner, verdict, now))) return after(now, 0);
    return verdict.state === 'waiting' ? after(now, waitAfter(context, submission, verdict)) : 'settled';
  };
}

function waitAfter(
  { random, settleMs }: ForwardingContext,
  submission: SubmissionRecord,
  verdict: Verdict,
): number {
  const troubles = submission.history.filter(
    ({ outcome }) => outcome === 'unknown' || outcome === 'unavailable',
  );
  const wait = backoffMs(troubles.length + 1, random());
  return verdict.uncertain ? Math.max(wait, settleMs) : wait;
}

async function attempt(
  context: ForwardingContext,
  province: GuardedProvince,
  submission: SubmissionRecord,
  now: Date,
): Promise<Verdict | null> {
  if (submission.uncertain && submission.mark) {
    const settled = await settle(province, submission.mark);
    if (settled !== 'absent') return settled;
  }
  const prepared = await prepareRating(context, province, submission._id, now);
  if (!prepared.ok) return held(prepared.missing);
  return push(province, submission, prepared.document);
}

/** What became of an attempt nobody heard the end of. Null when the circuit is open. */
async function settle(province: GuardedProvince, mark: SentMark): Promise<Verdict | 'absent' | null> {
  const found = await province.call((dialect) => dialect.lookUp(mark.naturalKey));
  return found === null ? null : (fromLookUp(found, mark, true) ?? 'absent');
}

const ratingOf = gatherFinds<RatingRecord>(RatingModel);

/** The document of a rating. Personal data are opened last, and only when nothing else is missing. */
async function prepareRating(
  { keys }: ForwardingContext,
  { dialect }: GuardedProvince,
  ratingId: string,
  now: Date,
): Promise<Prepared> {
  const rating = await ratingOf(ratingId);
  if (!rating) throw new Error(`rating ${ratingId} is gone`);
  const { forwardable, applicantId } = await forwardableOf(rating);
  const unnamed = dialect.prepare(forwardable);
  if (unnamed.ok || applicantId === null) return unnamed;
  const missing = unnamed.missing.filter(({ reason }) => reason !== 'no_applicant');
  if (missing.length > 0) return { ok: false, missing };
  const applicant = await applicantFor(keys, applicantId, ratingId, now);
  return dialect.prepare({ ...forwardable, applicant });
}

/** The applicant in clear. */
async function applicantFor(
  keys: Keys,
  applicantId: string,
  subjectId: string,
  now: Date,
): Promise<ForwardableRating['applicant']> {
  const revealed = await revealApplicant(keys, applicantId, 'provincial_forwarding', subjectId, now);
  return revealed ? applicantOf(revealed) : null;
}

const updateSubmissions = gatherUpdates<SubmissionRecord>(SubmissionModel);

/** One push. That it is about to happen is made durable first: after a crash the next attempt looks up before it sends. */
async function push(
  province: GuardedProvince,
  submission: SubmissionRecord,
  document: ProvinceDocument,
): Promise<Verdict | null> {
  const { naturalKey, level, assessTime } = document;
  const mark: SentMark = { naturalKey, level, assessTime };
  const outcome = await province.call(async (dialect): Promise<PushOutcome> => {
    await updateSubmissions({
      updateOne: {
        filter: { _id: submission._id, state: { $ne: 'sent' } },
        update: {
          $set: { state: 'sending', uncertain: true, mark, missing: document.leftOut },
          $inc: { attempts: 1 },
        },
      },
    });
    return dialect.push(document);
  });
  if (outcome === null) return null;
  return afterPush(province, mark, outcome);
}

async function afterPush(
  province: GuardedProvince,
  mark: SentMark,
  outcome: PushOutcome,
): Promise<Verdict | null> {
  switch (outcome.kind) {
    case 'accepted':
      return sent('accepted', outcome.evaluateUnid);
    case 'rejected':
      return parked('rejected', `${outcome.code} ${outcome.message}`);
    case 'unknown':
      return postponed('unknown', outcome.message, true);
    case 'unavailable':
      return postponed('unavailable', outcome.message, false);
    case 'duplicate': {
      const settled = await settle(province, mark);
      if (settled === null) return postponed('unknown', outcome.message, true);
      return settled === 'absent' ? parked('conflict', `${outcome.code} ${outcome.message}`) : settled;
    }
  }
}

/**
 * The address of the province's own rating page for an invitation (`pageSource: province`), or null when there is none to be had
 * now; the reason is logged. FA-2.2.5-c FA-A-b FA-A-d.
 */
export async function evaluationPageAddress(
  { province, keys, log }: ForwardingContext,
  invitation: InvitationRecord,
  now: Date,
): Promise<string | null> {
  if (!province?.dialect.capabilities.pageAddress) return null;
  const { service, applicantId } = await serviceOf(invitation.projectNo, invitation.serviceNumber);
  const { channel } = invitation;
  const applicant = applicantId === null ? null : await applicantFor(keys, applicantId, invitation._id, now);
  const outcome = await province.call((dialect) =>
    dialect.pageAddress({ kind: 'first', channel, ...service, applicant }),
  );
  if (outcome?.kind === 'address') return outcome.url;
  log.warn(
    { invitationId: invitation._id, outcome: outcome?.kind ?? 'circuit_open' },
    'no provincial page address',
  );
  return null;
}
