import type { Attribution, RatingTarget, TargetKind } from '../rating/attribution.js';
import type { Channel } from '../rating/channels.js';
import { targetsShown } from '../rating/rated-side.js';
import { CITY } from '../regions.js';
import { isPoor, type Level } from '../rating/levels.js';
import { addCounts, adoptedOf, allOf, inChannel, optionAdopted, optionAll, type Counts } from './counts.js';
import { isWordCounter, saidCounters, type ChosenAnswer } from './reasons.js';

/** What figures are counted for. `city` is the whole city; the region of the same code its own offices alone. */
export const SUBJECT_KINDS = [
  'city',
  'region',
  'institution',
  'hall',
  'window',
  'item',
  'package',
  'platform',
  'staff',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const SUBJECT_KIND_NAMES: Readonly<Record<SubjectKind, string>> = {
  city: '全市',
  region: '区县',
  institution: '单位',
  hall: '大厅',
  window: '窗口',
  item: '事项',
  package: '一件事',
  platform: '平台',
  staff: '工作人员',
};

/** Targets that are counted under their own name. */
const NAMED_KINDS: readonly TargetKind[] = ['hall', 'window', 'item', 'package', 'platform', 'staff'];

/**
 * Two books over the same ratings: `full` by the day they were given, for offices that read ratings in full; `shown` by the week in which
 * the veil opened them, with the names it opened, for the rated side and the public: no figure of it tells more than the list that the
 * rated side reads anyway. Source: domain.md §5; FA-3.3-c.
 */
export type Book = 'full' | 'shown';

/** A rating as far as it is counted. */
export interface RatingFact {
  level: Level;
  channel: Channel;
  adopted: boolean;
  realName: boolean;
  /** Option codes the evaluator chose, each once; of the book `shown` those that are opened with the rating. */
  options: Readonly<Record<Book, readonly string[]>>;
  /** What the evaluator chose in a questionnaire; of the book `shown` what is opened with the rating. */
  answers: Readonly<Record<Book, readonly ChosenAnswer[]>>;
  /** The words of a poor rating that may say why, each once. */
  words: readonly string[];
  attribution: Attribution;
  /** Institutions that answer for it. */
  institutionCodes: readonly string[];
  /** The hall its window stands in. */
  hall: RatingTarget | null;
  /** The week whose end opened it to the rated side, and whether under its name; null as long as it is not opened. */
  shown: { week: string; named: boolean } | null;
  /** What its case counts, under the counters of the formulas. */
  handling: Counts;
}

/** A service somebody was invited to rate. */
export interface InvitedFact {
  channel: Channel;
  rated: boolean;
  attribution: Attribution;
  institutionCodes: readonly string[];
  hall: RatingTarget | null;
}

/** What is counted for one subject on one day; in the book `shown` for one week of opening. */
export interface Bucket {
  book: Book;
  kind: SubjectKind;
  code: string;
  /** As it was called when it was rated. */
  name: string;
  institutionCode: string;
  regionCode: string;
  /** Of the book `shown`: the week. */
  week?: string;
  counts: Counts;
}

type Subject = Omit<Bucket, 'book' | 'week' | 'counts'>;

/** Everything one rating or invitation counts for, each once. */
function subjectsOf(
  targets: readonly RatingTarget[],
  named: readonly RatingTarget[],
  institutionCodes: readonly string[],
): Subject[] {
  const regions = new Map<string, Subject>();
  const institutions = institutionCodes.map((code): Subject => {
    const known =
      targets.find((one) => one.kind === 'institution' && one.code === code) ??
      targets.find((one) => one.institutionCode === code);
    const regionCode = known?.regionCode ?? CITY;
    regions.set(regionCode, {
      kind: 'region',
      code: regionCode,
      name: '',
      institutionCode: '',
      regionCode,
    });
    const name = known?.kind === 'institution' ? known.name : '';
    return { kind: 'institution', code, name, institutionCode: code, regionCode };
  });
  const own = named.flatMap(({ kind, code, name, institutionCode, regionCode }): Subject[] =>
    NAMED_KINDS.includes(kind)
      ? [{ kind: kind as SubjectKind, code, name, institutionCode, regionCode }]
      : [],
  );
  const city: Subject = { kind: 'city', code: CITY, name: '', institutionCode: '', regionCode: CITY };
  const all = [city, ...regions.values(), ...institutions, ...own];
  return [...new Map(all.map((one) => [`${one.kind}:${one.code}`, one])).values()];
}

/** What one rating counts, wherever it counts. */
function countsOf(fact: RatingFact, book: Book): Counts {
  const { level, channel, adopted, realName, options, answers, words, handling } = fact;
  const levels = adopted ? [allOf(level), adoptedOf(level)] : [allOf(level)];
  const names = [
    ...levels,
    ...(realName ? ['real_name'] : []),
    // The rated side reads nothing of the channel.
    ...(book === 'full' ? levels.map((counter) => inChannel(channel, counter)) : []),
    ...options[book].flatMap((code) =>
      adopted ? [optionAll(code), optionAdopted(code)] : [optionAll(code)],
    ),
    // The rated side reads the words themselves, as the veil opens them; they are not counted for it.
    ...(adopted ? saidCounters(answers[book], book === 'full' ? words : [], isPoor(level)) : []),
  ];
  return { ...handling, ...Object.fromEntries(names.map((name) => [name, 1])) };
}

/**
 * Counts a day: every bucket anew from the facts, never added to one that was there. A rating of several departments counts once for each
 * of them and once for the city. Source: 方案 二(四)1; FA-2.4.1-a.
 */
export class DayCount {
  private readonly buckets = new Map<string, Bucket & { counts: Record<string, number> }>();

  rating(fact: RatingFact): void {
    const { attribution, hall, institutionCodes, shown } = fact;
    const { targets } = attribution;
    const places = hall ? [...targets, hall] : targets;
    this.add('full', subjectsOf(targets, places, institutionCodes), countsOf(fact, 'full'));
    if (!shown) return;
    const named = targetsShown(attribution, shown.named);
    // Whoever reads the name of a window knows its hall from the directory. Of a service event neither is told.
    const told = hall && named.some(({ kind }) => kind === 'window') ? [...named, hall] : named;
    this.add('shown', subjectsOf(targets, told, institutionCodes), countsOf(fact, 'shown'), shown.week);
  }

  invited({ channel, rated, attribution: { targets }, hall, institutionCodes }: InvitedFact): void {
    const counters = rated ? ['invited', 'invited_rated'] : ['invited'];
    const names = [...counters, ...counters.map((counter) => inChannel(channel, counter))];
    const places = hall ? [...targets, hall] : targets;
    const counts = Object.fromEntries(names.map((name) => [name, 1]));
    this.add('full', subjectsOf(targets, places, institutionCodes), counts);
  }

  result(): Bucket[] {
    return [...this.buckets.values()];
  }

  private add(book: Book, subjects: readonly Subject[], counts: Counts, week?: string): void {
    const withoutWords = Object.fromEntries(Object.entries(counts).filter(([name]) => !isWordCounter(name)));
    for (const subject of subjects) {
      const key = `${book}|${week ?? ''}|${subject.kind}|${subject.code}`;
      const bucket = this.buckets.get(key) ?? {
        book,
        ...subject,
        ...(week === undefined ? {} : { week }),
        counts: {},
      };
      if (bucket.name === '') bucket.name = subject.name;
      addCounts(bucket.counts, subject.kind === 'item' ? counts : withoutWords);
      this.buckets.set(key, bucket);
    }
  }
}
