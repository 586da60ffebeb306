export * from './businesses.js';
export * from './channels.js';
export * from './common.js';
export * from './evaluators.js';
export * from './forwarding.js';
export * from './own-ratings.js';
export * from './ratings.js';
export * from './staff.js';
