export * from './evaluator.js';
export * from './hours.js';
export * from './staff.js';
export * from './templates.js';
