import {
  dayEnd,
  dayOf,
  dayPlus,
  dayStart,
  lastDayOfMonth,
  monthDay,
  type Day,
} from '@haochaping/shared/domain';
import {
  addCounts,
  monthsIn,
  sorePointsOf,
  toldUntil,
  type Book,
  type Counts,
  type ReportFacts,
  type ReportPeriod,
  type ReportSubject,
  type ReportTask,
  type SubjectKind,
} from '@haochaping/shared/domain/figures/index';
import type { QueryFilter } from 'mongoose';
import { directoryNow, type Directory } from '../../directory/index.js';
import { ImprovementModel, type ImprovementRecord } from '../improvements/model.js';
import { readSoreItems, reasonNames } from '../reasons.js';
import { codesOfRegion, regionNameIn } from '../scope.js';
import { readEntries, weekAround, type ReadEntry } from '../sheets.js';

/** What a report is to be drafted of. */
export interface Reported {
  subject: ReportSubject;
  code: string;
  book: Book;
  period: ReportPeriod;
  before: ReportPeriod;
}

type Sums = Record<string, number>;

/** Goes through the buckets of a period month by month: of a whole year they are never all in memory. */
async function eachBucket(
  { book, period }: Pick<Reported, 'book' | 'period'>,
  kind: SubjectKind,
  codes: readonly string[] | undefined,
  take: (entry: ReadEntry) => void,
): Promise<void> {
  for (const month of monthsIn(period)) {
    const [from, to] = [`${month}-01`, lastDayOfMonth(month)];
    const entries = await readEntries({ book, kind, from, to, ...(codes ? { codes } : {}) });
    for (const entry of entries) take(entry);
  }
}

/** Reads what a report is drafted from: of the sheets alone, and of the tasks of the period. */
export async function readFacts(reported: Reported, now: Date): Promise<ReportFacts> {
  const directory = await directoryNow();
  const { subject, code, book, period, before } = reported;
  const codes = subject === 'region' ? codesOfRegion(directory, code, now) : [code];
  const [nowSum, beforeSum]: [Sums, Sums] = [{}, {}];
  const spans = spansOf(period, book);
  await eachBucket(reported, subject, codes, ({ counts, until }) => {
    addCounts(nowSum, counts);
    const span = spans.find(({ to }) => to >= until);
    if (span) addCounts(span.counts, counts);
  });
  await eachBucket({ book, period: before }, subject, codes, ({ counts }) => addCounts(beforeSum, counts));
  return {
    now: nowSum,
    before: beforeSum,
    spans,
    parts: await partsOf(reported, codes, directory, now),
    sore: await soreOf(reported, codes, nowSum, directory, now),
    tasks: await tasksOf(reported, codes, directory, now),
  };
}

/** Of a month its weeks, of a longer period its months; of the book `shown` whole weeks of opening. */
function spansOf(period: ReportPeriod, book: Book): { name: string; to: Day; counts: Sums }[] {
  if (period.kind !== 'month')
    return monthsIn(period).map((month) => ({
      name: `${Number(month.slice(5))}月`,
      to: lastDayOfMonth(month),
      counts: {},
    }));
  const spans: { name: string; to: Day; counts: Sums }[] = [];
  const last = toldUntil(period, book);
  for (let day = period.from; day <= last;) {
    const week = weekAround(day);
    const from = book === 'shown' ? week.from : day;
    const to = week.to > last ? last : week.to;
    spans.push({ name: from === to ? monthDay(to) : `${monthDay(from)}—${monthDay(to)}`, to, counts: {} });
    day = dayPlus(to, 1);
  }
  return spans;
}

const institutionName = (directory: Directory, code: string, now: Date): string =>
  directory.lookUp('institutions', code, now)?.data.name ?? code;

/** The districts of the city, the departments of a region; of a department nothing smaller is set side by side. */
async function partsOf(
  reported: Reported,
  codes: readonly string[],
  directory: Directory,
  now: Date,
): Promise<ReportFacts['parts']> {
  if (reported.subject === 'institution') return [];
  const ofCity = reported.subject === 'city';
  const sums = new Map<string, Sums>();
  await eachBucket(reported, ofCity ? 'region' : 'institution', undefined, (entry) => {
    if (!ofCity && !codes.includes(entry.regionCode)) return;
    const code = ofCity ? (directory.findRegion(entry.code, now)?.code ?? entry.code) : entry.code;
    const counts = sums.get(code) ?? {};
    addCounts(counts, entry.counts);
    sums.set(code, counts);
  });
  const nameOf = ofCity ? regionNameIn : institutionName;
  return [...sums].map(([code, counts]) => ({ name: nameOf(directory, code, now), counts }));
}

/** Whether a bucket or a task lies within what is reported on. */
const lies =
  ({ subject, code }: Reported, codes: readonly string[]) =>
  ({ regionCode, institutionCode }: { regionCode: string; institutionCode: string }): boolean => {
    if (subject === 'city') return true;
    return subject === 'region' ? codes.includes(regionCode) : institutionCode === code;
  };

async function soreOf(
  reported: Reported,
  codes: readonly string[],
  all: Counts,
  directory: Directory,
  now: Date,
): Promise<ReportFacts['sore']> {
  const { book, period, before } = reported;
  const read = (await readSoreItems(book, period, before)).filter(lies(reported, codes));
  const items = new Map(read.map((one) => [one.code, one]));
  const points = sorePointsOf(read, all);
  const nameOf = await reasonNames(points.map(({ reasonCode }) => reasonCode));
  return points.map((point) => {
    const item = items.get(point.code);
    const unit =
      reported.subject === 'institution' ? '' : institutionName(directory, item?.institutionCode ?? '', now);
    return {
      ...point,
      reason: nameOf(point.reasonCode),
      itemName: item?.name ?? point.code,
      institutionName: unit,
    };
  });
}

/** What units were told to put right in the period, what was found done in it, and what was to be done by its end and is not. */
async function tasksOf(
  reported: Reported,
  codes: readonly string[],
  directory: Directory,
  now: Date,
): Promise<ReportTask[]> {
  const { subject, code, period } = reported;
  const during = { $gte: dayStart(period.from), $lt: dayEnd(period.to) };
  const where: QueryFilter<ImprovementRecord> =
    subject === 'city'
      ? {}
      : subject === 'region'
        ? { regionCode: { $in: [...codes] } }
        : { institutionCode: code };
  const found = await ImprovementModel.find({
    ...where,
    $or: [{ 'events.at': during }, { state: 'asked', dueDay: { $lte: period.to } }],
  })
    .sort({ _id: 1 })
    .lean<ImprovementRecord[]>();
  const within = (at: Date | undefined) => at !== undefined && at >= during.$gte && at < during.$lt;
  return found
    .map((one): ReportTask => {
      const accepted = one.events.findLast(({ type }) => type === 'accepted');
      const done = one.state === 'done' && within(accepted?.at);
      return {
        number: one.number,
        itemName: one.itemName,
        reason: one.reason,
        institutionName: institutionName(directory, one.institutionCode, now),
        asked: within(one.events[0]?.at),
        done,
        late: one.state === 'asked' && one.dueDay <= period.to && one.dueDay < dayOf(now),
        changed: done ? (accepted?.words ?? null) : null,
      };
    })
    .filter(({ asked, done, late }) => asked || done || late);
}
