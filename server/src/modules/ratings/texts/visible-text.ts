import type { AnswersView } from '@haochaping/shared/contracts';
import { listedWord, withoutSelfIdentifying, type WordLists } from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { presentAnswers, type KnownVersion } from '../../questionnaires/index.js';
import type { RatingRecord } from '../model.js';
import type { RatingDetailsFact } from '../said.js';
import { textStateIn } from './moderation.js';
import { isVeiledFor } from '../policy.js';

/** Who reads: the centre the words as they were written, everybody else without what tells who wrote them. */
export type TextViewer = 'author' | 'center' | 'oversight' | 'rated_side';

/** How this account reads the words of a rating. */
export function textViewerOf(actor: StaffActor, rating: RatingRecord): TextViewer {
  if (isVeiledFor(actor, rating)) return 'rated_side';
  return actor.role === 'center' ? 'center' : 'oversight';
}

const KEPT_BACK = {
  waiting: '▇▇▇（这段话待核对，暂不显示）',
  hidden: '▇▇▇（这段话经核对，不予显示）',
  listed: '▇▇▇（这段话里有不宜转给被评一方的词，不显示；要知道意思，请问牵头的一方）',
} as const;

/**
 * The words of an addition as this reader may see them. The original stays what it is; this is a layer over it, made anew
 * at each reading (FA-3.3-c).
 */
export function visibleText(fact: Pick<RatingDetailsFact, 'text' | 'textState'>, viewer: TextViewer): string {
  if (fact.text === '' || viewer === 'author' || viewer === 'center') return fact.text;
  const state = textStateIn(fact);
  if (viewer === 'rated_side' && state !== 'shown') return KEPT_BACK[state];
  return withoutSelfIdentifying(fact.text);
}

/** Answers to a questionnaire under the same rule: what was chosen as it is, what was written as other words are. */
export const visibleAnswers = (
  { questionnaire, textState }: Pick<RatingDetailsFact, 'questionnaire' | 'textState'>,
  versions: ReadonlyMap<string, KnownVersion>,
  viewer: TextViewer,
): AnswersView | null =>
  presentAnswers(questionnaire, versions, (text) =>
    visibleText({ text, textState: textState ?? null }, viewer),
  );

/**
 * What the evaluator said on the way of a case, under the same rule. Nobody reviews it, so the lists are asked at each reading, and what
 * they find fault with stays with those who lead.
 */
export function visibleLater(lists: WordLists, text: string, viewer: TextViewer): string {
  if (viewer === 'rated_side' && listedWord(lists, text)) return KEPT_BACK.listed;
  return visibleText({ text }, viewer);
}
