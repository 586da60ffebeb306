import { versionsOf, type KnownVersion } from '../../questionnaires/index.js';
import type { RatingRecord } from '../model.js';

/** The versions of questionnaires that were answered with these ratings. */
export const answeredVersions = (
  ratings: readonly Pick<RatingRecord, 'details'>[],
): Promise<Map<string, KnownVersion>> =>
  versionsOf(ratings.flatMap(({ details }) => details.flatMap((one) => one.questionnaire?.version ?? [])));
