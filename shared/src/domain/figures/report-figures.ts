import { LEVEL_NAMES, LEVELS, optionLabel, type Level } from '../rating/levels.js';
import { adoptedOf, countIn, optionAdopted, optionsIn, poorIn, ratingsIn, type Counts } from './counts.js';
import { FORMULAS, figureOf, formulaOf } from './formulas.js';
import { figureText, LEAST_FOR_RANKING, wilsonLower } from './shares.js';
import { isPoorOption } from './reasons.js';
import type { SorePoint } from './sore-points.js';

/** What a unit was told to put right in the period, or had put right in it. */
export interface ReportTask {
  number: string;
  itemName: string;
  reason: string;
  institutionName: string;
  /** Told in the period; found done in it. */
  asked: boolean;
  done: boolean;
  /** To be done by the end of the period, and not answered when the report was drafted. */
  late: boolean;
  /** What changed, as those who raised it read it. */
  changed: string | null;
}

/** A region or department of the subject. */
export interface ReportPart {
  name: string;
  counts: Counts;
}

/** Everything a report is drafted from: counts of the period, and of the one before it. */
export interface ReportFacts {
  now: Counts;
  before: Counts;
  /** The months, or of a month the weeks, of the period. */
  spans: readonly { name: string; counts: Counts }[];
  parts: readonly ReportPart[];
  sore: readonly (SorePoint & { reason: string; itemName: string; institutionName: string })[];
  tasks: readonly ReportTask[];
}

interface Told {
  part: number;
  whole: number;
  text: string;
}

/** The figures of a report, as they were when it was drafted: they stay while its words are edited. */
export interface ReportFigures {
  all: { now: number; before: number };
  adopted: { now: number; before: number };
  cases: { now: number; before: number };
  levels: { level: Level; name: string; now: number; before: number }[];
  shares: {
    id: string;
    version: number;
    name: string;
    partName: string;
    wholeName: string;
    now: Told;
    before: Told;
  }[];
  trend: { name: string; adopted: number; poor: number }[];
  parts: { name: string; adopted: number; poor: number; poorText: string; ranked: boolean }[];
  reasons: { reason: string; now: number; before: number }[];
  sore: {
    itemName: string;
    institutionName: string;
    reason: string;
    count: number;
    before: number;
    rose: boolean;
  }[];
  tasks: ReportTask[];
}

const MOST_ROWS = 10;
const MOST_PARTS = 20;

/** The tables of a report. Those told of parts stand in the order of how poor they are at least; too few to rank last. */
export function reportFigures({ now, before, spans, parts, sore, tasks }: ReportFacts): ReportFigures {
  const both = (count: (counts: Counts) => number) => ({ now: count(now), before: count(before) });
  return {
    all: both((counts) => ratingsIn(counts, 'all')),
    adopted: both((counts) => ratingsIn(counts, 'adopted')),
    cases: both((counts) => countIn(counts, 'cases')),
    levels: LEVELS.map((level) => ({
      level,
      name: LEVEL_NAMES[level],
      ...both((counts) => countIn(counts, adoptedOf(level))),
    })),
    shares: FORMULAS.map((formula) => {
      const told = (counts: Counts): Told => {
        const figure = figureOf(counts, formula);
        return { part: figure.part, whole: figure.whole, text: figureText(figure, formula) };
      };
      const { id, version, name, numeratorName: partName, denominatorName: wholeName } = formula;
      return { id, version, name, partName, wholeName, now: told(now), before: told(before) };
    }).filter(({ now: one, before: other }) => one.whole > 0 || other.whole > 0),
    trend: spans.map(({ name, counts }) => ({
      name,
      adopted: ratingsIn(counts, 'adopted'),
      poor: poorIn(counts),
    })),
    parts: partsTold(parts),
    reasons: reasonsTold(now, before),
    sore: sore
      .slice(0, MOST_ROWS)
      .map(({ itemName, institutionName, reason, count, before: earlier, rose }) => ({
        itemName,
        institutionName,
        reason,
        count,
        before: earlier,
        rose,
      })),
    tasks: [...tasks],
  };
}

function partsTold(parts: readonly ReportPart[]): ReportFigures['parts'] {
  const formula = formulaOf('poor_share');
  return parts
    .map(({ name, counts }) => {
      const [adopted, poor] = [ratingsIn(counts, 'adopted'), poorIn(counts)];
      const ranked = adopted >= LEAST_FOR_RANKING;
      const poorText = figureText(figureOf(counts, formula), formula);
      return { name, adopted, poor, poorText, ranked, lower: wilsonLower(poor, adopted) };
    })
    .filter(({ adopted }) => adopted > 0)
    .sort(
      (a, b) =>
        Number(b.ranked) - Number(a.ranked) || b.lower - a.lower || a.name.localeCompare(b.name, 'zh'),
    )
    .slice(0, MOST_PARTS)
    .map(({ name, adopted, poor, poorText, ranked }) => ({ name, adopted, poor, poorText, ranked }));
}

/** The reasons of poor ratings, most frequent first. */
function reasonsTold(now: Counts, before: Counts): ReportFigures['reasons'] {
  return [...new Set([...optionsIn(now), ...optionsIn(before)])]
    .filter(isPoorOption)
    .map((option) => ({
      reason: optionLabel(option),
      now: countIn(now, optionAdopted(option)),
      before: countIn(before, optionAdopted(option)),
    }))
    .filter((one) => one.now > 0)
    .sort((a, b) => b.now - a.now || a.reason.localeCompare(b.reason, 'zh'))
    .slice(0, MOST_ROWS);
}
