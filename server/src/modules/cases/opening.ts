import { randomInt, randomUUID } from 'node:crypto';
import { caseOf, openCase, openingOf } from '@haochaping/shared/domain/cases/index';
import { dayEnd, dayOf, isPoor, type WorkCalendar } from '@haochaping/shared/domain';
import { isDuplicateKey } from '../../database.js';
import { effect, type Performer } from '../../jobs/effects.js';
import { peopleServedWith, ratingInQuestion, type RatingRecord } from '../ratings/index.js';
import { CaseModel, type CaseRecord } from './model.js';
import { officerFor } from './officers.js';
import { auditOf, countingAt, foldedFields } from './store.js';
import { joinCase } from './supplements.js';

const SYSTEM = { id: 'system', role: 'system', institutions: [] } as const;
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

const caseNumber = () => `CP-${Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

/**
 * Opens the case of a poor rating and assigns it at once: an effect of the rating, performed once however often the worker
 * is killed. A supplementary rating joins the case that is open, and opens one only where none is. Source: 方案 二(三)1; domain.md §2;
 * FA-2.3.1-a.
 */
export const caseOpener =
  (calendar: () => Promise<WorkCalendar>): Performer<RatingRecord> =>
  async (rating, now) => {
    if (await CaseModel.exists({ ratingId: rating._id })) return 'done';
    if (rating.supplements) {
      const joined = await joinCase(rating, rating.supplements, await calendar(), now);
      if (joined) return joined;
      // A good one with no open case to join is kept as a rating, and that is all.
      if (!isPoor(rating.level)) return 'done';
    }
    const about = await ratingInQuestion(rating._id, now);
    if (!about) throw new Error(`rating ${rating._id} is not there`);
    const opening = openingOf({
      ratedAt: rating.ratedAt,
      attribution: rating.attribution,
      offices: about.offices,
      realName: rating.assurance !== 'anonymous',
      hasContact: about.hasContact,
    });
    const served = await peopleServedWith(rating._id);
    const officer = await officerFor(opening.assignedTo, opening.rated, served, now);
    const events = openCase(opening, { now, actor: SYSTEM }, officer);
    const id = randomUUID();
    const counting = countingAt(now, await calendar());
    const record: CaseRecord = {
      _id: id,
      number: caseNumber(),
      ratingId: rating._id,
      version: events.length,
      events: [...events],
      ...foldedFields(caseOf(events), counting),
      offices: [...about.offices],
      title: rating.title,
      level: rating.level,
      week: rating.receivedWeek,
      startedAt: rating.ratedAt,
      told: 0,
      trail: auditOf(id, events),
      pending: [effect('audit', now), effect('notify', now), effect('clock', dayEnd(dayOf(now)))],
      dead: [],
    };
    try {
      await CaseModel.create([record]);
    } catch (error) {
      // Another worker was first, or the number is taken: the effect is performed again.
      if (!isDuplicateKey(error, 'ratingId')) throw error;
    }
    return 'done';
  };
