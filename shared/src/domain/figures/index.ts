export * from './buckets.js';
export * from './counts.js';
export * from './formulas.js';
export * from './handling.js';
export * from './shares.js';
export * from './tables.js';
export * from './disclosure.js';
export * from './open-data.js';
