import type { WorkCalendar } from '@haochaping/shared/domain';
import type { Config } from '../../config/config.js';
import type { Limiter } from '../../http/limiter.js';
import type { Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import type { PersonalDataSource } from '../../module.js';
import { correctionRoutes } from './corrections/routes.js';
import type { OfficesOfOwnRating } from './corrections/corrections.js';
import type { StillNeeded } from './deletion/deletion.js';
import { deletionRoutes } from './deletion/routes.js';
import { disclosureRoutes } from './disclosures/routes.js';
import type { RatingNumbers } from './disclosures/disclosures.js';
import { exportRoutes } from './export/routes.js';
import type { Notice } from '../evaluators/index.js';
import type { FindRating, RatingsAbout } from './reveal/rating-in-question.js';
import { revealRoutes } from './reveal/routes.js';

/** What the rights of an evaluator take: settings, and what later modules lend. */
export interface RightsPorts {
  config: Config;
  keys: Keys;
  /** Counts by account and rating; never widened where many people share an address. */
  limits: Limiter;
  notices: readonly Notice[];
  findRating: FindRating;
  ratingsAbout: RatingsAbout;
  /** The working-day calendar in force. */
  calendar: () => Promise<WorkCalendar>;
  numbersOf: RatingNumbers;
  officesOfOwnRating: OfficesOfOwnRating;
  stillNeeded: StillNeeded;
  personalData: () => readonly PersonalDataSource[];
}

/** What an evaluator may know, take along, have put right and have erased, and who of the staff may look. */
export function rightsRoutes(ports: RightsPorts): Route[] {
  const { config, keys, limits, notices, findRating, ratingsAbout, numbersOf } = ports;
  return [
    ...revealRoutes({ config, keys, limiter: limits, findRating, ratingsAbout, calendar: ports.calendar }),
    ...disclosureRoutes(numbersOf),
    ...exportRoutes({ keys, notices, numbersOf, sources: ports.personalData }),
    ...deletionRoutes({ config, keys, stillNeeded: ports.stillNeeded }),
    ...correctionRoutes({ keys, ratingsAbout, officesOfOwnRating: ports.officesOfOwnRating }),
  ];
}
