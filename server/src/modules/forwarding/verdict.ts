import type { mongo } from 'mongoose';
import type { ForwardingReason } from '@haochaping/shared/contracts';
import { effect } from '../../jobs/effects.js';
import { auditEvent } from '../audit/index.js';
import { isDuplicateKey } from '../../database.js';
import { gather, ownErrors } from '../../gather.js';
import { HOLD_REASONS, type HoldReason, type LookUpOutcome, type MissingField } from './dialect.js';
import {
  SubmissionModel,
  type Attempt,
  type AttemptOutcome,
  type SentMark,
  type SubmissionRecord,
} from './model.js';

/** What became of one attempt: the submission's new state, and the line its history gets. */
export interface Verdict {
  state: SubmissionRecord['state'];
  outcome: AttemptOutcome;
  reason: ForwardingReason | null;
  message: string | null;
  uncertain: boolean;
  missing?: MissingField[];
  evaluateUnid?: string;
}

/** The history shows what happened lately, not every night of a long outage. */
const KEPT_ATTEMPTS = 30;

export const sent = (outcome: 'accepted' | 'found', evaluateUnid: string): Verdict => ({
  state: 'sent',
  outcome,
  reason: null,
  message: null,
  uncertain: false,
  evaluateUnid,
});

export const parked = (outcome: 'rejected' | 'conflict', message: string): Verdict => ({
  state: 'parked',
  outcome,
  reason: outcome,
  message,
  uncertain: false,
});

/** Certainly not kept by the province, or not known: that is what `uncertain` tells. */
export const postponed = (
  outcome: 'unknown' | 'unavailable',
  message: string,
  uncertain: boolean,
): Verdict => ({
  state: 'waiting',
  outcome,
  reason: uncertain ? 'unconfirmed' : 'unavailable',
  message,
  uncertain,
});

/** A character outside the character set needs a person; everything else that is missing may still arrive. */
export function held(missing: MissingField[]): Verdict {
  const reason =
    HOLD_REASONS.find((name) => missing.some((field) => field.reason === name)) ??
    ('unknown_code' satisfies HoldReason);
  return {
    state: reason === 'unencodable' ? 'parked' : 'held',
    outcome: 'held',
    reason,
    message: missing.map(({ remedy }) => remedy).join('；'),
    uncertain: false,
    missing,
  };
}

/** What a look-up says about this rating: ours, somebody else's under the same key, or not there (null). */
export function fromLookUp(found: LookUpOutcome, mark: SentMark, uncertain: boolean): Verdict | null {
  if (found.kind === 'absent') return null;
  if (found.kind === 'unavailable') return postponed('unavailable', found.message, uncertain);
  // A province that does not tell level and time gives nothing to compare; the key alone then has to do.
  const same = (told: string | null, ours: string): boolean => told === null || told === ours;
  return same(found.level, mark.level) && same(found.assessTime, mark.assessTime)
    ? sent('found', found.evaluateUnid)
    : parked('conflict', '省里同一办件环节已有另一条评价，等级或时间与这条不同，请与省里核对');
}

interface VerdictWrite {
  filter: { _id: string; told?: number };
  update: object;
  arrayFilters: object[];
  /** The event that stands in the trail once it is written; null for a verdict that leaves none. */
  eventId: string | null;
}

/** The province answers one by one; what it has answered within so long is written together. */
const ANSWERS_MS = 5;

/** Each in one write of its own document; gathered. True for those that were not too late. */
const writeVerdict = gather<VerdictWrite, boolean>(async (writes) => {
  const records = SubmissionModel.collection as unknown as mongo.Collection<SubmissionRecord>;
  const operations = writes.map(({ filter, update, arrayFilters }) => ({
    updateOne: { filter, update, arrayFilters },
  }));
  let refused = new Map<number, Error>();
  try {
    const { modifiedCount } = await records.bulkWrite(operations, { ordered: false });
    if (modifiedCount === writes.length) return writes.map(() => true);
  } catch (error) {
    refused = ownErrors(error);
  }
  const ids = writes.map(({ filter }) => filter._id);
  const found = await records
    .find({ _id: { $in: ids } }, { projection: { state: 1, 'trail.id': 1 } })
    .toArray();
  const written = ({ filter, eventId }: VerdictWrite) =>
    found.some(
      ({ _id, state, trail }) =>
        _id === filter._id && (eventId === null ? state !== 'sent' : trail.some(({ id }) => id === eventId)),
    );
  return writes.map((one, index) => refused.get(index) ?? written(one));
}, ANSWERS_MS);

/**
 * Writes a verdict down in one write, with its line of history and its audit event. One that ends the sending takes its mark off in the
 * same write: it becomes the mark of the sealing. A rating that was sent stays sent.
 * @param owner holds the `send` effect; who lost it meanwhile writes no end, and whoever has it now asks the province
 * @returns false when the verdict came too late: the rating was sent meanwhile, there is news for one to be held, or the effect was lost
 */
export async function keepVerdict(
  submission: SubmissionRecord,
  owner: string,
  verdict: Verdict,
  now: Date,
): Promise<boolean> {
  const { outcome, message, evaluateUnid, missing = [], ...state } = verdict;
  const attempt: Attempt = { at: now, outcome, message };
  const event = auditEvent({
    at: now,
    action: `submission.${outcome}`,
    actor: { kind: 'system', id: 'forwarding' },
    subject: { kind: 'rating', id: submission._id },
    detail: { state: verdict.state, ...(verdict.reason ? { reason: verdict.reason } : {}) },
  });
  // Outcomes that repeat through an outage stay in the history; the audit log gets what changed the rating's fate.
  const decisive = verdict.state === 'sent' || verdict.state === 'parked' || verdict.state === 'held';
  const mine = { kind: 'send', owner };
  const filter = {
    _id: submission._id,
    state: { $ne: 'sent' as const },
    ...(verdict.state === 'held' || verdict.state === 'parked' ? { told: submission.told } : {}),
    ...(decisive ? { pending: { $elemMatch: mine } } : {}),
  };
  const update = {
    // What was left out of it was noted when it was sent.
    $set: {
      ...state,
      message,
      ...(verdict.state === 'sent' ? {} : { missing }),
      ...(evaluateUnid ? { evaluateUnid, sentAt: now } : {}),
      ...(decisive ? { 'pending.$[mine]': effect('audit', now) } : {}),
    },
    $push: {
      history: { $each: [attempt], $slice: -KEPT_ATTEMPTS },
      ...(decisive ? { trail: event } : {}),
    },
  };
  try {
    const arrayFilters = decisive ? [{ 'mine.kind': mine.kind, 'mine.owner': owner }] : [];
    return await writeVerdict({ filter, update, arrayFilters, eventId: decisive ? event.id : null });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error; // there is no other unique key
    const claimed = '省里的这条评价已对应本市另一条评价，请核对是否重复';
    return keepVerdict(submission, owner, parked('conflict', claimed), now);
  }
}
