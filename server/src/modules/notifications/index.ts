export { tellByPhone } from './messages/by-phone.js';
export { notificationsModule, tellOfAppeal, tellOfCase } from './module.js';
