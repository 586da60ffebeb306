import {
  CITY_CODE,
  JURISDICTION_CODES,
  jurisdictionOf,
  reaches,
  rightsFaults,
  type StaffRole,
} from '@haochaping/shared/domain/people/staff';

/**
 * The regions an account may be given, as the rules of rights and the administrator's own regions allow.
 * @param institutionRegion where the institution sits
 */
export function regionsToGive(
  role: StaffRole,
  institutionRegion: string,
  held: readonly string[],
): readonly string[] {
  const institution = { type: '', regionCode: institutionRegion };
  return JURISDICTION_CODES.filter(
    (code) =>
      reaches(held, code) &&
      rightsFaults({ role, institutionCode: '', regionCodes: [code] }, institution).every(
        ({ field }) => field !== 'regionCodes',
      ),
  );
}

/** The chosen regions that may still be given; when none is left, the one where the institution sits, or the only one there is. */
export function regionsLeft(
  chosen: readonly string[],
  choices: readonly string[],
  institutionRegion: string,
): string[] {
  const left = chosen.filter((code) => choices.includes(code));
  if (left.length > 0) return left;
  const seat = jurisdictionOf(institutionRegion);
  return choices.filter((code) => code === seat);
}

/** Ticks a region or takes it away, in the order of the jurisdictions. The whole city stands for all of them. */
export function withRegion(chosen: readonly string[], code: string, ticked: boolean): string[] {
  if (code === CITY_CODE) return ticked ? [CITY_CODE] : [];
  return JURISDICTION_CODES.filter((one) => (one === code ? ticked : chosen.includes(one)));
}
