import { randomUUID } from 'node:crypto';
import {
  caseOf,
  openCase,
  openingOf,
  SYSTEM_ACTOR,
  type RatingForCase,
} from '@haochaping/shared/domain/cases/index';
import { dayEnd, dayOf, isPoor, type WorkCalendar } from '@haochaping/shared/domain';
import { isDuplicateKey } from '../../database.js';
import { effect, type Performer } from '../../jobs/effects.js';
import { readableNumber } from '../../numbers.js';
import { complaintInQuestion, servedWithComplaint, type ComplaintRecord } from '../complaints/index.js';
import {
  peopleServedWith,
  ratingInQuestion,
  type RatingInQuestion,
  type RatingRecord,
} from '../ratings/index.js';
import { CaseModel, type CaseRecord } from './model.js';
import { officerFor } from './officers.js';
import { auditOf, countingAt, foldedFields, withoutUndefined } from './store.js';
import { joinCase } from './supplements.js';

/** What a case is opened for, and what is copied from it for lists. */
interface About extends Omit<RatingForCase, 'offices' | 'hasContact'> {
  source: { ratingId: string } | { complaintId: string };
  inQuestion: RatingInQuestion | null;
  /** How many were served for the same; undefined where nobody could count them. */
  served: number | undefined;
  title: string;
  level: number | null;
  week: string;
}

/**
 * Opens the case of a poor rating and assigns it at once: an effect of the rating, performed once however often the worker
 * is killed. A supplementary rating joins the case that is open, and opens one only where none is. Source: 方案 二(三)1; domain.md §2;
 * FA-2.3.1-a.
 */
export const caseOpener =
  (calendar: () => Promise<WorkCalendar>): Performer<RatingRecord> =>
  async (rating, now) => {
    const source = { ratingId: rating._id };
    if (await CaseModel.exists(source)) return 'done';
    const known = await calendar();
    if (rating.supplements) {
      const joined = await joinCase(rating, rating.supplements, known, now);
      if (joined) return joined;
      // A good one with no open case to join is kept as a rating, and that is all.
      if (!isPoor(rating.level)) return 'done';
    }
    await openOnce(
      {
        origin: 'rating',
        source,
        inQuestion: await ratingInQuestion(rating._id, now),
        served: await peopleServedWith(rating._id),
        ratedAt: rating.ratedAt,
        attribution: rating.attribution,
        realName: rating.assurance !== 'anonymous',
        title: rating.title,
        level: rating.level,
        week: rating.receivedWeek,
      },
      known,
      now,
    );
    return 'done';
  };

/** The same for a complaint (投诉): handled like a poor rating, with the same clocks. Source: domain.md §1. */
export const complaintCaseOpener =
  (calendar: () => Promise<WorkCalendar>): Performer<ComplaintRecord> =>
  async (complaint, now) => {
    const source = { complaintId: complaint._id };
    if (await CaseModel.exists(source)) return 'done';
    await openOnce(
      {
        origin: 'complaint',
        source,
        inQuestion: await complaintInQuestion(complaint._id, now),
        served: await servedWithComplaint(complaint._id),
        ratedAt: complaint.receivedAt,
        attribution: complaint.attribution,
        realName: complaint.assurance !== 'anonymous',
        title: complaint.title,
        level: null,
        week: complaint.receivedWeek,
      },
      await calendar(),
      now,
    );
    return 'done';
  };

async function openOnce(
  { source, inQuestion, served, title, level, week, ...about }: About,
  calendar: WorkCalendar,
  now: Date,
): Promise<void> {
  if (!inQuestion) throw new Error(`what ${JSON.stringify(source)} names is not there`);
  const { offices, hasContact } = inQuestion;
  const opening = openingOf({ ...about, offices, hasContact });
  const officer = await officerFor(opening.assignedTo, opening.rated, served, now);
  const events = openCase(opening, { now, actor: SYSTEM_ACTOR }, officer);
  const id = randomUUID();
  const record: CaseRecord = {
    _id: id,
    number: readableNumber(about.origin === 'rating' ? 'CP' : 'TS'),
    ...source,
    version: events.length,
    events: withoutUndefined([...events]),
    ...foldedFields({ offices }, caseOf(events), countingAt(now, calendar)),
    offices: [...offices],
    title,
    level,
    week,
    startedAt: about.ratedAt,
    told: 0,
    trail: auditOf(id, events),
    pending: [effect('audit', now), effect('notify', now), effect('clock', dayEnd(dayOf(now)))],
    dead: [],
  };
  try {
    await CaseModel.create([record]);
  } catch (error) {
    // Another worker was first, or the number is taken: the effect is performed again.
    if (!isDuplicateKey(error, 'ratingId') && !isDuplicateKey(error, 'complaintId')) throw error;
  }
}
