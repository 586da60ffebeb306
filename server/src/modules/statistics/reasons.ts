import { isPoor, optionLabel, type Day } from '@haochaping/shared/domain';
import {
  answerReason,
  reasonOf,
  wordReason,
  type Book,
  type ReasonCode,
  type SoreCounts,
} from '@haochaping/shared/domain/figures/index';
import type { Directory } from '../directory/index.js';
import { answerText, versionsOf } from '../questionnaires/index.js';
import type { CountedRating } from '../ratings/index.js';
import type { SummedLevels } from './packed.js';
import { readLevels } from './sheets.js';
import { wordsIn } from './words.js';

/** Everything a poor rating gives as a reason, as it was counted. */
export const reasonsOfRating = (
  { options, answers, texts, level }: CountedRating,
  directory: Directory,
  now: Date,
): ReasonCode[] =>
  isPoor(level)
    ? [...options.full, ...answers.full.map(answerReason), ...wordsIn(texts, directory, now).map(wordReason)]
    : [];

/** An item with what sore points are found from. */
export type SoreItem = SoreCounts & Pick<SummedLevels, 'institutionCode' | 'regionCode'>;

/** The items of a book that were rated in a period, with their reasons then and in the period before. */
export async function readSoreItems(
  book: Book,
  period: Record<'from' | 'to', Day>,
  before: Record<'from' | 'to', Day>,
): Promise<SoreItem[]> {
  const [read, earlier] = await Promise.all(
    [period, before].map(({ from, to }) => readLevels({ book, kind: 'item', from, to, more: 'reasons' })),
  );
  const countsBefore = new Map(earlier?.map(({ code, counts }) => [code, counts]));
  return (read ?? []).map(({ counts, ...item }) => ({
    ...item,
    now: counts,
    before: countsBefore.get(item.code) ?? {},
  }));
}

/** Reasons in words: an option as it was offered, an answer with its question, a word as somebody used it. */
export async function reasonNames(codes: readonly ReasonCode[]): Promise<(code: ReasonCode) => string> {
  const reasons = codes.map(reasonOf);
  const versions = await versionsOf(reasons.flatMap((one) => (one.kind === 'answer' ? one.version : [])));
  return (code) => {
    const reason = reasonOf(code);
    switch (reason.kind) {
      case 'option':
        return optionLabel(reason.option);
      case 'word':
        return `都提到“${reason.word}”`;
      case 'answer':
        return answerText(versions, reason) ?? '问卷的一个回答';
    }
  };
}
