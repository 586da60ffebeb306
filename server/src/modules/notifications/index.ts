export { notificationsModule, tellOfCase } from './module.js';
