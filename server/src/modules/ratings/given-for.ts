import { RATED_FOR_NAMES } from '@haochaping/shared/domain';
import type { Keys } from '../../keys.js';
import { businessNames } from '../evaluators/index.js';
import type { RatingRecord } from './model.js';

/** For whom a rating was given, as whoever gave it chose; null for one's own. */
export type GivenFor = (rating: RatingRecord) => string | null;

/** Says of each of these ratings for whom it was given. The names of businesses are opened for whoever may read the rating. */
export async function givenForOf(keys: Keys, ratings: readonly RatingRecord[]): Promise<GivenFor> {
  const spoken = ratings.flatMap(({ handler, evaluatorId }) => (handler && evaluatorId ? [evaluatorId] : []));
  const names = spoken.length > 0 ? await businessNames(keys, spoken) : new Map<string, string>();
  return ({ agent, handler, evaluatorId }) => {
    if (agent) return `您代${RATED_FOR_NAMES[agent.relation]}评的`;
    return handler ? `您替${names.get(evaluatorId ?? '') ?? '企业'}评的` : null;
  };
}
