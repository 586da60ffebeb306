import { PLACE_KINDS, type PlaceKind } from '@haochaping/shared/domain';
import { KIND_OF } from '../describe.js';
import { directoryNow, type Directory } from '../kept.js';
import { placeIn } from '../places.js';
import { nearness, NEARNESS, plain, type Nearness, type Sign } from './match.js';
import { readerOfNames, type Reader } from './signs.js';

/** Something that can be rated, as it is found. */
export interface FoundPlace {
  kind: PlaceKind;
  code: string;
  title: string;
  place: string;
}

interface Entry extends FoundPlace {
  /** The code without its dashes, and its last part alone: what stands on a badge. */
  codes: readonly string[];
  /** The names it goes by; none for a person. */
  names: readonly (readonly Sign[])[];
  where: readonly Sign[];
}

interface Index {
  entries: readonly Entry[];
  from: Date;
  until: Date | null;
}

/** The index of each edition of the directory, made when somebody first searches it, as long as the directory keeps saying the same. */
const indexes = new WeakMap<Directory, Index>();

/** What the typed words may mean, by kind, the kind with the nearest first. `all` per kind: the caller pages. */
export async function findPlaces(typed: string, now: Date): Promise<Map<PlaceKind, FoundPlace[]>> {
  const [directory, read] = await Promise.all([directoryNow(), readerOfNames()]);
  const asked = questionOf(typed);
  const ranked = indexAt(directory, read, now)
    .entries.flatMap((entry) => {
      const rank = rankOf(entry, asked);
      return rank === null ? [] : [{ entry, rank }];
    })
    .sort((a, b) => a.rank - b.rank);
  // What leaves out letters is a guess: only where nothing has them all.
  const near = ranked.filter(({ rank }) => rank < LOOSE);
  const groups = new Map<PlaceKind, FoundPlace[]>();
  for (const { entry } of near.length > 0 ? near : ranked) {
    const group = groups.get(entry.kind) ?? [];
    group.push(entry);
    groups.set(entry.kind, group);
  }
  return groups;
}

interface Question {
  whole: string;
  terms: readonly string[];
}

/** “工号 P001” asks for P001. */
function questionOf(typed: string): Question {
  const said = typed.replace(/^\s*(工号|胸牌号?|编号)\s*[:：]?/u, '');
  return { whole: plain(said), terms: said.split(/\s+/u).map(plain).filter(Boolean) };
}

/** In the place only, not in the name. */
const BY_PLACE = NEARNESS.indexOf('inside') + 0.5;
const LOOSE = NEARNESS.indexOf('loose');

/** How near an entry is to what was asked, nought the nearest; null where it has not all of the words. */
function rankOf(entry: Entry, { whole, terms }: Question): number | null {
  if (entry.codes.includes(whole)) return 0;
  if (terms.length === 0 || entry.names.length === 0) return null;
  let worst = 0;
  for (const term of terms) {
    const ranks = [
      ...entry.names.map((name) => placed(nearness(term, name))),
      byPlace(nearness(term, entry.where)),
    ];
    worst = Math.max(worst, Math.min(...ranks));
  }
  return Number.isFinite(worst) ? worst : null;
}

const placed = (near: Nearness | null): number => (near === null ? Infinity : NEARNESS.indexOf(near));
const byPlace = (near: Nearness | null): number => (near === null || near === 'loose' ? Infinity : BY_PLACE);

function indexAt(directory: Directory, read: Reader, now: Date): Index {
  const kept = indexes.get(directory);
  if (kept && now >= kept.from && (kept.until === null || now < kept.until)) return kept;
  const entries = PLACE_KINDS.flatMap((kind) =>
    directory
      .standing(KIND_OF[kind], now)
      .flatMap(({ code }) => entryOf(directory, read, kind, code, now) ?? []),
  );
  const index: Index = { entries, from: now, until: directory.nextChange(now) };
  indexes.set(directory, index);
  return index;
}

function entryOf(directory: Directory, read: Reader, kind: PlaceKind, code: string, now: Date): Entry | null {
  const found = placeIn(directory, kind, code, now);
  if (!found) return null;
  const { title, place } = found;
  const shown = { kind, code, title, place };
  // A person is found by the whole number alone: no list of who works where, and no name to try.
  if (kind === 'staff') return { ...shown, codes: badges(code), names: [], where: [] };
  const short = kind === 'institution' ? directory.lookUp('institutions', code, now)?.data.shortName : null;
  return {
    ...shown,
    codes: [plain(code)],
    names: [title, ...(short && short !== title ? [short] : [])].map(read),
    where: read(place),
  };
}

/** 350400-P001 is typed whole, or as P001. */
const badges = (code: string): string[] => [plain(code), plain(code.slice(code.lastIndexOf('-') + 1))];
