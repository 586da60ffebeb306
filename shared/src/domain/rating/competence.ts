/**
 * Which office is competent for a rating, and for what a person asks about it (同级政务服务主管部门): the centre of the
 * jurisdiction that answers for what was rated, of the city for the city's, of a county for the county's. It reveals whom to
 * call, and answers corrections. Where that centre is itself what was rated, the oversight offices of the same jurisdiction do
 * (回避). The centre of the city comes into a county only where the county's centre, or one of its people, is the rated side,
 * and then says for whom it acts. Source: domain.md §4 §5; FA-2.3.1-d, FA-3.3-b; adr/019.
 */
import type { Attribution } from './attribution.js';
import { isAnsweredFor, ratedAs, type RatedObject, type RatedParty } from './rated-side.js';
import { CITY_CODE, JURISDICTIONS, jurisdictionOf, type StaffRole } from '../people/staff.js';

/** Who handles what the centre would, where the centre is what was rated. */
export const OVERSIGHT = ['reform_office', 'efficiency_office'] as const;

/** Whether somebody works for one of the offices that oversee: 审改办, 效能办. */
export const isOversight = ({ role }: { role: string }): boolean =>
  (OVERSIGHT as readonly string[]).includes(role);

export interface CompetentOffice {
  role: 'center' | (typeof OVERSIGHT)[number];
  /** Where it sits. */
  jurisdiction: string;
  /** The county it acts for, whose centre is rated or stepped aside; null for an office that acts in its own jurisdiction. */
  insteadOf: string | null;
}

const center = (jurisdiction: string, insteadOf: string | null = null): CompetentOffice => ({
  role: 'center',
  jurisdiction,
  insteadOf,
});

/** What names no rating is for the centre of the city: it is told nowhere which county it is about. */
export const OFFICES_OF_NOTHING_RATED: readonly CompetentOffice[] = [center(CITY_CODE)];

/**
 * The jurisdictions that answer for what was rated: that of the lead department where one is named, else those of the institutions that
 * answer for it as such; where a service was given, or through which platform, only when that alone was rated. What is in none
 * of the twelve is looked after by the city.
 */
function jurisdictionsOf({ scope, targets }: Attribution): string[] {
  const leads = targets.filter(({ lead }) => lead);
  const answering = targets.filter(({ kind }) => isAnsweredFor(kind, scope));
  const asked = [leads, answering, targets].find((some) => some.length > 0) ?? [];
  const found = asked.map(({ regionCode }) => jurisdictionOf(regionCode)).filter((one) => one !== null);
  return found.length > 0 ? [...new Set(found)] : [CITY_CODE];
}

/**
 * The offices that are competent for a rating, each once, those of the same level first.
 * @param isCenter whether an institution is a centre, by the directory
 */
export function competentOffices(
  attribution: Attribution,
  isCenter: (institutionCode: string) => boolean,
): CompetentOffice[] {
  const { scope, targets } = attribution;
  return jurisdictionsOf(attribution).flatMap((jurisdiction) => {
    const ofCenter = targets.filter(
      ({ institutionCode, regionCode }) =>
        isCenter(institutionCode) && jurisdictionOf(regionCode) === jurisdiction,
    );
    const itself = ofCenter.some(({ kind }) => isAnsweredFor(kind, scope));
    const itsPeople = ofCenter.some(({ kind }) => kind === 'staff');
    const sameLevel = itself
      ? OVERSIGHT.map((role): CompetentOffice => ({ role, jurisdiction, insteadOf: null }))
      : [center(jurisdiction)];
    const above = jurisdiction !== CITY_CODE && (itself || itsPeople);
    return above ? [...sameLevel, center(CITY_CODE, jurisdiction)] : sameLevel;
  });
}

/**
 * Who is competent once the centre stepped aside (中心回避): the oversight offices of the same jurisdictions, and those of the city in
 * their place, who lead such a case as well. Source: adr/019.
 */
export function officesAfterRecusal(offices: readonly CompetentOffice[]): CompetentOffice[] {
  const jurisdictions = new Set(offices.map(({ jurisdiction, insteadOf }) => insteadOf ?? jurisdiction));
  return [...jurisdictions].flatMap((jurisdiction) => {
    const of = (place: string, insteadOf: string | null) =>
      OVERSIGHT.map((role): CompetentOffice => ({ role, jurisdiction: place, insteadOf }));
    const own = of(jurisdiction, null);
    return jurisdiction === CITY_CODE ? own : [...own, ...of(CITY_CODE, jurisdiction)];
  });
}

/** A member of staff as far as competence needs it. */
export interface OfficeHolder {
  role: StaffRole;
  regionCodes: readonly string[];
}

/** As which of the competent offices somebody acts, their own jurisdiction's before another's; null when they are of none. */
export function actsAs(
  { role, regionCodes }: OfficeHolder,
  offices: readonly CompetentOffice[],
): CompetentOffice | null {
  const theirs = offices.filter((one) => one.role === role && regionCodes.includes(one.jurisdiction));
  return theirs.find(({ insteadOf }) => insteadOf === null) ?? theirs[0] ?? null;
}

const OFFICE_NAMES: Readonly<Record<CompetentOffice['role'], string>> = {
  center: '行政服务中心管委会',
  reform_office: '审改办',
  efficiency_office: '效能办',
};

/** The competent offices by name, to be put into a sentence. */
export const officesInWords = (offices: readonly CompetentOffice[]): string => {
  const names = offices.map(
    ({ role, jurisdiction }) => `${JURISDICTIONS[jurisdiction]}${OFFICE_NAMES[role]}`,
  );
  return [...new Set(names)].join('、');
};

/** Why an account steps aside from handling a rating. */
export type StepsAside = 'own_service' | 'own_office' | 'not_competent' | 'unknown_place';

/**
 * Whether an account has to step aside, and why; null when it may handle the rating. Whoever might sit at a window, and of whom the
 * account does not say at which, cannot be told from the one who is rated.
 */
export function stepsAside(
  party: RatedParty & OfficeHolder & { offWindow: boolean },
  rated: RatedObject & { offices: readonly CompetentOffice[] },
): StepsAside | null {
  const as = ratedAs(party, rated);
  if (as) return as === 'person' ? 'own_service' : 'own_office';
  if (!actsAs(party, rated.offices)) return 'not_competent';
  return isPlaceUnknown(party) ? 'unknown_place' : null;
}

/** Whether nobody knows where the owner of an account serves, or that they serve at no window. */
export const isPlaceUnknown = ({
  staffCode,
  offWindow,
}: Pick<RatedParty, 'staffCode'> & { offWindow: boolean }): boolean => staffCode === null && !offWindow;
