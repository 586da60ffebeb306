export * from './canonical.js';
export * from './attribution.js';
export * from './channels.js';
export * from './invitation.js';
export * from './levels.js';
export * from './week.js';
export * from './words.js';
