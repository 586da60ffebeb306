/**
 * The times of a case, in working days unless it says otherwise. Those the plan sets may be shortened by a city, never
 * lengthened; the others are the city's own. Source: 方案 二(三)1, 三(三); domain.md §4.
 */
export interface CaseTimes {
  /** 回访核实 (FA-2.3.1-b). */
  verification: number;
  /** 撤销核实 (FA-2.3.1-c). */
  revocation: number;
  /** 整改与反馈 (FA-2.3.1-e). */
  rectification: number;
  /** A department says “not ours” within this. */
  return: number;
  /** The lead decides on a returned case within this. */
  reassignment: number;
  /** The evaluator says what they think of the answer within this; then the case is closed as silent. */
  reply: number;
  /** The evaluator contests a revocation within this. */
  contest: number;
  /** The oversight office decides on what was contested within this. */
  contestDecision: number;
  /** 督办: the second answer, unless the order names a day. */
  supervision: number;
  /** Warnings so many working days before the last day, for clocks that are longer than that. */
  warnings: readonly number[];
  /** So many working days late, the case rises to the efficiency office; to the lead on the first. */
  escalation: number;
  /** Calls before somebody counts as not reached, and on how many different days. */
  calls: number;
  callDays: number;
}

export const CASE_TIMES: CaseTimes = {
  verification: 3,
  revocation: 3,
  rectification: 10,
  return: 1,
  reassignment: 1,
  reply: 10,
  contest: 5,
  contestDecision: 3,
  supervision: 10,
  warnings: [3, 1],
  escalation: 3,
  calls: 3,
  callDays: 2,
};

/** What is wrong with a city's times: the plan's may only be shortened, none may be less than one. Empty when nothing is. */
export function caseTimesFaults(times: CaseTimes): string[] {
  const faults: string[] = [];
  for (const [name, value] of Object.entries(times) as [keyof CaseTimes, number | readonly number[]][])
    for (const days of [value].flat())
      if (!Number.isInteger(days) || days < 1) faults.push(`${name} must be a whole number from 1 on`);
  for (const name of ['verification', 'revocation', 'rectification'] as const)
    if (times[name] > CASE_TIMES[name])
      faults.push(`${name} is at most ${CASE_TIMES[name]} working days (方案 二(三)1)`);
  return faults;
}
