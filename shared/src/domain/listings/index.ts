export * from './facts.js';
export * from './moves.js';
