import type {
  IndicatorListQuery,
  IndicatorRow,
  IndicatorUnit,
  IndicatorUnitQuery,
} from '@haochaping/shared/contracts';
import { RATED_SIDE_ROLES, type Day } from '@haochaping/shared/domain';
import {
  byQuestionnaire,
  KIND_OF_CLASS,
  questionnairesIn,
  ratingsIn,
  scoreOf,
  scoreText,
  sumCounts,
  UNIT_CLASS_NAMES,
  type Counts,
  type Scored,
  type UnitClass,
} from '@haochaping/shared/domain/figures/index';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { directoryNow, type Directory } from '../../directory/index.js';
import { versionsOfQuestionnaires } from '../../questionnaires/index.js';
import { inventedCity } from '../invented.js';
import { nameOf, summed, type Summed } from '../list.js';
import { bookFor, regionNameIn, scopeOf } from '../scope.js';
import { readEntries, readLevels } from '../sheets.js';
import type { SchemeVersion } from './model.js';
import { presentScored } from './present.js';
import { findScheme } from './schemes.js';
import { versionOn } from './versions.js';

const ORDER =
  '分高的在前。没有计入的项目各单位不一样，差得多的不好直接比；点开看每一项。计入的不到权重一半的没有总分，排在最后。';

/** Said beside the list. */
export const scoreRule = ({ role }: StaffActor): string =>
  RATED_SIDE_ROLES.includes(role)
    ? `${ORDER}按评价开放给单位看的那一周算，和公示的口径一样。`
    : `${ORDER}自己被评的一方（本单位、本人）不在这张表里。`;

type Period = Readonly<Record<'from' | 'to', Day>>;

/** The version a period is scored by: that of its last day. */
export interface Used {
  version: SchemeVersion;
  /** The versions of the questionnaires it builds on. */
  asked: ReadonlyMap<string, string>;
  changedWithin: boolean;
}

/** @throws AppError `not_found` for a period before there was any */
export async function usedIn(unitClass: UnitClass, { from, to }: Period): Promise<Used> {
  const record = await findScheme(unitClass);
  const version = versionOn(record, to);
  if (!version) throw new AppError('not_found', { message: '那时还没有指标体系，请选近一些的时间' });
  const asked = await versionsOfQuestionnaires(questionnairesIn(version.nodes));
  return { version, asked, changedWithin: version.from > from };
}

const scoredBy = ({ version, asked }: Used, counts: Counts): Scored =>
  scoreOf(version.nodes, byQuestionnaire(counts, asked));

/** The head of every answer: by which version, and whether of invented days. */
export async function toldOf({ version: { number, from }, changedWithin }: Used) {
  return { version: { number, from }, changedWithin, invented: await inventedCity() };
}

/** The class of an institution, as it is or was last. */
function classOf(directory: Directory, code: string, now: Date): UnitClass {
  const at = directory.stoodAt('institutions', code, now);
  const type = at && directory.lookUp('institutions', code, at)?.data.type;
  return type === 'center' ? 'center' : 'department';
}

const isOfClass = (directory: Directory, unitClass: UnitClass, code: string, now: Date): boolean =>
  KIND_OF_CLASS[unitClass] !== 'institution' || classOf(directory, code, now) === unitClass;

/** The units of a class side by side, of those whose figures the account reads; a department its own halls and platforms, as opened. */
export async function listScores(
  actor: StaffActor,
  { unitClass, from, to, regionCode }: IndicatorListQuery,
  used: Used,
  now: Date,
): Promise<IndicatorRow[]> {
  const book = RATED_SIDE_ROLES.includes(actor.role) ? 'shown' : 'full';
  const kind = KIND_OF_CLASS[unitClass];
  const [entries, directory] = await Promise.all([
    readLevels({ book, kind, from, to, more: 'scored' }),
    directoryNow(),
  ]);
  return summed(entries, kind === 'region', directory, now)
    .filter(
      (entry) =>
        (!regionCode || entry.regionCode === regionCode) &&
        bookFor(actor, { ...entry, kind }) === book &&
        isOfClass(directory, unitClass, entry.code, now) &&
        ratingsIn(entry.counts, 'all') > 0,
    )
    .map((entry) => rowOf(entry, { kind, used, directory, now }))
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || a.code.localeCompare(b.code));
}

interface Known {
  kind: (typeof KIND_OF_CLASS)[UnitClass];
  used: Used;
  directory: Directory;
  now: Date;
}

function rowOf(
  { code, name, institutionCode, regionCode, counts }: Summed,
  { kind, used, directory, now }: Known,
): IndicatorRow {
  const { score, covered, nodes, missing } = scoredBy(used, counts);
  const regionName = regionNameIn(directory, regionCode, now);
  return {
    code,
    name: kind === 'region' ? regionName : nameOf(directory, kind, code, now) || name || code,
    institutionName: directory.lookUp('institutions', institutionCode, now)?.data.name ?? '',
    regionName,
    adopted: ratingsIn(counts, 'adopted'),
    score,
    scoreText: scoreText(score),
    tops: nodes.map((one) => ({
      code: one.node.code,
      name: one.node.name,
      score: one.score,
      scoreText: scoreText(one.score),
    })),
    covered,
    missing: missing.map((one) => one.name),
  };
}

/**
 * One unit, opened down to its figures.
 * @throws AppError `not_found` where there is none, or none for this account
 */
export async function readUnit(
  actor: StaffActor,
  { unitClass, code, from, to }: IndicatorUnitQuery,
  now: Date,
): Promise<IndicatorUnit> {
  const kind = KIND_OF_CLASS[unitClass];
  const [scope, directory] = await Promise.all([scopeOf(actor, { kind, code }, now), directoryNow()]);
  if (!isOfClass(directory, unitClass, code, now))
    throw new AppError('not_found', { message: `它不是${UNIT_CLASS_NAMES[unitClass]}，请从清单里点进去` });
  const [used, entries] = await Promise.all([
    usedIn(unitClass, { from, to }),
    readEntries({ book: scope.book, kind, codes: scope.codes, from, to }),
  ]);
  const counts = sumCounts(entries.map((entry) => entry.counts));
  const { score, covered, nodes } = scoredBy(used, counts);
  return {
    unitClass,
    className: UNIT_CLASS_NAMES[unitClass],
    code,
    name: scope.name,
    from,
    to,
    book: scope.book,
    adopted: ratingsIn(counts, 'adopted'),
    score,
    scoreText: scoreText(score),
    covered,
    nodes: presentScored(nodes, scope.book),
    ...(await toldOf(used)),
  };
}
