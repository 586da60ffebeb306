export { FujianDialect } from './dialect.js';
export { ADJUSTABLE_NAMES, fujianSettings, readAdjustments, type FujianAdjustments } from './settings.js';
