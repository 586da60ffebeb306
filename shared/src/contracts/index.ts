export * from './channels.js';
export * from './common.js';
export * from './forwarding.js';
export * from './ratings.js';
export * from './staff.js';
