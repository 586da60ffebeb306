import type { OwnRatingView, QuestionnaireView, RatingInput, Receipt } from '@haochaping/shared/contracts';
import type { Answer } from '@haochaping/shared/domain/questionnaires/answers';
import type { Level } from '@haochaping/shared/domain/rating/levels';

/** Something said after the faces, on its way or arrived. */
export interface KeptDetails {
  detailsId: string;
  options: string[];
  text: string;
  /** Answers to the questionnaire; absent when none were given. */
  answers?: Answer[];
  /** `refused`: the server will never take it; it is not sent again. */
  state: 'waiting' | 'sent' | 'refused';
}

/** One rating as this device remembers it, from the tap on, whether or not there was a network. */
export interface KeptRating {
  intakeId: string;
  /** What is sent; its `intakeId` and `ratedAt` never change, so that sending again counts once. */
  input: RatingInput & { ratedAt: string };
  /** How often it was sent in vain. */
  attempts: number;
  title: string;
  place: string;
  /** For whom it was given, in the words of the page; null for one's own. */
  givenFor: string | null;
  /** The options of the level that was chosen, so that more can be said without asking the server. */
  choices: { code: string; label: string }[];
  /** The questions shown below the level; null when there are none, absent in what was kept by an older version of the pages. */
  questionnaire?: QuestionnaireView | null;
  details: KeptDetails[];
  receipt: Receipt | null;
  /** Why the server will never take it, in its own words. */
  refusal: { code: string; message: string } | null;
  /** What the server last said of it, and when that was. */
  seen: { at: string; view: OwnRatingView } | null;
}

export type KeptState = 'waiting' | 'received' | 'refused';

/** Where a kept rating stands between this device and the server. */
export function stateOf(kept: KeptRating): KeptState {
  if (kept.receipt) return 'received';
  return kept.refusal ? 'refused' : 'waiting';
}

/**
 * The body to send. Sent at once, the server's clock says when it was rated, which no phone's clock can get wrong; only
 * what is sent late carries the time of the tap.
 */
export function bodyOf(kept: KeptRating): RatingInput {
  return kept.attempts > 0 ? kept.input : { ...kept.input, ratedAt: undefined };
}

/** The level that counts: the server's word where there is one. */
export function levelOf(kept: KeptRating): Level {
  return kept.receipt?.level ?? kept.input.level;
}

/** A supplementary rating: it came neither from a link nor from a printed code, but from the rating it supplements. */
export const isAgain = ({ input }: KeptRating): boolean => !input.invitation && !input.staticCode;

/** For whom it was given: in the server's words where there are any. */
export function givenForOf(kept: KeptRating): string | null {
  return kept.receipt ? kept.receipt.givenForName : kept.givenFor;
}

/** True while anything of it still has to reach the server. */
export function hasUnsent(kept: KeptRating): boolean {
  if (kept.refusal) return false;
  return kept.receipt === null || kept.details.some((entry) => entry.state === 'waiting');
}

/** The rating this device gave with an invitation. Printed codes may be used again, so they match nothing. */
export function ownRatingFor(token: string, all: readonly KeptRating[]): KeptRating | undefined {
  return all.find((kept) => kept.input.invitation === token && !kept.refusal);
}

/** Newest first, each intake once: a later version of the same intake takes the place of the earlier. */
export function withKept(all: readonly KeptRating[], kept: KeptRating): KeptRating[] {
  const others = all.filter((entry) => entry.intakeId !== kept.intakeId);
  return [kept, ...others].sort((a, b) => b.input.ratedAt.localeCompare(a.input.ratedAt));
}

/** How many ratings a device remembers; the oldest that have arrived go first, an unsent one never. */
export const MOST_KEPT = 200;

export function trimmed(all: readonly KeptRating[]): KeptRating[] {
  return all.filter((kept, index) => index < MOST_KEPT || hasUnsent(kept));
}

/** Seconds until the next attempt, after so many in vain: 5, 10, 20, 40, then every minute. */
export function pauseAfter(attempts: number): number {
  return Math.min(60, 5 * 2 ** Math.max(0, attempts - 1));
}
