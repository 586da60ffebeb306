export { complaintOfFeedback } from './from-feedback.js';
export type { ComplaintRecord } from './model.js';
export { complaintsModule } from './module.js';
export { reviewComplaint } from './review.js';
export {
  complaintForCase,
  complaintInQuestion,
  complaintNumbers,
  complaintsInHand,
  contactsInHand,
  findMyComplaint,
  findOwnComplaint,
  servedWithComplaint,
} from './queries.js';
