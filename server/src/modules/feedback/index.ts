export { filesNamedByFeedback } from './files/homes.js';
export type { TellByPhone } from './jobs.js';
export { accessKeyOf } from './keys.js';
export type { FeedbackRecord } from './model.js';
export { feedbackModule } from './module.js';
