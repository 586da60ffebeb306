import { appendFileSync } from 'node:fs';

/**
 * Storms, simulations and kills prove the same in every size, only more surely in a larger one. The checks run each in a
 * size that a change can wait for; `npm run soak` (tests/soak.mjs) runs them in full, and names the file for their figures.
 */
const figuresFile = process.env.SOAK_FIGURES;

/** How often something is done: in the checks, and in a soak. */
export const sized = (inChecks: number, inSoak: number): number => (figuresFile ? inSoak : inChecks);

/** Figures that a soak shows in its table. */
export function report(name: string, figures: Record<string, number>): void {
  if (figuresFile) appendFileSync(figuresFile, `${JSON.stringify({ name, ...figures })}\n`);
}
