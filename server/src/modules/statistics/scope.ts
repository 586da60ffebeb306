import { CITY, HANDLING_ROLES, RATED_SIDE_ROLES } from '@haochaping/shared/domain';
import type { StatisticsSummary } from '@haochaping/shared/contracts';
import { SUBJECT_KIND_NAMES, type Book, type SubjectKind } from '@haochaping/shared/domain/figures/index';
import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { describeIn, directoryNow, KIND_OF, type Directory } from '../directory/index.js';
import type { SheetEntry } from './model.js';

/** Something figures are asked for. */
export interface SubjectRef {
  kind: SubjectKind;
  code: string;
}

/** A subject an account may read figures of, by which book, and under which codes it was counted. */
export interface Scope extends SubjectRef {
  book: Book;
  name: string;
  codes: readonly string[];
  /** What it belongs to, as far as the account reads figures of that; the widest first. */
  above: StatisticsSummary['above'];
}

type Owned = Pick<SheetEntry, 'code' | 'institutionCode' | 'regionCode'> & { kind: SubjectKind };

const looksAtCity = ({ regionCodes }: StaffActor): boolean => regionCodes.includes(CITY);

/** What is counted for a place, not for whoever answers there. */
const OF_PLACES: readonly SubjectKind[] = ['city', 'region'];

/**
 * Whether an account is rated under this name: a department under all it answers for, an office under its own items, halls and platforms,
 * a person as that person or window. Of that it reads what everybody of the rated side reads. adr/019
 */
export function isOwn(actor: StaffActor, { kind, code, institutionCode }: Owned): boolean {
  if (kind === 'staff' && code === actor.staffCode) return true;
  if (kind === 'window' && code === actor.windowCode) return true;
  if (OF_PLACES.includes(kind) || institutionCode !== actor.institutionCode) return false;
  if (RATED_SIDE_ROLES.includes(actor.role)) return true;
  return HANDLING_ROLES.includes(actor.role) && kind !== 'window' && kind !== 'staff';
}

/** The book an account reads of a subject; null where it reads none. */
export function bookFor(actor: StaffActor, owned: Owned): Book | null {
  const { kind, code, regionCode } = owned;
  if (isOwn(actor, owned)) return kind === 'window' || kind === 'staff' ? null : 'shown';
  if (RATED_SIDE_ROLES.includes(actor.role)) return null;
  if (looksAtCity(actor)) return 'full';
  if (kind === 'city') return null;
  return actor.regionCodes.includes(kind === 'region' ? code : regionCode) ? 'full' : null;
}

/** What an account looks at first: the city, its county, or its own department. */
export function widestOf(actor: StaffActor): SubjectRef {
  if (RATED_SIDE_ROLES.includes(actor.role)) return { kind: 'institution', code: actor.institutionCode };
  if (looksAtCity(actor)) return { kind: 'city', code: CITY };
  return { kind: 'region', code: actor.regionCodes[0] ?? '' };
}

/** What a region is called in figures; under the city's own code stand its own offices alone. */
export const regionNameIn = (directory: Directory, code: string, now: Date): string =>
  code === CITY ? '市本级' : (directory.findRegion(code, now)?.name ?? code);

/** A region today, and those whose place it took: figures are compared by what stands today. domain.md §7 */
export const codesOfRegion = (directory: Directory, code: string, now: Date): string[] => [
  ...new Set([
    code,
    ...directory.regions
      .map((one) => one.code)
      .filter((one) => directory.findRegion(one, now)?.code === code),
  ]),
];

/**
 * Whether, and how, the account reads figures of a subject.
 * @throws AppError `not_found` where there is none, or none for this account
 */
export async function scopeOf(actor: StaffActor, { kind, code }: SubjectRef, now: Date): Promise<Scope> {
  const directory = await directoryNow();
  const owned = ownedBy(directory, { kind, code }, now);
  const book = owned && bookFor(actor, owned);
  if (!owned || !book)
    throw new AppError('not_found', { message: '没有这个统计对象，或者它不归您看；请从统计页上点进去' });
  const codes = kind === 'region' ? codesOfRegion(directory, code, now) : [code];
  return { kind, code, book, name: owned.name, codes, above: aboveOf(actor, directory, owned, now) };
}

function aboveOf(
  actor: StaffActor,
  directory: Directory,
  { kind, code, institutionCode, regionCode }: Owned,
  now: Date,
): Scope['above'] {
  const wider: SubjectRef[] = [
    { kind: 'city', code: CITY },
    { kind: 'region', code: regionCode },
    { kind: 'institution', code: institutionCode },
  ];
  const until = wider.findIndex((one) => one.kind === kind && one.code === code);
  return wider.slice(0, until < 0 ? wider.length : until).flatMap((one) => {
    const owned = ownedBy(directory, one, now);
    if (!owned || !bookFor(actor, owned)) return [];
    return [{ ...one, kindName: SUBJECT_KIND_NAMES[one.kind], name: owned.name }];
  });
}

/** Where a subject belongs, as the directory has it now or had it last. */
function ownedBy(
  directory: Directory,
  { kind, code }: SubjectRef,
  now: Date,
): (Owned & { name: string }) | null {
  if (kind === 'city')
    return code === CITY ? { kind, code, name: '全市', institutionCode: '', regionCode: CITY } : null;
  if (kind === 'region') {
    const region = directory.findRegion(code, now);
    const name = regionNameIn(directory, code, now);
    return region && { kind, code, name, institutionCode: '', regionCode: code };
  }
  const at = directory.stoodAt(KIND_OF[kind], code, now);
  const found = at && describeIn(directory, { kind, code }, at);
  return (
    found && {
      kind,
      code,
      name: found.name,
      institutionCode: found.institutionCode,
      regionCode: found.regionCode,
    }
  );
}
