export { officesFor, ratingInQuestion, ratingNumbers, receiptOf, type RatingInQuestion } from './contact.js';
export {
  acceptRating,
  intakeKeyOf,
  type Accepted,
  type IntakeSettings,
  type RatingIntake,
} from './intake.js';
export { intakeSettings } from './options.js';
export { ratingEffects } from './jobs.js';
export { poorRatingsOfItem, ratingsOfDay, type CountedRating } from './for-figures.js';
export { RatingModel, type RatingRecord } from './model.js';
export { moderationSchema, type RatingDetailsFact } from './said.js';
export {
  forwardedWords,
  judgedLocally,
  moderated,
  textStateIn,
  unchanged,
  verdictEntry,
  type TextCheck,
  type TextSettings,
} from './texts/moderation.js';
export { visibleLater, visibleText, type TextViewer } from './texts/visible-text.js';
export type { Delivery } from './presenter.js';
export { ratingsAbout } from './policy.js';
export type { DeliveryFilter } from './queries.js';
export { supplementOf } from './own/again.js';
export { poorRatingsOfBusiness, type BusinessRating } from './own/of-business.js';
export { findMyMatter, findMyRating, officesOfMyRating } from './own/own.js';
export {
  peopleServedWith,
  ratingForCase,
  ratingsOfSameMatter,
  ratingsSince,
  wordsForCase,
  type RatingOfCase,
} from './for-cases.js';
export {
  readByRatedSide,
  requireVisibleRating,
  shownToRatedSide,
  targetsOfRatings,
  type RatingShown,
} from './for-appeals.js';
export { changedStandings, ratingsSetAside, setStanding } from './standing.js';
export { receiptIsOurs } from './receipt.js';
export type { CasesOfRatings, Deliveries } from './options.js';
export { ratingsModule } from './module.js';
export { addDetailsTo, forwardAgain, findOwnRating, rateFromPage, saidWith } from './service.js';
export { refuseRatedWriter } from './speaker.js';
export { ensureVeil, veilEffects } from './veil/veil.js';
export { ratingsOfEvaluators, ratingsOfEvents, type TransactionRating } from './retention.js';
