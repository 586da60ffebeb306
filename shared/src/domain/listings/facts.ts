import { REPEAT_RULE } from '../cases/repeated.js';
import { formulaOf } from '../figures/formulas.js';
import { figureText, LEAST_FOR_RANKING, wilsonLower, withNumbers } from '../figures/shares.js';
import { ONE_IN, POSSIBLE_EVALUATORS } from '../privacy/veil.js';

/**
 * 奖惩名单: what the records say of a unit, a window or a person in a period, for praise (表彰) or for questions (问责). Facts alone; whether
 * anything follows is decided by people, in words, after the named side was heard. Source: 方案 二(四)2; FA-2.4.2-b FA-2.4.2-c.
 */
export const LISTING_LISTS = ['praise', 'questions'] as const;
export type ListingList = (typeof LISTING_LISTS)[number];
export const LISTING_LIST_NAMES: Readonly<Record<ListingList, string>> = {
  praise: '表彰推荐',
  questions: '问责线索',
};

export const LISTED_KINDS = ['institution', 'window', 'staff'] as const;
export type ListedKind = (typeof LISTED_KINDS)[number];

export const LISTING_FACTS = ['satisfied', 'repeated', 'complaints', 'late', 'missing', 'coercion'] as const;
export type ListingFactId = (typeof LISTING_FACTS)[number];

/** The share of satisfied ratings is at least so high, as far as so few tell. */
export const PRAISE_LOWER = 0.9;

/** So many ratings a window or a person needs before anything is said against them: whoever is told guesses among as many. */
export const LEAST_FOR_PERSON = POSSIBLE_EVALUATORS;

/** What the records have of one subject: satisfied ratings among those that count, and cases by what happened in them. */
export interface ListingCounts {
  satisfied: { part: number; whole: number };
  repeated: number;
  complaints: number;
  late: number;
  missing: number;
  /** Null where the office that asks does not read these reports. */
  coercion: number | null;
}

export const NO_COUNTS: ListingCounts = {
  satisfied: { part: 0, whole: 0 },
  repeated: 0,
  complaints: 0,
  late: 0,
  missing: 0,
  coercion: 0,
};

const PERSON_RULE = `窗口和个人，不足${LEAST_FOR_PERSON}条采信评价的不列`;

interface FactRule {
  name: string;
  list: ListingList;
  rule: string;
  /** Units alone: whose windows and persons it was is not known from the records. */
  unitOnly?: true;
}

export const LISTING_FACT_RULES: Readonly<Record<ListingFactId, FactRule>> = {
  satisfied: {
    name: '好评率',
    list: 'praise',
    rule: `采信的好评（非常满意、满意、基本满意）占采信的全部评价；不少于${LEAST_FOR_RANKING}条，威尔逊区间（95%）的下限不低于${PRAISE_LOWER * 100}%的列出来`,
  },
  repeated: {
    name: '反复差评',
    list: 'questions',
    rule: `${REPEAT_RULE.days}天里${REPEAT_RULE.times}条以上采信的差评；依法撤销的、评价人满意后不计的不算；${PERSON_RULE}`,
  },
  complaints: {
    name: '查实的投诉',
    list: 'questions',
    rule: `这一期的投诉，回访核实属实的；${PERSON_RULE}`,
  },
  late: {
    name: '整改超期',
    list: 'questions',
    rule: '这一期的差评和投诉，整改答复了，但过了期限（工作日，照台账、督办改过的期限）；记在承办单位',
    unitOnly: true,
  },
  missing: {
    name: '到期没有整改',
    list: 'questions',
    rule: '这一期的差评和投诉，过了期限还没有整改答复；记在承办单位',
    unitOnly: true,
  },
  coercion: {
    name: '查实的强迫、报复',
    list: 'questions',
    rule: '这一期由效能办下了结论、写明查实的反映；记在单位，是谁由结论说',
    unitOnly: true,
  },
};

/** One fact of a subject, with its numbers. */
export interface ListingFact {
  id: ListingFactId;
  part: number;
  /** Of how many; null where it is no share. */
  whole: number | null;
}

export interface ListingSubject {
  kind: ListedKind;
  counts: ListingCounts;
}

/** Every fact that can be told of a subject of this kind. */
export const factsOf = ({ kind, counts }: ListingSubject): ListingFact[] =>
  LISTING_FACTS.filter((id) => kind === 'institution' || !LISTING_FACT_RULES[id].unitOnly).flatMap(
    (id): ListingFact[] => {
      if (id === 'satisfied') return [{ id, ...counts.satisfied }];
      const part = counts[id];
      return part === null ? [] : [{ id, part, whole: null }];
    },
  );

/** Whether one fact puts the subject among the candidates of its list. */
function reaches({ kind, counts }: ListingSubject, { id, part }: ListingFact): boolean {
  const { satisfied } = counts;
  if (id === 'satisfied')
    return (
      satisfied.whole >= LEAST_FOR_RANKING && wilsonLower(satisfied.part, satisfied.whole) >= PRAISE_LOWER
    );
  return part > 0 && (kind === 'institution' || satisfied.whole >= LEAST_FOR_PERSON);
}

/** The facts that make a subject a candidate of a list; none for who is no candidate. */
export const reasonsFor = (list: ListingList, subject: ListingSubject): ListingFact[] =>
  factsOf(subject).filter((fact) => LISTING_FACT_RULES[fact.id].list === list && reaches(subject, fact));

/** The candidates of a list: the surest praise first; of what is asked about whoever has most facts, then most cases. */
export function candidatesOf<One extends ListingSubject>(list: ListingList, subjects: readonly One[]): One[] {
  const weight = (one: One): [number, number] => {
    if (list === 'praise') return [wilsonLower(one.counts.satisfied.part, one.counts.satisfied.whole), 0];
    const reasons = reasonsFor(list, one);
    return [reasons.length, reasons.reduce((sum, { part }) => sum + part, 0)];
  };
  return subjects
    .filter((one) => reasonsFor(list, one).length > 0)
    .map((one) => ({ one, weight: weight(one) }))
    .sort((a, b) => b.weight[0] - a.weight[0] || b.weight[1] - a.weight[1])
    .map(({ one }) => one);
}

const SATISFIED = formulaOf('satisfied_share');
const shareOf = (part: number, whole: number): string =>
  figureText({ id: SATISFIED.id, version: SATISFIED.version, part, whole }, SATISFIED);

/** A fact in words, as the offices read it. */
export const factText = ({ part, whole }: ListingFact): string =>
  whole === null ? `${part}件` : withNumbers({ part, whole, text: shareOf(part, whole) });

/**
 * A fact as the named side reads it. Of a window or a person a number is told only where it is at most one in five of those who rated:
 * else only whether there were any. Never which. domain.md §5
 * @param rated how many of the subject's ratings count
 */
export function factTold(kind: ListedKind, fact: ListingFact, rated: number): string {
  if (kind === 'institution' || fact.part === 0) return factText(fact);
  const hidden = fact.whole === null ? fact.part : fact.whole - fact.part;
  if (hidden * ONE_IN <= rated) return factText(fact);
  return fact.whole !== null
    ? `共${fact.whole}条`
    : fact.id === 'repeated'
      ? `${REPEAT_RULE.times}件以上`
      : '有';
}
