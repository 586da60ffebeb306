import { inHand, stepsAside, type InHand } from '@haochaping/shared/domain';
import type { Config } from '../../config.js';
import type { StaffActor } from '../../http/actor.js';
import type { RatingInQuestion } from './reveal.js';

/** Whether the rating is a case in hand for this member of staff: never for the rated side, and only for the office that leads. */
export function handFor(
  { REVEAL_CASE_DAYS }: Pick<Config, 'REVEAL_CASE_DAYS'>,
  actor: StaffActor,
  rating: RatingInQuestion,
  now: Date,
): InHand {
  const because = stepsAside(actor, rating);
  return because ? { open: false, because } : inHand(rating, REVEAL_CASE_DAYS, now);
}
