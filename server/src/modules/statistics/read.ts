import type { StatisticsQuery, StatisticsSummary } from '@haochaping/shared/contracts';
import {
  CHANNEL_NAMES,
  dayPlus,
  LEVEL_NAMES,
  LEVELS,
  optionLabel,
  isPoor,
  type Day,
  type Level,
} from '@haochaping/shared/domain';
import {
  adoptedOf,
  allOf,
  channelsIn,
  countIn,
  figureOf,
  figureText,
  FORMULAS,
  ofChannel,
  optionAdopted,
  optionAll,
  optionsIn,
  poorIn,
  ratingsIn,
  SUBJECT_KIND_NAMES,
  sumCounts,
  type Counts,
  type FormulaId,
} from '@haochaping/shared/domain/figures/index';
import type { StaffActor } from '../../http/actor.js';
import { inventedCity } from './invented.js';
import { StatisticsDayModel, type StatisticsDayRecord } from './model.js';
import { scopeOf, widestOf } from './scope.js';
import { readEntries, weekAround, type ReadEntry } from './sheets.js';

const both = (counts: Counts) => ({ all: ratingsIn(counts, 'all'), adopted: ratingsIn(counts, 'adopted') });
export const levelsOf = (counts: Counts): number[] =>
  LEVELS.map((level) => countIn(counts, adoptedOf(level)));

/** Invitations are not counted in the book that was opened: nothing is known there, and none must not be said. */
const INVITED: FormulaId = 'invited_rated_share';

const GOOD = LEVELS.filter((level) => !isPoor(level));

/** Everything a dashboard draws of one subject and period, read from buckets alone. */
export async function readSummary(
  actor: StaffActor,
  { from, to, kind, code, channel }: StatisticsQuery,
  now: Date,
): Promise<StatisticsSummary> {
  const widest = widestOf(actor);
  const scope = await scopeOf(
    actor,
    kind ? { kind, code: code ?? (kind === widest.kind ? widest.code : '') } : widest,
    now,
  );
  const { book, codes, name, above } = scope;
  const [read, freshness, invented] = await Promise.all([
    readEntries({ book, kind: scope.kind, codes, from, to }),
    freshnessOf(from, to),
    inventedCity(),
  ]);
  const whole = sumCounts(read.map(({ counts }) => counts));
  // The rated side reads nothing of the channel; there is nothing to choose.
  const chosen = channel && book === 'full' ? channel : undefined;
  const entries = chosen
    ? read.map((entry) => ({ ...entry, counts: ofChannel(entry.counts, chosen) }))
    : read;
  const counts = chosen ? ofChannel(whole, chosen) : whole;
  return {
    from,
    to,
    subject: { kind: scope.kind, kindName: SUBJECT_KIND_NAMES[scope.kind], code: scope.code, name },
    above,
    book,
    ratings: both(counts),
    levels: levelsTold(counts),
    spans: spansOf(entries, from, to, book === 'shown'),
    figures: figuresTold(counts, chosen !== undefined).filter(({ id }) => book === 'full' || id !== INVITED),
    channels: channelsIn(whole).map((one) => {
      const own = ofChannel(whole, one);
      return {
        channel: one,
        name: CHANNEL_NAMES[one],
        ...both(own),
        poor: poorIn(own),
        satisfied: ratingsIn(own, 'adopted', GOOD),
      };
    }),
    options: optionsTold(whole),
    ...freshness,
    invented,
  };
}

/** The levels by name, best first. */
export const levelsTold = (counts: Counts): StatisticsSummary['levels'] =>
  LEVELS.map((level) => ({
    level,
    name: LEVEL_NAMES[level],
    all: countIn(counts, allOf(level)),
    adopted: countIn(counts, adoptedOf(level)),
  }));

/** Each figure with its formula. Of one channel alone those are left out that are not counted by channel. */
export function figuresTold(counts: Counts, ofOneChannel = false): StatisticsSummary['figures'] {
  return FORMULAS.filter((formula) => !ofOneChannel || formula.byChannel).map((formula) => {
    const figure = figureOf(counts, formula);
    const { name, numeratorName, denominatorName, exclusions } = formula;
    return {
      ...figure,
      name,
      text: figureText(figure, formula),
      partName: numeratorName,
      wholeName: denominatorName,
      exclusions,
    };
  });
}

function optionsTold(counts: Counts): StatisticsSummary['options'] {
  return optionsIn(counts)
    .map((code) => ({
      code,
      label: optionLabel(code),
      level: Number(code.charAt(0)) as Level,
      all: countIn(counts, optionAll(code)),
      adopted: countIn(counts, optionAdopted(code)),
    }))
    .sort((a, b) => b.adopted - a.adopted || a.code.localeCompare(b.code));
}

/** Longer periods are drawn week by week: a year of days is not read. */
const MOST_SINGLE_DAYS = 92;

function spansOf(
  entries: readonly ReadEntry[],
  from: Day,
  to: Day,
  weekly: boolean,
): StatisticsSummary['spans'] {
  const byWeek = weekly || dayPlus(from, MOST_SINGLE_DAYS) <= to;
  const spans: { from: Day; to: Day; of: Counts[] }[] = [];
  for (let day = from; day <= to;) {
    const last = byWeek ? weekAround(day).to : day;
    const until = last > to ? to : last;
    spans.push({ from: day, to: until, of: [] });
    day = dayPlus(until, 1);
  }
  for (const { until, counts } of entries) spans.find((span) => span.to >= until)?.of.push(counts);
  return spans.map(({ of, ...span }) => {
    const counts = sumCounts(of);
    return { ...span, ...both(counts), levels: levelsOf(counts) };
  });
}

async function freshnessOf(from: Day, to: Day): Promise<{ countedAt: string | null; waiting: number }> {
  const range = { _id: { $gte: from, $lte: to } };
  const [last, waiting] = await Promise.all([
    StatisticsDayModel.findOne({ ...range, countedAt: { $type: 'date' } })
      .sort({ countedAt: -1 })
      .lean<StatisticsDayRecord>(),
    StatisticsDayModel.countDocuments({ ...range, dirtyAt: { $type: 'date' } }),
  ]);
  return { countedAt: last?.countedAt?.toISOString() ?? null, waiting };
}
