export { filesNamedByFeedback } from './entry.js';
export { feedbackInQuestion } from './in-question.js';
export type { TellByPhone } from './jobs.js';
export { accessKeyOf } from './keys.js';
export type { FeedbackRecord } from './model.js';
export { feedbackModule } from './module.js';
