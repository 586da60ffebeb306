export type { Attachments } from './attachments.js';
export { createAttachmentStore } from './module.js';
