export { filesNamedByFeedback } from './files/homes.js';
export { feedbackInQuestion } from './in-question.js';
export { lastBetweenUnits, type TellByPhone, type TellStaff } from './jobs.js';
export { accessKeyOf } from './keys.js';
export type { FeedbackRecord } from './model.js';
export { feedbackModule } from './module.js';
export { feedbackSeen, whoSeesFeedback, type SeenFeedback } from './seen.js';
