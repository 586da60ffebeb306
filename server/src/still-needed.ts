import { neededFor, neededInWords, REVEAL_LIMITS, type NeededFor } from '@haochaping/shared/domain';
import { eventsOfApplicants } from './modules/channels/index.js';
import { complaintsInHand, contactsInHand } from './modules/complaints/index.js';
import { notYetForwarded } from './modules/forwarding/index.js';
import type { StillNeeded } from './modules/rights/index.js';
import { ratingsOfEvaluators, ratingsOfEvents, type TransactionRating } from './modules/ratings/index.js';

/** What each of these ratings still needs its applicant for. */
async function needsOf(ratings: readonly TransactionRating[], now: Date): Promise<Map<string, NeededFor[]>> {
  const unsent = await notYetForwarded(ratings.map(({ _id }) => _id));
  return new Map(
    ratings.map((rating) => [
      rating._id,
      neededFor({ ...rating, forwarded: !unsent.has(rating._id) }, REVEAL_LIMITS.caseDays, now),
    ]),
  );
}

/** What the erasure of evaluators has to wait for, see `shared/domain/needed`. */
export const evaluatorsStillNeeded: StillNeeded = async (evaluatorIds, now) => {
  const needs = await needsOf(await ratingsOfEvaluators(evaluatorIds), now);
  const complaints = await complaintsInHand(evaluatorIds, now);
  return [
    ...neededInWords([...needs.values()], REVEAL_LIMITS.caseDays),
    ...(complaints > 0 ? [`有 ${complaints} 次投诉还在回访期限内（${REVEAL_LIMITS.caseDays} 天）`] : []),
  ];
};

/** Which snapshots of applicants the retention has to leave for now, by the same rule. */
export function applicantsStillNeeded(
  now: () => Date,
): (applicantIds: string[]) => Promise<ReadonlySet<string>> {
  const key = (projectNo?: string | null, serviceNumber?: number | null) =>
    JSON.stringify([projectNo, serviceNumber]);
  return async (applicantIds) => {
    const events = await eventsOfApplicants(applicantIds);
    const ratings = await ratingsOfEvents(events);
    const needs = await needsOf(ratings, now());
    const open = ratings.filter(({ _id }) => (needs.get(_id) ?? []).length > 0);
    const openEvents = new Set(open.map((rating) => key(rating.projectNo, rating.serviceNumber)));
    const needed = events.filter((event) => openEvents.has(key(event.projectNo, event.serviceNumber)));
    const contacts = await contactsInHand(applicantIds, now());
    return new Set([...contacts, ...needed.map(({ applicantId }) => applicantId)]);
  };
}
