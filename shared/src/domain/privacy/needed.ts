import { isPoor, type Level } from '../rating/levels.js';
import { inHand, type RevealSubject } from './reveal.js';

/** Why the applicant behind a rating may not be forgotten yet. */
export type NeededFor = 'forwarding' | 'call_back';

export interface RatingInNeed extends Pick<RevealSubject, 'standing' | 'ratedAt'> {
  level: Level;
  /** The province has it. */
  forwarded: boolean;
}

/**
 * What a rating still needs its applicant for: to reach the province, which is a duty, and to be called back while it is a
 * poor rating in hand. Once nobody may look any more (`caseDays`), keeping would serve nothing. The one rule for the
 * erasure of an evaluator and for the retention of applicants alike. Source: PIPL articles 19, 47; FA-3.3-b.
 */
export function neededFor(
  { level, standing, ratedAt, forwarded }: RatingInNeed,
  caseDays: number,
  now: Date,
): NeededFor[] {
  const called = inHand({ poor: isPoor(level), standing, ratedAt, hasContact: true }, caseDays, now).open;
  return [...(forwarded ? [] : ['forwarding' as const]), ...(called ? ['call_back' as const] : [])];
}

/** The same for a person, in words; empty when nothing is needed any more. */
export function neededInWords(needs: readonly (readonly NeededFor[])[], caseDays: number): string[] {
  const count = (need: NeededFor) => needs.filter((some) => some.includes(need)).length;
  const [unsent, open] = [count('forwarding'), count('call_back')];
  return [
    ...(unsent > 0 ? [`有 ${unsent} 条评价还没有送到省“好差评”系统`] : []),
    ...(open > 0 ? [`有 ${open} 条差评还在回访期限内（${caseDays} 天）`] : []),
  ];
}
