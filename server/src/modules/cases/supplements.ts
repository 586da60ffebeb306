import type { CaseView } from '@haochaping/shared/contracts';
import { LEVEL_NAMES, type WorkCalendar } from '@haochaping/shared/domain';
import { decide, SYSTEM_ACTOR } from '@haochaping/shared/domain/cases/index';
import type { EffectOutcome } from '../../jobs/effects.js';
import { supplementOf, wordsForCase, type RatingRecord, type TextViewer } from '../ratings/index.js';
import type { CaseRecord } from './model.js';
import { caseOfRating } from './queries.js';
import { countingAt, keepEvents } from './store.js';
import { handledIn } from './together/handled-in.js';

/**
 * Tells the open case of the first rating that its evaluator rated again, once, whatever crashes. The first rating, what it counts
 * as and the clocks of the case stay as they are. Source: domain.md §2.
 * @param first the id of the rating that is supplemented
 * @returns null when there is no open case to join
 */
export async function joinCase(
  { _id: rating, level }: Pick<RatingRecord, '_id' | 'level'>,
  first: string,
  calendar: WorkCalendar,
  now: Date,
): Promise<EffectOutcome | null> {
  const own = await caseOfRating(first);
  if (!own) return null;
  const record = await handledIn(own);
  // It may have been closed since it was told.
  if (record.events.some((event) => event.type === 'supplemented' && event.rating === rating)) return 'done';
  const counting = countingAt(now, calendar);
  const decision = decide(
    record.state,
    { type: 'supplement', rating, level },
    { ...counting, actor: SYSTEM_ACTOR },
  );
  if (decision.refused) return null;
  return (await keepEvents(record, decision.events, counting)) ? 'done' : { later: now };
}

/** The supplementary rating beside the rating of a case, as this reader may see its words. */
export async function supplementSeen(
  { ratingId }: Pick<CaseRecord, 'ratingId'>,
  viewer: TextViewer,
  exact: boolean,
): Promise<CaseView['supplement']> {
  const given = ratingId === undefined ? null : await supplementOf(ratingId);
  if (!given) return null;
  const { level } = given;
  return { level, levelName: LEVEL_NAMES[level], details: await wordsForCase(given, viewer, exact) };
}
