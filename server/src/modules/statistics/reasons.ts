import { isPoor, optionLabel } from '@haochaping/shared/domain';
import { answerReason, reasonOf, wordReason, type ReasonCode } from '@haochaping/shared/domain/figures/index';
import type { Directory } from '../directory/index.js';
import { answerText, versionsOf } from '../questionnaires/index.js';
import type { CountedRating } from '../ratings/index.js';
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
