export { inviteByPhone, tellByPhone } from './messages/by-phone.js';
export { notificationsModule, tellOfAppeal, tellOfCase, tellOfFeedback } from './module.js';
