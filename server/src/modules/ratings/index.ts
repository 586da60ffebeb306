export { ratingBrakes } from './brakes.js';
export { ratingInQuestion, ratingNumbers } from './contact.js';
export { acceptRating, type Accepted, type IntakeSettings, type RatingIntake } from './intake.js';
export { ratingEffects } from './jobs.js';
export { RatingModel, type RatingDetailsFact, type RatingRecord } from './model.js';
export { forwardedWords, type TextCheck, type TextSettings } from './moderation.js';
export type { Delivery } from './presenter.js';
export { ratingsAbout } from './policy.js';
export { countRatings, type DeliveryFilter } from './queries.js';
export { officesOfMyRating } from './own.js';
export { ratingEntries } from './personal-data.js';
export { receiptIsOurs } from './receipt.js';
export { countWaitingTexts } from './texts.js';
export type { Deliveries } from './options.js';
export { ratingsRoutes } from './routes.js';
export { veilEffects } from './veil.js';
export {
  deviceHashRetention,
  ratingsOfEvaluators,
  ratingsOfEvents,
  type TransactionRating,
} from './retention.js';
