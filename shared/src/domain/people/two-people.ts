/**
 * Decisions that take two people: two accounts are not enough, since one person may have two. Source: domain.md §5; FA-3.3-b;
 * adr/020.
 */

/** The person behind a staff account, as far as it is known. */
export interface PersonBehind {
  /** Keyed hash of the document that was proven to be theirs; null when none was. */
  document: string | null;
  /** Their code in the directory (工号), where an administrator named it. */
  staffCode: string | null;
}

export type PairRefusal = 'first_unproven' | 'second_unproven' | 'same_person';

export const PAIR_REFUSALS: Readonly<Record<PairRefusal, string>> = {
  first_unproven: '申请的同事还没有登记本人的证件，分不清是不是两个人。请他先在“我的账号”登记，再重新申请。',
  second_unproven: '同意要两个不同的人，先要知道您是谁。请先在“我的账号”登记本人的证件，再来同意。',
  same_person: '申请的账号和这个账号是同一个人的，要另一个人来同意。',
};

/** What the first of two is told before asking, and why it takes two this time: nobody could agree to it. */
export const firstUnproven = (because: readonly string[]): string =>
  `这次要另一个人同意${because.length > 0 ? `（${because.join('；')}）` : ''}，先要知道您是谁。请先在“我的账号”登记本人的证件，再来申请。`;

/**
 * Why these two are not two people who are known to be different; null when they are. Whoever has proven nothing could be
 * anybody, the other one too.
 */
export function pairRefusal(first: PersonBehind, second: PersonBehind): PairRefusal | null {
  if (second.document === null) return 'second_unproven';
  if (first.document === null) return 'first_unproven';
  if (first.document === second.document) return 'same_person';
  return first.staffCode !== null && first.staffCode === second.staffCode ? 'same_person' : null;
}
