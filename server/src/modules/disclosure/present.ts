import type { PublicFigures, PublicFiguresQuery } from '@haochaping/shared/contracts';
import { CITY } from '@haochaping/shared/domain';
import {
  figureOf,
  figureText,
  formulaOf,
  ratingsIn,
  SUBJECT_KIND_NAMES,
  WITHHELD,
  type Counts,
  type PublicKind,
} from '@haochaping/shared/domain/figures/index';
import { AppError } from '../../http/errors.js';
import { figuresTold, inventedCity, levelsTold } from '../statistics/index.js';
import { latestEdition } from './editions.js';
import { EditionModel, type EditionRecord, type EditionRow } from './model.js';

type Subject = PublicFigures['subject'];

const subjectOf = ({ kind, code, name }: Pick<EditionRow, 'kind' | 'code' | 'name'>): Subject => ({
  kind,
  kindName: SUBJECT_KIND_NAMES[kind],
  code,
  name,
});
const WHOLE: Subject = subjectOf({ kind: 'city', code: CITY, name: '全市' });
const NOTHING: Counts = {};

/** The months that were published, newest first. */
export async function publishedMonths(): Promise<string[]> {
  const months: string[] = await EditionModel.distinct('month');
  return months.sort().reverse();
}

/** @throws AppError `not_found` */
async function editionOf(month: string): Promise<EditionRecord> {
  const edition = await latestEdition(month);
  if (!edition) throw new AppError('not_found', { message: `${month} 的数字还没有公布，请选别的月份` });
  return edition;
}

/** Twelve months are drawn. */
const TREND = 12;

/**
 * One subject in one published month, with what lies below it; null before anything was published.
 * @throws AppError `not_found` for a month that was not published, or a subject nobody rated in it
 */
export async function readPublic(asked: PublicFiguresQuery): Promise<PublicFigures | null> {
  const months = await publishedMonths();
  const month = asked.month ?? months[0];
  if (month === undefined) return null;
  const edition = await editionOf(month);
  const { kind } = asked;
  const code = kind === 'city' ? CITY : (asked.code ?? '');
  const found = edition.rows.find((row) => row.kind === kind && row.code === code);
  if (!found && kind !== 'city')
    throw new AppError('not_found', {
      message: '这个月没有公布它的数字：没有人评，或者评的人太少，还合在单位里',
    });
  const row = found ?? {
    ...WHOLE,
    kind: 'city' as const,
    regionCode: CITY,
    institutionCode: '',
    counts: NOTHING,
  };
  return {
    month,
    version: edition.version,
    publishedAt: edition.publishedAt.toISOString(),
    dataUntil: edition.dataUntil,
    note: edition.note,
    months,
    subject: subjectOf(row),
    above: aboveOf(row, edition.rows),
    ratings: bothOf(row.counts),
    levels: levelsTold(row.counts),
    figures: figuresTold(row.counts).filter(({ id }) => id !== 'invited_rated_share'),
    trend: await trendOf(row, months.filter((one) => one <= month).slice(0, TREND)),
    below: belowOf(row, edition.rows),
    withheld: [...WITHHELD],
    invented: await inventedCity(),
  };
}

const bothOf = (counts: Counts) => ({
  all: ratingsIn(counts, 'all'),
  adopted: ratingsIn(counts, 'adopted'),
});

const [SATISFIED, POOR] = [formulaOf('satisfied_share'), formulaOf('poor_share')];
const textsOf = (counts: Counts) => ({
  satisfiedText: figureText(figureOf(counts, SATISFIED), SATISFIED),
  poorText: figureText(figureOf(counts, POOR), POOR),
});

function aboveOf({ kind, regionCode, institutionCode }: EditionRow, rows: readonly EditionRow[]): Subject[] {
  if (kind === 'city') return [];
  const region = rows.find((row) => row.kind === 'region' && row.code === regionCode);
  const house = rows.find((row) => row.kind === 'institution' && row.code === institutionCode);
  return [
    WHOLE,
    ...(region && kind !== 'region' ? [subjectOf(region)] : []),
    ...(house && kind !== 'institution' && kind !== 'region' ? [subjectOf(house)] : []),
  ];
}

const BELOW: Readonly<Partial<Record<PublicKind, (row: EditionRow, above: EditionRow) => boolean>>> = {
  city: ({ kind }) => kind === 'region',
  // A hall is found where it stands as well as under the office that runs it.
  region: ({ kind, regionCode }, { code }) =>
    (kind === 'institution' || kind === 'hall') && regionCode === code,
  institution: ({ kind, institutionCode }, { code }) =>
    kind !== 'institution' && kind !== 'region' && kind !== 'city' && institutionCode === code,
};

/** Those with most poor ratings first, as prominent as the good; of equal ones those that were rated more. */
function belowOf(above: EditionRow, rows: readonly EditionRow[]): PublicFigures['below'] {
  const isBelow = BELOW[above.kind];
  if (!isBelow) return [];
  return rows
    .filter((row) => isBelow(row, above))
    .map((row) => ({
      ...subjectOf(row),
      ...bothOf(row.counts),
      poor: figureOf(row.counts, POOR).part,
      ...textsOf(row.counts),
    }))
    .sort((a, b) => b.poor - a.poor || b.all - a.all || a.code.localeCompare(b.code));
}

async function trendOf(
  { kind, code }: EditionRow,
  months: readonly string[],
): Promise<PublicFigures['trend']> {
  const editions = await Promise.all(months.map((month) => latestEdition(month)));
  return editions
    .flatMap((edition) => edition ?? [])
    .map(({ month, rows }) => {
      const counts = rows.find((row) => row.kind === kind && row.code === code)?.counts ?? NOTHING;
      return { month, ...bothOf(counts), ...textsOf(counts) };
    })
    .reverse();
}
