import { randomUUID } from 'node:crypto';
import { needsApproval, REVEAL_LIMITS, unusualAbout, type WorkCalendar } from '@haochaping/shared/domain';
import { model, Schema, type ClientSession } from 'mongoose';
import type { Config } from '../../../config/config.js';
import { inTransaction } from '../../../database.js';
import { recordAudit } from '../../audit/index.js';
import { saidOf, type RatingInQuestion, type RevealDesk } from './rating-in-question.js';
import { RevealModel, type RevealRecord } from './model.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Whose turn it is: one document that every request writes, so that of two at once the second counts what the first was
 * shown. Looks are few; waiting for each other costs nobody anything.
 */
const turnSchema = new Schema<{ _id: string; turn: number }>(
  { _id: { type: String, required: true }, turn: { type: Number, required: true } },
  { versionKey: false, collection: 'reveal_turns' },
);
const TurnModel = model('RevealTurn', turnSchema);

/** By what is judged whether asking is unusual. */
export interface Asking {
  config: Config;
  calendar: WorkCalendar;
}

export const askingOf = async ({ config, calendar }: RevealDesk): Promise<Asking> => ({
  config,
  calendar: await calendar(),
});

/** Everything unusual about this account asking for this rating now, and how often it was shown already. */
export async function unusualNow(
  { config, calendar }: Asking,
  accountId: string,
  rating: RatingInQuestion,
  now: Date,
  session: ClientSession | null = null,
): Promise<{ unusual: string[]; shown: number }> {
  const lastDay = { 'askedBy.accountId': accountId, openedAt: { $gt: new Date(now.getTime() - DAY_MS) } };
  const own = await RevealModel.find(lastDay, null, { session }).limit(1000).lean<RevealRecord[]>();
  const shown = await RevealModel.countDocuments(
    { ratingId: rating.ratingId, state: 'opened' },
    session ? { session } : {},
  );
  const history = { byAccount: own.flatMap(({ openedAt }) => openedAt ?? []), ofSubject: shown };
  const rules = { ...REVEAL_LIMITS.unusual, officeHours: config.REVEAL_OFFICE_HOURS, calendar };
  const unusual = unusualAbout(rating, history, rules, now).map((one) => saidOf(rating, one));
  return { unusual, shown };
}

/**
 * Keeps a request, as opened when nobody else has to agree, else as waiting. Counting what came before and keeping it are
 * one step: requests sent at once are counted one after another (FA-3.3-b).
 * @param known who asks is known; nobody could agree to the request of somebody who might be anybody
 * @returns null when somebody would have to agree, and it is not known who asks: nothing is kept
 */
export async function claimReveal(
  asking: Asking,
  rating: RatingInQuestion,
  asked: Pick<RevealRecord, 'purpose' | 'reason' | 'applicantId' | 'askedBy' | 'insteadOf'>,
  known: boolean,
  now: Date,
): Promise<RevealRecord | null> {
  return inTransaction(async (session) => {
    await TurnModel.updateOne({ _id: 'reveals' }, { $inc: { turn: 1 } }, { upsert: true, session });
    const { unusual } = await unusualNow(asking, asked.askedBy.accountId, rating, now, session);
    const waits = needsApproval(asking.config.REVEAL_APPROVAL, unusual);
    if (waits && !known) return null;
    const minutes = waits ? REVEAL_LIMITS.approvalMinutes : REVEAL_LIMITS.openMinutes;
    const record: RevealRecord = {
      _id: randomUUID(),
      ...asked,
      ratingId: rating.ratingId,
      ratingNumber: rating.number,
      unusual: waits ? (unusual.length > 0 ? unusual : ['每次都要第二个人同意']) : [],
      askedAt: now,
      state: waits ? 'waiting' : 'opened',
      expiresAt: new Date(now.getTime() + minutes * MINUTE_MS),
      ...(!waits && { openedAt: now }),
    };
    if (waits) await recordReveal('reveal.requested', asked.askedBy.accountId, record, now, session);
    await RevealModel.create([record], { session });
    return record;
  });
}

/** What every entry about a look tells: for what, into which rating, and in place of which county's centre where it was. */
export const revealDetail = ({ purpose, ratingId, insteadOf }: RevealRecord) => ({
  purpose,
  ratingId,
  ...(insteadOf && { insteadOf }),
});

/** Records what became of a request, under the account that did it. */
export function recordReveal(
  action: string,
  accountId: string,
  record: RevealRecord,
  at: Date,
  session?: ClientSession,
): Promise<void> {
  const event = {
    at,
    action,
    actor: { kind: 'staff' as const, id: accountId },
    subject: { kind: 'reveal' as const, id: record._id },
    detail: revealDetail(record),
  };
  return recordAudit(event, session);
}
