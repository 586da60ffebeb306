export { FujianDialect } from './dialect.js';
export { fujianSettings, type FujianSettings } from './settings.js';
