/**
 * Nobody rates their own service: a member of the rated staff is refused, with a reason. At a printed code everybody of the
 * institution is: it stands open all day, and asks for no transaction. With an invitation a colleague may well have been a
 * customer, as any citizen; refused is whoever served, by their code or their window, and where the directory does not say
 * who an account is, everybody of the institution, since they cannot be told apart from the one who served.
 * Source: 方案 二(二)1; FA-2.2.1-i.
 */
import type { Attribution, RatingTarget } from './attribution.js';

/** A staff account as far as the rule needs it. */
export interface StaffPlace {
  institutionCode: string;
  /** Their code in the directory; null where nobody named it. */
  staffCode: string | null;
  /** The window they sit at, as the directory says. */
  windowCode: string | null;
}

/** Whether it was this person, or the window they sit at, that is rated. */
export function isServedBy(
  targets: readonly Pick<RatingTarget, 'kind' | 'code'>[],
  { staffCode, windowCode }: Pick<StaffPlace, 'staffCode' | 'windowCode'>,
): boolean {
  return targets.some(
    ({ kind, code }) =>
      (kind === 'staff' && code === staffCode) || (kind === 'window' && code === windowCode),
  );
}

/** Whether this member of staff is the rated side of what would be rated. */
export function isRatedStaff(attribution: Attribution, staff: StaffPlace): boolean {
  const { scope, targets } = attribution;
  if (isServedBy(targets, staff)) return true;
  const ofInstitution = targets.some(({ institutionCode }) => institutionCode === staff.institutionCode);
  return ofInstitution && (scope === 'place' || staff.staffCode === null);
}
