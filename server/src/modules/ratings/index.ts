export { ratingInQuestion, ratingNumbers } from './contact.js';
export { acceptRating, type Accepted, type IntakeSettings, type RatingIntake } from './intake.js';
export { ratingEffects } from './jobs.js';
export { RatingModel, type RatingDetailsFact, type RatingRecord } from './model.js';
export type { Delivery } from './presenter.js';
export { countRatings, type DeliveryFilter } from './queries.js';
export { receiptIsOurs } from './receipt.js';
export { ratingsRoutes, type Deliveries } from './routes.js';
export { veilEffects } from './veil.js';
