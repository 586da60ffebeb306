export { notificationsModule, tellOfAppeal, tellOfCase } from './module.js';
