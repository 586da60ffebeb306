export { CONTENT, fileId, leaving, UPLOAD, unknownFile } from './answers.js';
export type { Attachments } from './attachments.js';
export { tellRead, tellUploaded, tellWithdrawn } from './deeds.js';
export { createAttachmentStore } from './module.js';
