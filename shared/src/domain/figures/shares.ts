import type { Figure, Formula } from './formulas.js';

/** A share of fewer is told as counts: 1 of 1 must not look like 100 of 100. */
export const LEAST_FOR_SHARE = 10;

/** So many ratings at least has whatever stands in a ranking. */
export const LEAST_FOR_RANKING = 10;

/** Nineteen of twenty lie within so many standard deviations. */
export const Z = 1.96;

/**
 * The lower end of the Wilson score interval at 95 %: how high a share is at least, as far as so few tell. Rankings use it, so that
 * three of three do not stand before 990 of 1 000.
 * @returns between 0 and 1; 0 of nothing
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 */
export function wilsonLower(part: number, whole: number): number {
  if (whole === 0) return 0;
  const share = part / whole;
  const z2 = Z * Z;
  const middle = share + z2 / (2 * whole);
  const spread = Z * Math.sqrt((share * (1 - share) + z2 / (4 * whole)) / whole);
  return Math.max(0, (middle - spread) / (1 + z2 / whole));
}

/** A figure in words: a percentage never rounded up to all, counts where there are few, a dash of nothing. */
export function figureText({ part, whole }: Figure, { unit }: Pick<Formula, 'unit'>): string {
  if (whole === 0) return '—';
  if (unit === 'mean') return (Math.floor((part / whole) * 100) / 100).toFixed(2);
  if (whole < LEAST_FOR_SHARE) return `${whole}中${part}`;
  return `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)}%`;
}

/** A share with both its numbers; of few these are all there is. @param told with the words of `figureText` */
export const withNumbers = ({
  part,
  whole,
  text,
}: Pick<Figure, 'part' | 'whole'> & { text: string }): string =>
  whole < LEAST_FOR_SHARE ? text : `${text}（${whole}中${part}）`;
