import { refusal, type Refusal } from './commands.js';
import type { CaseState } from './state.js';

/**
 * Why the evaluator may not rate the same service again (追评) now, in words for them; undefined when they may: once, as the province
 * knows one supplementary rating of a service, and after there was an answer or an end. Who does not agree with a revocation
 * contests it: another rating is no way around it. Source: domain.md §2; adr/027.
 * @param given whether they have done so before
 */
export function refusedToRateAgain(
  { phase, answers, standing }: Pick<CaseState, 'phase' | 'answers' | 'standing'>,
  given: boolean,
): Refusal | undefined {
  if (given) return refusal('already', '这次服务您已经追评过一次了，有话可以在追评里补充');
  if (standing === 'revoked') return refusal('already', '这条评价撤销了，不能追评；不同意撤销，可以提异议');
  return answers.length > 0 || phase === 'closed'
    ? undefined
    : refusal('not_yet', '还在办，有了答复或者办结以后可以追评；现在有话可以补充在评价里');
}
