import { ONE_IN } from '../privacy/veil.js';

/** In how many weeks people are counted: the one a rating arrived in and the one before. */
export const CROWD_WEEKS = 2;

/**
 * Whether a case tells its officer of so few people that they may guess who it was. The centre is told before it gives the case to
 * somebody, and may call the evaluator first; it is never refused. Source: domain.md §5; adr/006.
 * @param served people served for the same in the week of the rating and the one before; undefined where nobody counted
 */
export const isFew = (served: number | undefined): served is number =>
  served !== undefined && served < ONE_IN;
