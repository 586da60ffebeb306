import type { StatisticsListQuery, StatisticsOrder, StatisticsRow } from '@haochaping/shared/contracts';
import { RATED_SIDE_ROLES } from '@haochaping/shared/domain';
import {
  addCounts,
  figureOf,
  figureText,
  formulaOf,
  LEAST_FOR_RANKING,
  ofChannel,
  poorIn,
  ratingsIn,
  wilsonLower,
  type Counts,
} from '@haochaping/shared/domain/figures/index';
import type { StaffActor } from '../../http/actor.js';
import { directoryNow, type Directory } from '../directory/index.js';
import { levelsOf } from './read.js';
import { bookFor, regionNameIn } from './scope.js';
import type { SummedLevels } from './packed.js';
import { readEntries, readLevels } from './sheets.js';

/** Said beside the list. */
export const LIST_RULE =
  `按率排的，用威尔逊区间（95%）的下限排，三条里三条好的不会排在一千条里九百九十条好的前面；不足${LEAST_FOR_RANKING}条采信评价的不进排名，列在最后。` +
  '自己被评的一方（本单位、本人）不在这张表里。';

export interface Summed extends Omit<SummedLevels, 'counts'> {
  counts: Record<string, number>;
}

/** Subjects of a kind side by side, of those whose figures the account reads in full; departments their own items, as opened to them. */
export async function listSubjects(
  actor: StaffActor,
  { kind, from, to, regionCode, institutionCode, channel, order }: StatisticsListQuery,
  now: Date,
): Promise<StatisticsRow[]> {
  const book = RATED_SIDE_ROLES.includes(actor.role) ? 'shown' : 'full';
  const [entries, directory] = await Promise.all([
    channel ? readEntries({ book, kind, from, to }) : readLevels({ book, kind, from, to }),
    directoryNow(),
  ]);
  const asked = (entry: Summed) =>
    (!regionCode || entry.regionCode === regionCode) &&
    (!institutionCode || entry.institutionCode === institutionCode) &&
    bookFor(actor, { ...entry, kind }) === book;
  const rows = summed(entries, kind === 'region', directory, now)
    .filter(asked)
    .map((entry) => ({
      entry,
      counts: channel && book === 'full' ? ofChannel(entry.counts, channel) : entry.counts,
    }))
    .filter(({ counts }) => ratingsIn(counts, 'all') > 0)
    .map(({ entry, counts }) => rowOf(entry, counts, { kind, order, directory, now }));
  return rows.sort(byOrder(order));
}

/** Entries of one code together; regions and institutions under the region that stands today. */
export function summed(
  entries: readonly SummedLevels[],
  regions: boolean,
  directory: Directory,
  now: Date,
): Summed[] {
  const sums = new Map<string, Summed>();
  for (const { code, name, institutionCode, regionCode, counts } of entries) {
    const today = directory.findRegion(regionCode, now)?.code ?? regionCode;
    const key = regions ? today : code;
    const known = sums.get(key) ?? { code: key, name, institutionCode, regionCode: today, counts: {} };
    if (name !== '') known.name = name;
    addCounts(known.counts, counts);
    sums.set(key, known);
  }
  return [...sums.values()];
}

function rowOf(
  { code, name, institutionCode, regionCode }: Summed,
  counts: Counts,
  {
    kind,
    order,
    directory,
    now,
  }: {
    kind: StatisticsListQuery['kind'];
    order: StatisticsOrder;
    directory: Directory;
    now: Date;
  },
): StatisticsRow {
  const [satisfied, poor] = [formulaOf('satisfied_share'), formulaOf('poor_share')];
  const adopted = ratingsIn(counts, 'adopted');
  const ranking = figureOf(counts, order === 'satisfied_share' ? satisfied : poor);
  const regionName = regionNameIn(directory, regionCode, now);
  return {
    kind,
    code,
    name: kind === 'region' ? regionName : nameOf(directory, kind, code, now) || name || code,
    institutionName: directory.lookUp('institutions', institutionCode, now)?.data.name ?? '',
    regionName,
    all: ratingsIn(counts, 'all'),
    adopted,
    levels: levelsOf(counts),
    poor: poorIn(counts),
    satisfiedText: figureText(figureOf(counts, satisfied), satisfied),
    poorText: figureText(figureOf(counts, poor), poor),
    lower: wilsonLower(ranking.part, ranking.whole),
    ranked: adopted >= LEAST_FOR_RANKING,
  };
}

/** Institutions are called what they are called today; what was rated keeps the name it had. */
export const nameOf = (
  directory: Directory,
  kind: StatisticsListQuery['kind'],
  code: string,
  now: Date,
): string => (kind === 'institution' ? (directory.lookUp('institutions', code, now)?.data.name ?? '') : '');

const byCode = (a: StatisticsRow, b: StatisticsRow) => a.code.localeCompare(b.code);

function byOrder(order: StatisticsOrder): (a: StatisticsRow, b: StatisticsRow) => number {
  switch (order) {
    case 'ratings':
      return (a, b) => b.all - a.all || byCode(a, b);
    case 'poor':
      return (a, b) => b.poor - a.poor || b.all - a.all || byCode(a, b);
    case 'poor_share':
    case 'satisfied_share':
      return (a, b) => Number(b.ranked) - Number(a.ranked) || b.lower - a.lower || byCode(a, b);
  }
}
