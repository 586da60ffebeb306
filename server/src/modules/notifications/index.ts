export { inviteByPhone, tellByPhone } from './messages/by-phone.js';
export { notificationsModule, tellOfAppeal, tellOfCase, tellOfFeedback, tellOfListing } from './module.js';
