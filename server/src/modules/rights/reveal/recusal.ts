import {
  actsAs,
  inHand,
  JURISDICTIONS,
  REVEAL_LIMITS,
  stepsAside,
  type InHand,
} from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import type { RatingInQuestion } from './rating-in-question.js';

/** Whether the rating is a case in hand for this member of staff: never for the rated side, and only for a competent office. */
export function handFor(actor: StaffActor, rating: RatingInQuestion, now: Date): InHand {
  const because = stepsAside(actor, rating);
  return because ? { open: false, because } : inHand(rating, REVEAL_LIMITS.caseDays, now);
}

/** What somebody who may look is told first: above all when they act in place of a county's centre. */
export function openWords(actor: StaffActor, { offices }: RatingInQuestion): string {
  const county = actsAs(actor, offices)?.insteadOf;
  const inPlace = county
    ? `评的是${JURISDICTIONS[county]}行政服务中心或它的工作人员，或者那里的中心回避了，您是代它回访，审计日志里会写明。`
    : '';
  return `这条差评还在回访期限内。${inPlace}`;
}
